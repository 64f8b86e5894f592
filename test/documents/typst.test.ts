import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, useCertifier } from '../../src/analysis/document.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { certify } from '../../src/numeric/index.ts';
import { shown } from './show.ts';

const shownHere = (text: string): string[] => shown(text, 'typst').map(line => line.replace(/ +/g, ' '));
const latexOf = (formula: string): string[] => scanDocument(`$${formula}$`, 'typst').blocks.map(block => block.text.replace(/\s+/g, ' '));

const READ: readonly (readonly [typst: string, latex: string])[] = [
  ['A in bb(R)^(m times n)', String.raw`A \in \mathbb{R}^{m \times n}`],
  ['x in RR^n', String.raw`x \in \mathbb{R}^{n}`],
  ['A^T B^top x_i^2', String.raw`A^{T} B^{\top } x_{i}^{2}`],
  ['A^(-1) b', 'A^{-1} b'],
  ['norm(A x - b)^2 + abs(t)', String.raw`\lVert A x - b\rVert ^{2} + \lvert t\rvert`],
  ['frac(partial L, partial theta)', String.raw`\frac{\partial L}{\partial \theta }`],
  ['(dif L) / (dif x) = 1/2 y', String.raw`\frac{\mathrm{d} L}{\mathrm{d} x} = \frac{1}{2} y`],
  ['(x^2)/y_(i j) z', String.raw`\frac{x^{2}}{y_{i j}} z`],
  ['(a + b)(c)/2', String.raw`(a + b)\frac{c}{2}`],
  ['sum_(i=1)^n x_i dot.op y', String.raw`\sum _{i=1}^{n} x_{i} \cdot y`],
  ['A times.circle B dot.circle C', String.raw`A \otimes B \odot C`],
  ['mat(a, b; c, d) vec(x, y)', String.raw`\begin{bmatrix}a& b\\ c& d\end{bmatrix} \begin{bmatrix}x\\ y\end{bmatrix}`],
  ['op("diag")(x) "and" tr(X)', String.raw`\operatorname{diag}(x) \operatorname{tr}(X)`],
  ['||x|| /* a comment */ >= 1', String.raw`\| x\| \geq 1`],
];

test("Typst's spelling in the language", () => {
  for (const [typst, latex] of READ) assert.deepEqual(latexOf(typst), [latex], typst);
});

test('a formula that is not understood is left alone as a whole', () => {
  for (const formula of [
    '#x + y',
    'unknown x',
    'x1',
    'f(x)/2',
    'a/b(c)',
    'x^T(y)',
    'A^-1',
    'dot(x)',
    '(a',
    'a)',
    'mat(delim: "[", a)',
    'frac(a)',
    'norm(a, b)',
    'a \\$',
    '/ 2',
    '"a',
  ])
    assert.deepEqual(latexOf(formula), [], formula);
  assert.deepEqual(shownHere('#let d = $partial$\n#let loss = $L$\n\n$d x$ and $loss$ and $y$'), [
    String.raw`inline 0: \partial`,
    'inline 0: L',
    'inline 0: y',
  ]);
});

test('displays, inline formulas, lines, raw text, comments, escaped signs', () => {
  const text = `
It costs \\$5. $x$ and $ f = x^T x $ and \`$no$\` and https://a.b/$c$.
// $no$
/* $no$ /* $no$ */ $no$ */
\`\`\`python
# $no$
\`\`\`
$ g &= a \\
  h &= b // $no$
$
// nabla: off
$no$
// nabla: on

// nabla: B ∈ ℝ^{n×n}
$k$
`;
  assert.deepEqual(shownHere(text), [
    'inline 0: x',
    'display 0: f = x^{T} x',
    'inline 0: c',
    'display 0: g = a',
    'display 0: h = b',
    'marked 0: B ∈ ℝ^{n×n}',
    'inline 0: k',
  ]);
});

test('claims are checked, and messages stand where the formula stands', () => {
  useCertifier(certify);
  const text = `The symmetric matrix $S in RR^(n times n)$ and $x in RR^n$.

$ frac(partial x^T S x, partial x) = 2 x^top S $
$ (dif x^T S x)/(dif x) = 3 x^top S $
`;
  const claims = analyzeFile(text, { languageId: 'typst', certify: true }).statements.filter(({ claim }) => claim);
  assert.deepEqual(
    claims.map(({ line, claim }) => [line, claim!.verdict]),
    [
      [3, 'verified'],
      [4, 'refuted'],
    ],
  );
  const { range } = claims[1]!.diagnostics[0]!;
  assert.equal(text.split('\n')[range.start.line]!.slice(range.start.character, range.end.character), '3 x^top S');
});

test('what does not close or nests deeply is no trouble', () => {
  for (const text of ['', '$', '$$', '`', '/*', '$"', '$\\', '$a/', `$${'('.repeat(10_000)}$`, `$${'x^('.repeat(10_000)}$`, `$${'a/'.repeat(10_000)}b$`])
    assert.deepEqual(shownHere(text), [], text.slice(0, 20));
  assert.deepEqual(shownHere('$a\n\n$b$'), ['inline 0: b']);
});
