"""Times derivatives in SymPy: one JSON request a line, {"names": {"A": ["m", "n"]}, "expression": "(A*x).diff(x)"}.

Every run declares its symbols under new names and prints the result as text and as LaTeX. SymPy has no parser for
matrix expressions and no index form, so neither is in its time.
"""

import json
import sys
import time

import sympy
from sympy import Determinant, MatrixSymbol, Symbol, Trace, latex, log, symbols, tanh

FUNCTIONS = {"Trace": Trace, "Determinant": Determinant, "log": log, "tanh": tanh}
SIZES = dict(zip("mnk", symbols("m n k", integer=True, positive=True)))
RUNS = 3

count = 0


def declare(names):
    """The symbols under their names with a suffix that no earlier run had."""
    global count
    count += 1
    declared = dict(FUNCTIONS)
    for name, sizes in names.items():
        fresh = f"{name}{count}"
        if not sizes:
            declared[name] = Symbol(fresh)
            continue
        rows = SIZES[sizes[0]]
        columns = SIZES[sizes[1]] if len(sizes) > 1 else 1
        declared[name] = MatrixSymbol(fresh, rows, columns)
    return declared


def run(names, code):
    result = eval(code, declare(names))
    return str(result), latex(result)


warm = set()
for line in sys.stdin:
    request = json.loads(line)
    code = compile(request["expression"], "expression", "eval")
    if request["expression"] not in warm:
        warm.add(request["expression"])
        text, _ = run(request["names"], code)
        if text == "0" or "Derivative(" in text:
            raise ValueError(f"SymPy {sympy.__version__} gives no derivative of {request['expression']}: {text}")
    times = []
    for _ in range(RUNS):
        started = time.process_time()
        run(request["names"], code)
        times.append(time.process_time() - started)
    times.sort()
    print(json.dumps({"microseconds": times[RUNS // 2] * 1e6}), flush=True)
