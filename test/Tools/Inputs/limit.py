# limit.py - Runs a command that may write no file larger than BYTES.
#
# SPDX-License-Identifier: Apache-2.0
#
# limit.py BYTES COMMAND ...

import os
import resource
import sys

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
os.execvp(sys.argv[2], sys.argv[2:])
