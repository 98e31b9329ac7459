#!/usr/bin/env python3
# check_layering_test.py - Shows that the layering check can fail.
#
# SPDX-License-Identifier: Apache-2.0
#
# Builds small trees, each with one include that is allowed or one that is not.

import contextlib
import io
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_layering

FORBIDDEN = [
    ("dialects/MindIR/A.cpp", '#include "passes/AutoDiff/Passes.h"'),
    ("dialects/MindIR/A.td", 'include "passes/AutoDiff/Passes.td"'),
    ("dialects/MindIR/A.h", '#include "lib/Driver/Register.h"'),
    ("dialects/Interfaces/A.h", '#include "dialects/MindIR/MindIRDialect.h"'),
    ("passes/AutoDiff/Rules/A.cpp", '#include "passes/Optimizer/Passes.h"'),
    ("passes/AutoDiff/A.cpp", '#include "lib/Import/ONNX/ImportONNX.h"'),
    ("passes/Analysis/A.cpp", '#include "passes/Memory/Passes.h"'),
    ("lib/Support/A.h", '#include "dialects/MindIR/MindIRDialect.h"'),
    ("lib/Import/ONNX/A.cpp", '#include "passes/Transforms/Passes.h"'),
    ("lib/Export/MindIR/A.cpp", '#include "lib/Import/MindIR/A.h"'),
    ("lib/Pipelines/A.cpp", '#include "passes/AutoDiff/Activity.h"'),
    ("lib/Reference/A.cpp", '#include "passes/AutoDiff/Passes.h"'),
    ("lib/Reference/A.cpp", '#include "msrt/Checkpoint.h"'),
    ("lib/Models/A.cpp", '#include "lib/Api/A.h"'),
    ("lib/CodeGen/CPU/A.cpp", '#include "passes/Kernels/Passes.h"'),
    ("lib/Driver/A.cpp", '#include "lib/Reference/EvaluatorImpl.h"'),
    ("runtime/Core/A.cpp", '#include "lib/Support/Diagnostics.h"'),
    ("runtime/Core/A.cpp", "#include <llvm/ADT/StringRef.h>"),
    ("runtime/Core/A.cpp", '#include "llvm/ADT/StringRef.h"'),
    ("runtime/Core/A.cpp", "#include <google/protobuf/message.h>"),
    ("passes/AutoDiff/A.cpp", '#include "google/protobuf/message.h"'),
    ("lib/Driver/A.cpp", '#include "lib/Import/MindIR/mind_ir.pb.h"'),
    ("lib/Import/MindIR/A.cpp", '#include "lib/Driver/Register.h"'),
    ("include/ms/A.h", '#include "mlir/IR/BuiltinOps.h"'),
    ("include/ms/A.h", '#include "lib/Api/A.h"'),
    ("include/ms-c/A.h", '#include "msrt/Random.h"'),
    ("tools/ms-opt/A.cpp", '#include "passes/AutoDiff/Passes.h"'),
    ("tools/ms-opt/A.cpp", '#include "msrt/Checkpoint.h"'),
    ("tools/ms-compile/A.cpp", '#include "test/lib/TestPasses.h"'),
    ("lib/Driver/A.cpp", '#include "Register.h"'),
    ("lib/Driver/A.cpp", "#include <lib/Support/Diagnostics.h>"),
    ("lib/Elsewhere/A.cpp", '#include "lib/Support/Diagnostics.h"'),
    ("lib/Driver/A.cpp", '  #  include   "lib/Api/A.h"'),
]

ALLOWED = [
    ("dialects/MindIR/A.cpp", '#include "lib/Support/Diagnostics.h"'),
    ("dialects/MindIR/A.td", 'include "mlir/IR/OpBase.td"'),
    ("passes/AutoDiff/Rules/A.cpp", '#include "passes/AutoDiff/Passes.h"'),
    ("passes/AutoDiff/A.cpp", '#include "passes/Analysis/Liveness.h"'),
    ("passes/Conversion/MindIRToLinalg/A.cpp", '#include "passes/Conversion/Passes.h"'),
    ("lib/Pipelines/A.cpp", '#include "passes/Conversion/LinalgToCPU/Passes.h"'),
    ("lib/Reference/A.cpp", '#include "lib/Reference/EvaluatorImpl.h"'),
    ("lib/Import/ONNX/A.cpp", '#include "mindir.pb.h"'),
    ("lib/Import/ONNX/A.cpp", '#include "google/protobuf/message.h"'),
    ("lib/Import/MindIR/A.cpp", '#include "lib/Builder/NetworkBuilder.h"'),
    ("lib/Driver/A.cpp", '#include "passes/AutoDiff/Rules.h"'),
    ("runtime/Core/A.cpp", '#include "msrt/Random.h"'),
    ("runtime/Core/A.cpp", "#include <vector>"),
    ("runtime/Data/A.cpp", '#include "runtime/Core/Crc32.h"'),
    ("tools/ms-run/A.cpp", '#include "msrt/Checkpoint.h"'),
    ("test/unit/Reference/A.cpp", '#include "lib/Reference/Evaluator.h"'),
]

TOO_LONG = [("tools/ms-opt/A.cpp", 40), ("lib/Support/A.cpp", 800), ("test/Dialect/a.mlir", 300), ("test/unit/A.cpp", 500), ("test/a.py", 800)]


def check(path, text):
    with tempfile.TemporaryDirectory() as root:
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full))
        with open(full, "w") as file:
            file.write(text)
        count, errors = check_layering.check_tree(root)
        assert count == 1
        return errors


class LayeringTest(unittest.TestCase):
    def test_forbidden_includes_fail(self):
        for path, line in FORBIDDEN:
            with self.subTest(path=path, line=line):
                self.assertEqual(len(check(path, "// A comment.\n%s\n" % line)), 1)

    def test_allowed_includes_pass(self):
        for path, line in ALLOWED:
            with self.subTest(path=path, line=line):
                self.assertEqual(check(path, line + "\n"), [])

    def test_comments_do_not_count(self):
        self.assertEqual(check("runtime/A.cpp", '// #include "lib/A.h"\n'), [])

    def test_lengths(self):
        for path, most in TOO_LONG:
            with self.subTest(path=path):
                self.assertEqual(check(path, "\n" * most), [])
                self.assertEqual(len(check(path, "\n" * (most + 1))), 1)

    def test_exit_status(self):
        with tempfile.TemporaryDirectory() as root, contextlib.redirect_stdout(io.StringIO()) as output:
            self.assertEqual(check_layering.main([root]), 1)
        self.assertIn("no file found", output.getvalue())


if __name__ == "__main__":
    unittest.main()
