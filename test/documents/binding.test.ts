import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';

const BOUND: readonly (readonly [languageId: string, line: string, bound: string | null])[] = [
  ['python', 'scores = q @ k.T  # (B, T, T)', 'scores : (B, T, T)'],
  ['python', 'x = f(x)  # [N, D] the inputs', 'x : [N, D]'],
  ['python', 'x: Tensor = f(x)  # shape: (N, D)', 'x : (N, D)'],
  ['python', 'self.W = np.zeros((d, h))  # (D, H)', 'W : (D, H)'],
  ['python', 'att = q @ k  # (B, nh, T, hs) x (B, nh, hs, T) -> (B, nh, T, T)', 'att : (B, nh, T, T)'],
  ['python', 'y = a.sum()  # ()', 'y : ()'],
  ['python', 'y = x.mean(0)  # (d,)', 'y : (d,)'],
  ['python', 'dK += dS.T @ Q  # (T, d)', 'dK : (T, d)'],
  ['python', 'w = f()  # n x p', 'w : n x p'],
  ['python', 'w = f()  # ∈ ℝ^{n×p}', 'w : ℝ^{n×p}'],
  ['python', 'w = f()  # nabla: (n, p)', 'w : (n, p)'],
  ['python', 'def f(X,  # (n, d)', 'X : (n, d)'],
  ['python', '      W: Tensor,  # (d, k)', 'W : (d, k)'],
  ['python', '      b,  # (k,)', 'b : (k,)'],
  ['julia', "K = P * H'  # n×m", 'K : n×m'],
  ['julia', 'x::Matrix = f(y)  # (n, d)', 'x : (n, d)'],
  ['matlab', "K = P * H';  % (n, m)", 'K : (n, m)'],
  ['r', 'beta <- solve(A, b)  # (p,)', 'beta : (p,)'],
  ['cpp', 'Eigen::MatrixXd S = H * P;  // (m × m)', 'S : (m × m)'],
  ['cpp', 'const Eigen::MatrixXd& A,  // m x n', 'A : m x n'],
  ['cpp', 'std::vector<double> theta;  // (D,)', 'theta : (D,)'],
  ['rust', 'let mut w: Array2<f64> = f();  // (n, d)', 'w : (n, d)'],
  ['go', 'y := mul(a, x)  // (n, d)', 'y : (n, d)'],
  ['go', '\tP *mat.Dense // n×n', 'P : n×n'],
  ['go', '\tx []float64 // (n,)', 'x : (n,)'],
  ['fortran', 'real(dp) :: h(n, n)   ! n x n', 'h : n x n'],
  ['c', 'double *A;   /* m x n */', 'A : m x n'],
  ['java', 'private double[][] cov; // n x n', 'cov : n x n'],
  ['csharp', 'double[,] V = new double[n, k]; // n x k', 'V : n x k'],
  ['typescript', 'const W: Matrix = f(); // (n, d)', 'W : (n, d)'],
  // Points, lists of numbers, calls, and code that names nothing or more than one thing.
  ['python', 'p = f()  # (x, y)', null],
  ['python', 'p = f()  # [1, 2, 3]', null],
  ['python', 'p = f()  # (0, 1)', null],
  ['python', 'p = f()  # (see below, and above)', null],
  ['python', 'p = f()  # (B, T) + (B, T)', null],
  ['python', 'a, b = f()  # (n, d)', null],
  ['python', 'x[0] = f()  # (n, d)', null],
  ['python', 'other.x = f()  # (n, d)', null],
  ['python', 'return x  # (n, d)', null],
  ['python', 'if x == y:  # (n, d)', null],
  ['python', 'f(x)  # (n, d)', null],
  ['cpp', 'p->x = f();  // (n, d)', null],
];

test('a shape behind code binds to the name that the code gives', () => {
  for (const [id, line, bound] of BOUND) {
    const { blocks } = scanDocument(`${line}\n`, id);
    assert.deepEqual(
      blocks.map(block => [block.binding, block.text]),
      bound === null ? [] : [[true, bound]],
      line,
    );
  }
});

test('the name leads to the code, the shape to the comment', () => {
  const text = 'scores = q @ k.T  # (B, T, T)\n';
  const [block] = scanDocument(text, 'python').blocks;
  assert.equal(block!.text, 'scores : (B, T, T)');
  assert.deepEqual([block!.offsets[0], block!.offsets[6], block!.offsets[9], block!.offsets[18]], [0, 6, text.indexOf('('), text.length - 1]);
});
