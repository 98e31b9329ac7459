# lit.cfg.py - How the lit tests run.
#
# SPDX-License-Identifier: Apache-2.0
#
# Decides which files are tests, what stands on their PATH, and what a test may
# use: 8 GB of address space and two minutes. `lit -Dverify-roundtrip=1` runs
# every ms-opt with --verify-roundtrip.

import os
import re
import resource
import shutil
import sys

import lit.formats
import lit.util

ADDRESS_SPACE_KIB = 8000000
TIMEOUT_SECONDS = 300
TOOLS = ["ms-opt", "ms-compile", "ms-translate", "ms-ckpt", "ms-run", "ms-reduce"]

config.name = "mindirc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "lib", "unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.ms_test_output

config.environment["PATH"] = os.pathsep.join(
    [config.ms_tools_dir, config.llvm_tools_dir, os.environ.get("PATH", "")]
)
config.environment["FILECHECK_OPTS"] = "-enable-var-scope"
# Threads that spin for each other stand still where other programs run too.
config.environment["OMP_WAIT_POLICY"] = "passive"
# Every test compiles anew, but for those of the cache.
config.environment["MS_CACHE_SIZE"] = "0"
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

config.substitutions.append(("%python", sys.executable))
config.substitutions.append(("%ms_src", config.ms_source_root))
config.substitutions.append(("%ms_tools", config.ms_tools_dir))
config.substitutions.append(("%mlir_include", config.mlir_include_dir))

# What --target aarch64-linux-gnu makes can be linked, and run.
MACHINE = "aarch64-linux-gnu"
if (
    os.path.exists(os.path.join(config.ms_tools_dir, "..", "lib", MACHINE, "libmsrt.a"))
    and shutil.which(MACHINE + "-gcc")
    and shutil.which("qemu-aarch64")
):
    config.available_features.add("aarch64")
    config.substitutions.append(("%aarch64", "qemu-aarch64 -L /usr/" + MACHINE))
else:
    lit_config.note("code for AArch64 is not run: that takes qemu-user and g++-" + MACHINE)

# Code with sanitizers cannot be linked into programs without them.
if config.ms_sanitize:
    config.available_features.add("sanitizer")

# What every command inherits (`ulimit -v`), without a launcher per command. The
# address sanitizer reserves terabytes and cannot live under it.
if "address" not in config.ms_sanitize and "thread" not in config.ms_sanitize:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = ADDRESS_SPACE_KIB * 1024
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))

# lit ends a test after a time only where psutil is installed; where it is not,
# each of our tools ends itself.
prefix = ""
supported, _ = lit.util.killProcessAndChildrenIsSupported()
if supported:
    try:
        lit_config.maxIndividualTestTime = TIMEOUT_SECONDS
    except AttributeError:  # lit since 23
        config.maxIndividualTestTime = TIMEOUT_SECONDS
else:
    prefix = "timeout %d " % TIMEOUT_SECONDS

# A folder with MNIST's IDX files: `lit -Dmnist=FOLDER`.
mnist = lit_config.params.get("mnist", "")
if mnist:
    config.available_features.add("mnist")
    config.substitutions.append(("%mnist", os.path.abspath(mnist)))

roundtrip = lit_config.params.get("verify-roundtrip", "0") not in ("", "0")
for tool in TOOLS:
    command = prefix + tool
    if roundtrip and tool == "ms-opt":
        command += " --verify-roundtrip"
    # Only the bare name: neither a path nor a longer word.
    pattern = r"(?<![-\w./%])" + re.escape(tool) + r"(?![-\w./])"
    config.substitutions.append((pattern, command))
