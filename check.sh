#!/bin/bash
# check.sh - Installs what the tests need, builds, runs every test.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: check.sh [--full] [--fuzz[=SECONDS]]
#   --full            also: g++ build, build with sanitizers, live MindSpore, kills
#   --fuzz[=SECONDS]  also: each fuzzer for so long (60)
# The last line is "N passed, N failed"; the exit code is 1 if anything failed.

set -uo pipefail
cd "$(dirname "$0")" || exit 1
. scripts/install_packages.sh

# The last two are for tests of --target aarch64-linux-gnu: 60 MB to load.
packages="$BUILD_PACKAGES clang-format-22 ccache libgtest-dev file qemu-user g++-aarch64-linux-gnu"
for argument in "$@"; do
  case "$argument" in
  --full | --fuzz | --fuzz=*) packages="$packages libclang-rt-22-dev" ;;
  -h | --help)
    sed -n '6,10s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  esac
done

# Whatever goes wrong here has failed, and is counted.
fail() {
  echo "error: $*"
  echo "0 passed, 1 failed"
  exit 1
}
install_packages $packages || fail "packages cannot be installed"
# Versions that were tried. lit itself comes with llvm-22-tools.
make_venv build/venv psutil==7.2.2 numpy==2.4.6 || fail "the virtual environment build/venv cannot be made"
exec build/venv/bin/python scripts/check.py "$@"
