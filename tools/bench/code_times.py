"""Times of generated NumPy functions and of a peer: a hand-written function, or torch's Hessian by autograd. One thread, in turns.

For each case and size: microseconds of ours and of the peer's, the least of all turns. On a busy machine a few turns are undisturbed
where a median is not.
"""

import inspect
import json
import sys
import time

import numpy as np

peer, rounds = sys.argv[1], int(sys.argv[2])
if peer == "torch":
    import torch

    torch.set_num_threads(1)


def seconds(call):
    """The mean of a batch that takes about two milliseconds."""
    call()
    start = time.perf_counter()
    call()
    once = time.perf_counter() - start
    batch = max(1, min(2000, int(0.002 / max(once, 1e-7))))
    start = time.perf_counter()
    for _ in range(batch):
        call()
    return (time.perf_counter() - start) / batch


def bound(function, arguments):
    given = [arguments[name] for name in inspect.signature(function).parameters]
    return lambda: function(*given)


def hessian(case, arguments):
    scope = {"torch": torch}
    exec(case["autograd"], scope)
    names = list(inspect.signature(scope["value"]).parameters)
    tensors = {name: torch.tensor(arguments[name]) for name in names}
    moving = case["wrt"]
    call = lambda x: scope["value"](*[x if name == moving else tensors[name] for name in names])
    return lambda: torch.autograd.functional.hessian(call, tensors[moving])


out = []
for case in json.load(sys.stdin):
    scope = {"np": np}
    exec(case["source"], scope)
    exec(case["hand"], scope)
    times = []
    for n in case["sizes"]:
        random = np.random.default_rng(n)
        arguments = {name: random.standard_normal([n if size == "n" else size for size in shape]) for name, shape in case["shapes"].items()}
        ours = bound(scope[case["function"]], arguments)
        other = bound(scope["hand"], arguments) if peer == "numpy" else hessian(case, arguments)
        if peer == "numpy" or not case["compressed"]:
            np.testing.assert_allclose(ours(), np.asarray(other()), rtol=1e-6, atol=1e-6)
        turns = [[seconds(ours), seconds(other)] for _ in range(rounds)]
        times.append([1e6 * least for least in np.min(turns, axis=0)])
    out.append(times)
json.dump(out, sys.stdout)
