"""Reading and writing memory at addresses, for compiled functions: an array's elements without the array.

Handing arrays from one compiled function to another counts references at every call; in the hot loop that cost several times
the reading itself. Whoever calls with addresses keeps the arrays alive, and says how long they are.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


def _reader(kind: Any, result: Any) -> Any:
    @intrinsic
    def read(_context: Any, _address: Any, _place: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            element = context.get_data_type(kind)
            pointer = builder.inttoptr(args[0], element.as_pointer())
            value = builder.load(builder.gep(pointer, [args[1]]))
            return context.cast(builder, value, kind, result)

        return result(types.int64, types.int64), generate

    return read


def _writer(kind: Any, given: Any = types.int64) -> Any:
    @intrinsic
    def write(_context: Any, _address: Any, _place: Any, _value: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            value = context.cast(builder, args[2], given, kind)
            pointer = builder.inttoptr(args[0], context.get_data_type(kind).as_pointer())
            builder.store(value, builder.gep(pointer, [args[1]]))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, given), generate

    return write


@intrinsic
def _fetch_ahead(_context: Any, _address: Any) -> Any:
    def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        pointer, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        function = builder.module.declare_intrinsic("llvm.prefetch", [pointer], kind)
        for_reading, keep, data = number(0), number(3), number(1)
        builder.call(function, [builder.inttoptr(args[0], pointer), for_reading, keep, data])
        return context.get_dummy_value()

    return types.void(types.int64), generate


fetch_ahead: Any = _fetch_ahead
"""Ask for the memory at an address, so that it is at hand when it is read a little later; nothing waits for it."""

read_i8 = _reader(types.int8, types.int64)
read_u8 = _reader(types.uint8, types.int64)
read_i16 = _reader(types.int16, types.int64)
read_i32 = _reader(types.int32, types.int64)
read_u32 = _reader(types.uint32, types.int64)
read_i64 = _reader(types.int64, types.int64)
read_u64 = _reader(types.uint64, types.uint64)
write_i32 = _writer(types.int32)
write_i64 = _writer(types.int64)
write_u64 = _writer(types.uint64, types.uint64)
