# cases_math.py - Elementwise math, reductions, products.
#
# SPDX-License-Identifier: Apache-2.0

import numpy as np

from frameworks import F, G, P, ms, ops, torch, torch_gradients
from make_cases import Case, Random

INF, NAN = np.inf, np.nan


def unary_cases():
    r = Random("unary")
    yield Case(
        "unary",
        [r.normal(3, 7) * 2],
        mindspore=lambda x: [
            P.Neg()(x), P.Abs()(x), P.Exp()(x), P.Square()(x), P.Sin()(x), P.Cos()(x), P.Floor()(x), P.Ceil()(x),
            P.Sigmoid()(x), P.ReLU()(x),
        ],
        torch=lambda x: [
            -x, x.abs(), x.exp(), x.square(), x.sin(), x.cos(), x.floor(), x.ceil(), x.sigmoid(), x.relu(),
        ],
    )
    # MindSpore's Tanh is an approximation on the CPU, off by 7e-6.
    yield Case("tanh", [r.normal(3, 7) * 2], torch=lambda x: x.tanh())
    r = Random("unary_positive")
    yield Case(
        "unary_positive",
        [r.positive(4, 5)],
        mindspore=lambda x: [P.Log()(x), P.Sqrt()(x), P.Rsqrt()(x), P.Reciprocal()(x)],
        torch=lambda x: [x.log(), x.sqrt(), x.rsqrt(), x.reciprocal()],
    )
    yield Case(
        "unary_special",
        [np.array([INF, -INF, NAN, 0.0, -0.0], np.float32)],
        torch=lambda x: [
            x.exp(), x.log(), x.sqrt(), x.rsqrt(), x.reciprocal(), x.sigmoid(), x.tanh(), x.relu(),
        ],
    )
    yield Case(
        "unary_i32",
        [np.array([0, 5, -7, 46341, -(2**31), 2**31 - 1], np.int32)],
        mindspore=lambda x: [P.Neg()(x), P.Abs()(x), P.Square()(x), P.ReLU()(x)],
        torch=lambda x: [-x, x.abs(), x.square(), x.relu()],
    )
    r = Random("unary_gradients")

    def gradients(dy, x):
        return [torch_gradients(f, [x], dy)[0] for f in (torch.relu, torch.sigmoid, torch.tanh)]

    yield Case(
        "unary_gradients",
        [r.normal(4, 6), r.normal(4, 6)],
        mindspore=lambda dy, x: [
            G.ReluGrad()(dy, P.ReLU()(x)), G.SigmoidGrad()(P.Sigmoid()(x), dy), G.TanhGrad()(P.Tanh()(x), dy),
        ],
        torch=gradients,
    )


def binary_cases():
    r = Random("binary")
    yield Case(
        "binary",
        [r.normal(2, 1, 3), r.normal(4, 1)],
        mindspore=lambda x, y: [
            P.Add()(x, y), P.Sub()(x, y), P.Mul()(x, y), P.Div()(x, y), P.Maximum()(x, y), P.Minimum()(x, y),
        ],
        torch=lambda x, y: [x + y, x - y, x * y, x / y, torch.maximum(x, y), torch.minimum(x, y)],
    )
    r = Random("pow")
    yield Case(
        "pow",
        [r.positive(2, 5), r.normal(5)],
        mindspore=lambda x, y: P.Pow()(x, y),
        torch=lambda x, y: x**y,
    )
    yield Case(
        "pow_special",
        [np.array([-2, -2, 0, 0, INF, -3], np.float32), np.array([0.5, 3, 0, -1, -1, -2], np.float32)],
        mindspore=lambda x, y: P.Pow()(x, y),
        torch=lambda x, y: x**y,
    )
    # Overflow, and quotients of both signs.
    integers = [np.array([[7, -7, 2**31 - 1], [-8, 8, 65536]], np.int32), np.array([2, -3, 65536], np.int32)]
    yield Case(
        "binary_i32",
        integers,
        mindspore=lambda x, y: [
            P.Add()(x, y), P.Sub()(x, y), P.Mul()(x, y), P.Maximum()(x, y), P.Minimum()(x, y),
        ],
        torch=lambda x, y: [x + y, x - y, x * y, torch.maximum(x, y), torch.minimum(x, y)],
    )
    # MindSpore divides integers as floats of single precision.
    yield Case("div_i32", integers, torch=lambda x, y: torch.div(x, y, rounding_mode="trunc"))
    # MindSpore lets the second operand win on the CPU, NaN or not.
    yield Case(
        "extremes_nan",
        [np.array([1, NAN, -INF, NAN], np.float32), np.array([NAN, 2, INF, NAN], np.float32)],
        torch=lambda x, y: [torch.maximum(x, y), torch.minimum(x, y)],
    )
    yield Case(
        "logical",
        [np.array([[True, True], [False, False]]), np.array([True, False])],
        mindspore=lambda x, y: [P.LogicalAnd()(x, y), P.LogicalOr()(x, y), P.LogicalNot()(x)],
        torch=lambda x, y: [x & y, x | y, ~x],
    )
    yield Case(
        "compare",
        [np.array([[1, 2, NAN, -0.0], [3, 2, INF, 5]], np.float32), np.array([2, 2, NAN, 0.0], np.float32)],
        mindspore=lambda x, y: [
            P.Equal()(x, y), P.NotEqual()(x, y), P.Less()(x, y), P.LessEqual()(x, y), P.Greater()(x, y),
            P.GreaterEqual()(x, y),
        ],
        torch=lambda x, y: [x == y, x != y, x < y, x <= y, x > y, x >= y],
    )
    r = Random("select")
    yield Case(
        "select",
        [r.booleans(2, 3), r.normal(2, 3), np.float32(0.25)],
        mindspore=lambda c, x, y: ops.where(c, x, y),
        torch=lambda c, x, y: torch.where(c, x, y),
    )
    r = Random("add_n")
    yield Case(
        "add_n",
        [r.normal(2, 3), r.normal(2, 3), r.normal(2, 3)],
        mindspore=lambda *x: P.AddN()(x),
        torch=lambda x, y, z: x + y + z,
    )


def reduce_case(name, x, axes, keep):
    """One case with sum, mean, maximum and minimum, each along its own axes."""
    return Case(
        name,
        [x],
        mindspore=lambda x: [
            op(keep_dims=k)(x, a)
            for op, a, k in zip((P.ReduceSum, P.ReduceMean, P.ReduceMax, P.ReduceMin), axes, keep)
        ],
        torch=lambda x: [
            f(x, dim=a or tuple(range(x.dim())), keepdim=k)
            for f, a, k in zip((torch.sum, torch.mean, torch.amax, torch.amin), axes, keep)
        ],
    )


def reduce_cases():
    r = Random("reduce")
    yield reduce_case("reduce_inner", r.normal(3, 4, 5), [(-1,), (2,), (-1,), (2,)], [False] * 4)
    yield reduce_case("reduce_outer", r.normal(3, 4, 5), [(2, 0), (0, -1), (2, 0), (0, -1)], [True] * 4)
    yield reduce_case("reduce_all", r.normal(3, 4, 5), [(), (), (), (0, 1, 2)], [False, False, True, False])
    yield Case(
        "reduce_i32",
        [r.integers(-9, 9, 3, 4)],
        mindspore=lambda x: [P.ReduceSum()(x, 0), P.ReduceMax()(x, 1), P.ReduceMin()(x, ())],
        torch=lambda x: [x.sum(0, dtype=torch.int32), x.amax(1), x.amin()],
    )
    x = r.integers(0, 3, 3, 4, 2, dtype=np.float32)
    # torch says nothing about equal elements.
    yield Case(
        "argmax",
        [x],
        mindspore=lambda x: [
            P.Argmax(-1)(x), P.Argmax(1)(x), P.Argmax(-3, ms.int32)(x).astype(ms.int64),
        ],
        numpy=lambda x: [
            x.argmax(-1).astype(np.int32), x.argmax(1).astype(np.int32), x.argmax(0),
        ],
    )
    yield Case(
        "argmax_nan",
        [np.array([[1, NAN, 3, NAN], [2, 5, INF, 1]], np.float32)],
        torch=lambda x: x.argmax(1),
    )


def product_cases():
    r = Random("mat_mul")
    for name, a, b, ta, tb in [
        ("mat_mul", r.normal(5, 7), r.normal(7, 3), False, False),
        ("mat_mul_transpose_a", r.normal(7, 5), r.normal(7, 3), True, False),
        ("mat_mul_transpose_b", r.normal(5, 7), r.normal(3, 7), False, True),
        ("mat_mul_transpose_both", r.normal(7, 1), r.normal(4, 7), True, True),
    ]:
        yield Case(
            name,
            [a, b],
            mindspore=lambda a, b, ta=ta, tb=tb: P.MatMul(ta, tb)(a, b),
            torch=lambda a, b, ta=ta, tb=tb: (a.T if ta else a) @ (b.T if tb else b),
        )
    yield Case("mat_mul_i32", [r.integers(-9, 9, 2, 3), r.integers(-9, 9, 3, 2)], torch=lambda a, b: a @ b)


def cases():
    yield from unary_cases()
    yield from binary_cases()
    yield from reduce_cases()
    yield from product_cases()
