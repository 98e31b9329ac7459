# checkpoint_folder.py - A folder with the checkpoints of two runs, two of them damaged.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: checkpoint_folder.py CKPT FOLDER (with ms-ckpt on the PATH)

import os
import subprocess
import sys

source, folder = sys.argv[1:]
whole = os.path.join(folder, "whole.ckpt")
subprocess.run(["ms-ckpt", "convert", source, "-o", whole], check=True)
with open(whole, "rb") as file:
    data = file.read()
flipped = bytearray(data)
flipped[len(data) // 2] ^= 1
files = [
    ("net_1-1_1.ckpt", data), ("net-best.ckpt", data), ("net-1_1_breakpoint.ckpt", data), ("net-1_1.ckpt", data),
    ("net-1_2.ckpt", data), ("net-1_3.ckpt", data), ("net-2_1.ckpt", bytes(flipped)), ("net-2_2.ckpt", data[:-100]),
    ("net-graph.meta", b"meta"), ("net_1-graph.meta", b"meta"),
]
os.unlink(whole)
for age, (name, content) in enumerate(files):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (1000000000 + 10 * age,) * 2)
