import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { documentedShape } from '../../src/documents/documentedShapes.ts';
import { scanDocument } from '../../src/documents/scan.ts';

const read = (line: string): string | null => documentedShape(line)?.text.replace(/ +/g, ' ') ?? null;

test('the shapes of parameters, as documentation words them', () => {
  const declared: readonly (readonly [line: string, declaration: string])[] = [
    ['y : (n,) array_like', 'y: (n,)'],
    ['Y : (n, k) ndarray', 'Y: (n, k)'],
    ['X (ndarray): the input, shape (n, d)', 'X: (n, d)'],
    ['X (np.ndarray of shape (n, d)): the input', 'X: (n, d)'],
    ['x (torch.Tensor): Input of shape `(N, C)`.', 'x: (N, C)'],
    ['b: bias (k,)', 'b: (k,)'],
    [':param X: An n by p matrix', 'X: n by p'],
    [':param np.ndarray X: the data, n x p', 'X: n x p'],
    ['@param X numeric matrix (n x p)', 'X: (n x p)'],
    ['@param y numeric vector of length n', 'y: vector of length n'],
    ['@param[in] A An m-by-n matrix', 'A: m-by-n'],
    ['\\\\param A m x n matrix', 'A:m x n'],
    ['* `X` - an n × p matrix', 'X: n × p'],
    ['* `x` - a vector of length n', 'x: vector of length n'],
    ['- `A::Matrix`: design matrix, `n × p`', 'A: n × p'],
  ];
  for (const [line, declaration] of declared) assert.equal(read(line.replace('\\\\', '\\')), declaration, line);
});

test('what is no shape of a parameter is left to the other rules', () => {
  for (const line of [
    '@param point the point (x, y)',
    '@param options the options (see a, b)',
    '@param size the size of the window, 3 by 3',
    ':param callback: called with (n, d)',
    ':return: a list of (n, d)',
    '@return the n by p matrix',
    '- `git log`: shows n x p',
    'Note: see section (k, l)',
    'x (int): the number of rows, shape of the table',
  ])
    assert.equal(read(line), null, line);
});

test('every character of a documented shape stands where the line has it', () => {
  const line = '    X (np.ndarray of shape (n, d)): the input';
  const found = documentedShape(line)!;
  assert.equal(found.text.length, found.end - found.start);
  assert.equal(line.slice(found.start, found.end).slice(-6), found.text.slice(-6));
});

const verdictsOf = (text: string, languageId: string): string[] =>
  analyzeDocument(text, { languageId }).statements.flatMap(({ result }) => (result.claim ? [result.claim.verdict] : []));

test('claims are checked with the shapes of a docstring', () => {
  const text = `def loss(X, w, y):
    """Least squares.

    Parameters
    ----------
    X : array of shape (n, p)
    w : ndarray, shape (p,)
    y : (n,) array_like

    Notes
    -----
    L = ‖X w - y‖²
    dL/dw = 2 (X w - y)ᵀ X
    """
`;
  assert.deepEqual(verdictsOf(text, 'python'), ['verified']);
  const doxygen = `/**
 * @param[in] A an m-by-n matrix
 * @param[in] x a vector of length n
 *
 * f = ‖A x‖²
 * df/dx = 2 xᵀ Aᵀ A
 */
double f(const Matrix& A, const Vector& x);
`;
  assert.deepEqual(verdictsOf(doxygen, 'cpp'), ['verified']);
  const roxygen = `#' @param X numeric matrix (n x p)
#' @param b numeric vector of length p
#' @details
#' L = ‖X b‖²
#' dL/db = 2 X b
f <- function(X, b) sum((X %*% b)^2)
`;
  assert.deepEqual(verdictsOf(roxygen, 'r'), ['refuted']);
});

const ANNOTATED = `from jaxtyping import Float

def loss(X: Float[Array, "n p"], w: Float[Array, "p"], y: Float[Array, " n"], *, scale: Float[Array, ""], z: Float[Array, "*batch n"]):
    # L = scale ‖X w - y‖²
    # dL/dw = 2 scale (X w - y)ᵀ X
    return scale
`;

test('types that hold shapes declare', () => {
  assert.deepEqual(verdictsOf(ANNOTATED, 'python'), ['verified']);
  const declared = scanDocument(ANNOTATED, 'python').blocks.filter(block => block.binding === true);
  assert.deepEqual(
    declared.map(block => [block.text, block.scope]),
    [
      ['X : (n,p)', 1],
      ['w : (p,)', 1],
      ['y : (n,)', 1],
      ['scale : ()', 1],
    ],
  );
  const [first] = declared;
  assert.equal(ANNOTATED.charAt(first!.offsets[0]!), 'X');
  assert.equal(ANNOTATED.charAt(first!.offsets[5]!), 'n');
});

test('types in comments and strings, and in files without the library, do not', () => {
  const count = (text: string): number => scanDocument(text, 'python').blocks.filter(block => block.binding === true).length;
  assert.equal(count(ANNOTATED.replace('jaxtyping', 'other')), 0);
  assert.equal(count(`import jaxtyping\n# x: Float[Array, "n"]\n# L = ‖A x‖²\n`), 0);
});
