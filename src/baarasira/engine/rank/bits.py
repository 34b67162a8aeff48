"""Bits of words of 64, for compiled functions: one instruction each where the processor has it."""

from typing import Any

from numba import types
from numba.extending import intrinsic


@intrinsic
def _count_bits(_context: Any, _word: Any) -> Any:
    def generate(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.int64(types.uint64), generate


@intrinsic
def _lowest_bit(_context: Any, _word: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], context.get_constant(types.boolean, False))

    return types.int64(types.uint64), generate


count_bits: Any = _count_bits
"""How many bits of a word are set."""
lowest_bit: Any = _lowest_bit
"""The place, from 0, of the lowest bit set in a word; 64 for a word of none."""
