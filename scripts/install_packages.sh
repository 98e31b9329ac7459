# install_packages.sh - Installs Debian packages; sourced by quickstart.sh and check.sh.
#
# SPDX-License-Identifier: Apache-2.0
#
# Only what is missing is installed: where everything is there, neither root nor
# a network is needed.

# What the build needs.
BUILD_PACKAGES="cmake ninja-build gcc g++ clang-22 lld-22
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools
  libprotobuf-dev protobuf-compiler libonnx-dev libssl-dev
  python3 python3-venv ca-certificates time"

# Prints those of its arguments that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    case "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" in
    installed) ;;
    *) echo "$package" ;;
    esac
  done
}

# install_packages PACKAGE...
install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "error: apt-get is not there: this script knows Debian 12 only; install by hand:" $* >&2
    return 1
  fi
  local missing run=()
  missing=$(missing_packages "$@")
  if [ -z "$missing" ]; then
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "error: not root, and there is no sudo; install by hand:" $missing >&2
      return 1
    fi
    run=(sudo)
  fi
  echo "installing:" $missing
  # A lock held by another installation is waited for.
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  "${run[@]}" "${apt[@]}" update &&
    "${run[@]}" "${apt[@]}" install -y --no-install-recommends $missing >/dev/null </dev/null
}

# make_venv FOLDER [PACKAGE...]: a virtual environment with packages of PyPI, made once.
make_venv() {
  local folder=$1 python
  shift
  # Debian's Python where it is there: an older one of a user need not do.
  python=$(command -v /usr/bin/python3 || command -v python3)
  if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$folder"
    "$python" -m venv "$folder" || return 1
  fi
  # Without a package pip has nothing to do; with what is there it needs no network.
  [ $# -eq 0 ] || "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}
