# other_build.py - A program that says it is another build.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: other_build.py PROGRAM COPY
# Writes a copy with one bit of the build ID changed.

import shutil
import struct
import sys

program, copy = sys.argv[1:]
with open(program, "rb") as file:
    data = bytearray(file.read())
# A note's head: bytes of the name, bytes of the ID, the type NT_GNU_BUILD_ID.
for size in (8, 16, 20):
    place = data.find(struct.pack("=3I", 4, size, 3) + b"GNU\0")
    if place >= 0:
        break
else:
    sys.exit(program + " has no build ID")
data[place + 16] ^= 1
with open(copy, "wb") as file:
    file.write(data)
shutil.copymode(program, copy)
