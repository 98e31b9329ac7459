# cases_product.py - Stacks of matrix products.
#
# SPDX-License-Identifier: Apache-2.0

from frameworks import P, ops, torch
from make_cases import Case, Random


def cases():
    r = Random("batch_mat_mul")
    for name, a, b, ta, tb in [
        ("batch", r.normal(2, 3, 5, 7), r.normal(2, 3, 7, 4), False, False),
        ("batch_transpose_a", r.normal(3, 7, 5), r.normal(3, 7, 4), True, False),
        ("batch_transpose_b", r.normal(3, 5, 7), r.normal(3, 4, 7), False, True),
        ("batch_transpose_both", r.normal(3, 7, 1), r.normal(3, 4, 7), True, True),
        ("batch_broadcast", r.normal(2, 1, 5, 7), r.normal(3, 7, 4), False, False),
        ("batch_one_matrix", r.normal(2, 3, 5, 7), r.normal(4, 7), False, True),
    ]:
        yield Case(
            name,
            [a, b],
            # The primitive itself broadcasts nothing on the CPU.
            mindspore=lambda a, b, ta=ta, tb=tb: (
                P.BatchMatMul(ta, tb)(a, b)
                if a.shape[:-2] == b.shape[:-2]
                else ops.matmul(a, b.swapaxes(-1, -2) if tb else b)
            ),
            torch=lambda a, b, ta=ta, tb=tb: (a.mT if ta else a) @ (b.mT if tb else b),
        )
    # Overflow wraps.
    big = r.integers(-(2**30), 2**30, 2, 2, 3)
    yield Case("batch_i32", [big, r.integers(-9, 9, 2, 3, 2)], torch=lambda a, b: a @ b)
