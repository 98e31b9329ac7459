# loops.py - The innermost loops of multiply-adds in AArch64 assembly.
#
# SPDX-License-Identifier: Apache-2.0
#
# loops.py LEAST FILE
# A line for each loop with at least LEAST multiply-adds on vectors: how many,
# how many of them take one factor from a lane, and how many instructions name
# the stack.

import re
import sys

least = int(sys.argv[1])
label, body = None, []
for line in open(sys.argv[2]):
    if match := re.match(r"(\.L\w+):", line):
        label, body = match[1], []
    elif re.match(r"\t[a-z]", line):
        body.append(line.strip())
        if label and re.match(r"(b\.\w+|cbn?z|tbn?z)\s.*%s$" % re.escape(label), body[-1]):
            products = [word for word in body if re.match(r"fmla\s+v\d+\.4s", word)]
            lanes = [word for word in products if re.search(r"\.s\[\d\]$", word)]
            stack = [word for word in body if re.search(r"\[sp\b", word)]
            if len(products) >= least:
                print("loop: %d products, %d by lane, %d of the stack" % (len(products), len(lanes), len(stack)))
