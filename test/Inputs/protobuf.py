# protobuf.py - Fields of protobuf messages, read and written without a schema.
#
# SPDX-License-Identifier: Apache-2.0


def read_varint(data, at):
    """The number, and the place behind it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of each field of a message: numbers, and bytes. Fixed32 and
    fixed64 are bytes too."""
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        if tag & 7 == 0:
            value, at = read_varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(tag & 7)
            if size is None:
                assert tag & 7 == 2, tag
                size, at = read_varint(data, at)
            assert at + size <= len(data), "a field is longer than its message"
            value = Fixed(data[at : at + size]) if tag & 7 != 2 else data[at : at + size]
            at += size
        yield tag >> 3, value


class Fixed(bytes):
    """Four or eight bytes that stand without their length."""


def write_varint(value):
    value &= 2**64 - 1
    result = bytearray()
    while value > 127:
        result.append(value & 127 | 128)
        value >>= 7
    result.append(value)
    return bytes(result)


def write_field(number, value):
    if isinstance(value, int):
        return write_varint(number << 3) + write_varint(value)
    if isinstance(value, Fixed):
        return write_varint(number << 3 | (1 if len(value) == 8 else 5)) + value
    return write_varint(number << 3 | 2) + write_varint(len(value)) + value
