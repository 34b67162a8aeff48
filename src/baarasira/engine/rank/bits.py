"""Bits of words of 64, for compiled functions: one instruction each where the processor has it."""

from typing import Any

from numba import types
from numba.extending import intrinsic


@intrinsic
def count_bits(_context: Any, _word: Any) -> Any:
    """Return how many bits of a word are set."""

    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.int64(types.uint64), generate


@intrinsic
def lowest_bit(_context: Any, _word: Any) -> Any:
    """Return the place, from 0, of the lowest bit set in a word; 64 for a word of none."""

    def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], context.get_constant(types.boolean, False))

    return types.int64(types.uint64), generate
