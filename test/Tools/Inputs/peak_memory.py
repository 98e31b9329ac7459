# peak_memory.py - Whether a trainer uses the memory that its plan says.
#
# SPDX-License-Identifier: Apache-2.0
#
# peak_memory.py PLAN.json PROGRAM ARGUMENTS...
# Compares the peak resident memory of the run, code and libraries included, with
# memory.total and .batch of what ms-compile --report has written.

import json
import os
import subprocess
import sys

memory = json.load(open(sys.argv[1]))["memory"]
plan = memory["total"] + memory["batch"]
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
assert status == 0, status
used = usage.ru_maxrss * 1024
print("plan %.1f MB, used %.1f MB" % (plan / 1e6, used / 1e6))
assert abs(used - plan) <= 0.05 * plan, (used, plan)
