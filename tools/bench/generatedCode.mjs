// The generated NumPy functions against the best closed forms that a person writes, and against torch's autograd of the values
// that a person writes, where torch is: in the interpreter that has torch, so that both have the same BLAS.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../modules.mjs';
import { geometricMean } from './measure.mjs';
import { absent, atLeast, atMost, failed, microseconds } from './row.mjs';

const section = 'code';
const SIZES = [10, 50, 200, 500, 2000];

const FACTORISATION = 'def value(X, U, V):\n    return ((X - U @ V.T) ** 2).sum()';

/** The hand-written function takes the same arguments by name. Shapes are multiples of n; autograd's Hessian of `autograd` by `wrt` is wanted to take `least` times ours. */
const CASES = [
  {
    what: 'gradient of ‖y - X t‖²',
    text: 'X ∈ ℝ^{N×D}, y ∈ ℝ^N, t ∈ ℝ^D\nL = ‖y - X t‖²\ndL/dt',
    shapes: { X: ['n', 'n'], y: ['n'], t: ['n'] },
    hand: 'def hand(X, y, t):\n    return -2 * (X.T @ (y - X @ t))',
  },
  {
    what: 'Hessian of ‖y - X t‖²',
    text: 'X ∈ ℝ^{N×D}, y ∈ ℝ^N, t ∈ ℝ^D\nL = ‖y - X t‖²\nd²L/dt²',
    shapes: { X: ['n', 'n'], y: ['n'], t: ['n'] },
    hand: 'def hand(X):\n    return 2 * (X.T @ X)',
  },
  {
    what: "gradient of x' A x",
    text: "A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = x' A x\ndf/dx",
    shapes: { A: ['n', 'n'], x: ['n'] },
    hand: 'def hand(A, x):\n    return A @ x + x @ A',
  },
  {
    what: "Hessian of x' A x",
    text: "A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = x' A x\nd²f/dx²",
    shapes: { A: ['n', 'n'], x: ['n'] },
    hand: 'def hand(A):\n    return A + A.T',
    autograd: 'def value(A, x):\n    return x @ A @ x',
    wrt: 'x',
    least: 300,
  },
  {
    what: 'gradient of the logistic loss',
    text: "X ∈ ℝ^{N×D}, y ∈ ℝ^N, w ∈ ℝ^D\nL = sum(log(1 + exp(X w))) - y' X w\ndL/dw",
    shapes: { X: ['n', 'n'], y: ['n'], w: ['n'] },
    hand: 'def hand(X, y, w):\n    return X.T @ (1 / (1 + np.exp(-(X @ w))) - y)',
  },
  {
    what: 'Hessian of the logistic loss',
    text: "X ∈ ℝ^{N×D}, y ∈ ℝ^N, w ∈ ℝ^D\nL = sum(log(1 + exp(X w))) - y' X w\nd²L/dw²",
    shapes: { X: ['n', 'n'], y: ['n'], w: ['n'] },
    hand: 'def hand(X, w):\n    s = 1 / (1 + np.exp(-(X @ w)))\n    return (X.T * (s * (1 - s))) @ X',
    autograd: 'def value(X, y, w):\n    return torch.log(1 + torch.exp(X @ w)).sum() - y @ X @ w',
    wrt: 'w',
    least: 26,
  },
  {
    what: "gradient of x' A⁻¹ x, A symmetric",
    text: "A ∈ ℝ^{n×n}, symmetric, invertible\nx ∈ ℝ^n\nf = x' A⁻¹ x\ndf/dx",
    shapes: { A: ['n', 'n'], x: ['n'] },
    hand: 'def hand(A, x):\n    return 2 * np.linalg.solve(A, x)',
  },
  {
    what: "Hessian of ‖X - U V'‖² by U, 10 components",
    text: "X ∈ ℝ^{m×k}, U ∈ ℝ^{m×r}, V ∈ ℝ^{k×r}\nL = ‖X - U V'‖_F²\nd²L/dU²",
    shapes: { X: ['n', 'n'], U: ['n', 10], V: ['n', 10] },
    hand:
      'def hand(U, V):\n    (m, r) = U.shape\n    whole = np.zeros((m, r, m, r))\n' +
      "    np.einsum('ijil->ijl', whole)[...] = 2 * (V.T @ V)\n    return whole",
    largest: 200,
    autograd: FACTORISATION,
    wrt: 'U',
    least: 600,
  },
  {
    what: 'the same without its zeros',
    text: "X ∈ ℝ^{m×k}, U ∈ ℝ^{m×r}, V ∈ ℝ^{k×r}\nL = ‖X - U V'‖_F²\nd²L/dU²",
    shapes: { X: ['n', 'n'], U: ['n', 10], V: ['n', 10] },
    hand: 'def hand(V):\n    return 2 * (V.T @ V)',
    compressed: true,
    autograd: FACTORISATION,
    wrt: 'U',
    least: 10_000,
  },
];
/** The size at which autograd is timed. */
const AUTOGRAD_SIZE = 50;

export async function codeRows({ analyzeFile, useCodePrinter, codeIn }, { rounds }) {
  const python = ['python3', '/usr/bin/python3'].find(candidate => spawnSync(candidate, ['-c', 'import numpy']).status === 0);
  if (!python) return [absent(section, 'NumPy', 'no Python with numpy')];
  useCodePrinter(codeIn);
  const work = CASES.map(each => {
    const { code } = analyzeFile(each.text, { certify: false }).statements.at(-1).derivative;
    return {
      ...each,
      source: code.numpy.source,
      function: each.compressed ? code.numpy.others.compressed : code.numpy.function,
      sizes: SIZES.filter(size => size <= (each.largest ?? SIZES.at(-1))),
      compressed: each.compressed ?? false,
    };
  });
  const times = measure(python, 'numpy', work, 4 * rounds);
  if (typeof times === 'string') return [failed(section, 'NumPy', times)];
  const rows = work.flatMap(({ what, sizes }, k) => {
    const ratios = times[k].map(([ours, hand]) => ours / hand);
    const detail = sizes.map((size, at) => `n = ${size}: ${microseconds(times[k][at][0])}`).join(', ');
    return [
      atMost(section, `${what}, worst n`, Math.max(...ratios), 1.05, 1, detail),
      atMost(section, `${what}, geometric mean`, geometricMean(ratios), 1.05, 1, `${sizes.length} sizes`),
    ];
  });
  return [...rows, ...autogradRows(work, rounds)];
}

function autogradRows(work, rounds) {
  const python = ['python3', '/usr/bin/python3'].find(candidate => spawnSync(candidate, ['-c', 'import torch, numpy']).status === 0);
  if (!python) return [absent(section, 'torch autograd', 'no Python with torch')];
  const against = work.filter(({ autograd }) => autograd).map(each => ({ ...each, sizes: [AUTOGRAD_SIZE] }));
  const times = measure(python, 'torch', against, 2 * rounds);
  if (typeof times === 'string') return [failed(section, 'torch autograd', times)];
  return against.map(({ what, least }, k) => {
    const [[ours, theirs]] = times[k];
    return atLeast(
      section,
      `torch's Hessian by autograd: ${what}`,
      theirs / ours,
      least,
      least,
      `n = ${AUTOGRAD_SIZE}: ${microseconds(ours)}, torch ${microseconds(theirs)}`,
    );
  });
}

/** Microseconds of ours and of the peer's for each case and size, or what went wrong. */
function measure(python, peer, work, rounds) {
  const { status, stdout, stderr } = spawnSync(python, [join(root, 'tools/bench/code_times.py'), peer, String(rounds)], {
    input: JSON.stringify(work),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
  });
  return status === 0 ? JSON.parse(stdout) : stderr.trim().split('\n').at(-1);
}
