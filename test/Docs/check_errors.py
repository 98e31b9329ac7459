# check_errors.py - docs/errors.md lists exactly the codes that there are.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check_errors.py ROOT [PAGE]
# A code that two enumerations use must mean the same: it has the same name.

import re
import sys

SOURCES = ("lib/Support/ErrorCodes.h", "runtime/include/msrt/Status.h")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(root, page=None):
    names, errors = {}, []
    for source in SOURCES:
        body = re.search(r"enum class Code : unsigned \{(.*?)\n\};", read(root + "/" + source), re.DOTALL).group(1)
        entries = re.findall(r"^\s*(\w+) = (\d{4}),", body, re.MULTILINE)
        if len(entries) != body.count("="):
            errors.append("%s: an entry is not in the form that this test reads" % source)
        for name, number in entries:
            if names.setdefault(number, name) != name:
                errors.append("%s: %s is %s elsewhere" % (source, number, names[number]))
    listed = re.findall(r"^\| MS(\d{4}) \|(?: *[^ |][^|]*\|){2}$", read(page or root + "/docs/errors.md"), re.MULTILINE)
    errors += ["docs/errors.md: MS%s (%s) is missing" % (code, names[code]) for code in sorted(set(names) - set(listed))]
    errors += ["docs/errors.md: MS%s does not exist" % code for code in sorted(set(listed) - set(names))]
    errors += ["docs/errors.md: MS%s stands twice" % code for code in sorted(set(listed)) if listed.count(code) > 1]
    for error in errors:
        print("error: " + error)
    print("%d codes" % len(names))
    return 1 if errors or not names else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
