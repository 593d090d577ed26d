"""The product of two matrices, by the routine that is the faster one where Python runs.

The one place that knows of the browser. NumPy has no BLAS there, and its own matmul reads an
operand against the grain where einsum reads both along it: for the three products of a layer of
1000 units and 300 examples 2.0 to 2.5 against 6.5 to 7.1 billion operations a second (Pyodide
0.27, either precision). A reader who runs a chapter notices: one minute in place of two and more.
"""

import sys

import numpy as np


def matmul(a, b):
    """The matrix product a b, shape (..., rows of a, columns of b), of an array and a matrix."""
    if sys.platform == "emscripten":
        return np.einsum("...j,jk->...k", a, b)
    return a @ b
