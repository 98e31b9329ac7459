# flip.py - Flips a bit of a file.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: flip.py FILE BYTE

import os
import sys

path, place = sys.argv[1], int(sys.argv[2])
with open(path, "rb") as file:
    content = bytearray(file.read())
content[place] ^= 1
# Checkpoints are read-only.
os.unlink(path)
with open(path, "wb") as file:
    file.write(content)
