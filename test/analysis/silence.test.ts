import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);

/** Code of every diagnostic, and the title of every hover, each once. */
function shownIn(text: string, languageId: string): { codes: string[]; titles: string[] } {
  const analysis = analyzeDocument(text, { languageId, certify: true });
  const titles = new Set<string>();
  for (let offset = 0; offset <= text.length; offset++) {
    const title = analysis.hoverAt(offset)?.title;
    if (title !== undefined) titles.add(title);
  }
  return { codes: analysis.diagnostics().map(({ code }) => code), titles: [...titles] };
}

test('a formula that names nothing is not spoken of', () => {
  for (const text of ['The $I$ is a tag and step $0$ of $-1$.', 'support \\(\\#102\\) again', '$\\frac 1 4$ of it'])
    assert.deepEqual(shownIn(text, 'markdown'), { codes: [], titles: [] }, text);
  assert.deepEqual(shownIn('# x ∈ ℝ^n\n#  20 ^T\n', 'python').titles, ['x ∈ ℝ^n']);
});

test('an equality of numbers is an example of how they are set, or a rounding, and no claim', () => {
  const texts = {
    markdown: ['$1/2/3 = (1/2)/3 = 1/(2/3)$', '$1/3 = 0.333$', '$\\frac{1}{2} = \\frac{2}{4} = 0.51$', '$2^3 == 9$'],
    typst: ['$ 1/2/3 = (1/2)/3 = 1/(2/3) $', '$ sqrt(2) = 1.4 $'],
    restructuredtext: [':math:`1/3 = 0.333`', '.. math:: 2^{10} = 1000'],
    python: ['# x ∈ ℝ^n\n# 2^2 = 5\n# 1/2/3 = (1/2)/3 = 1/(2/3)'],
  };
  for (const [languageId, ofLanguage] of Object.entries(texts)) for (const text of ofLanguage) assert.deepEqual(shownIn(text, languageId).codes, [], text);
  assert.deepEqual(shownIn('2^2 == 5', 'mc').codes, ['not-equal']);
  assert.deepEqual(shownIn('# nabla: 2^2 == 5', 'python').codes, ['not-equal']);
  assert.deepEqual(shownIn('$x \\in \\mathbb{R}^n$ has $2 x^T x = 3 x^T x = x^T x$', 'markdown').codes, ['not-equal', 'not-equal']);
});

test('what is set to 0 is a condition, in prose and comments', () => {
  const declared = '$A \\in \\mathbb{R}^{m\\times n}$, $x \\in \\mathbb{R}^n$, $b \\in \\mathbb{R}^m$\n\n$$f = \\|Ax - b\\|^2$$\n';
  const right = '2 A^T (A x - b)';
  for (const text of [
    'Setting $\\nabla_x f = 0$ gives',
    '$$\\frac{\\partial f}{\\partial x} = 0$$',
    `$$\\nabla_x f = ${right} = 0$$`,
    `\\begin{align}\n\\nabla_x f &= ${right} \\\\\n&= 0\n\\end{align}`,
    '$$A^T A x - A^T b = A^T (A x - b) = 0$$',
    '$$r = A x - b = 0$$',
  ])
    assert.deepEqual(shownIn(declared + text, 'markdown').codes, [], text);
  assert.deepEqual(shownIn(`# A: (m, n), x: (n,), b: (m,)\n# f = ||A x - b||^2\n# ∇_x f = ${right} = 0\n`, 'python').codes, []);
  for (const text of ['$$\\nabla_x f = A^T (A x - b) = 0$$', '$$\\nabla_x f = 1 = 0$$'])
    assert.equal(shownIn(declared + text, 'markdown').codes.length, 1, `what stands before is judged: ${text}`);
  assert.deepEqual(shownIn("x ∈ ℝ^n\nd(x'x)/dx = 2 x' = 0\n", 'mc').codes, ['claim-refuted']);
});

test('a formula within a line of prose may use a name for something else', () => {
  const declared = '$x \\in \\mathbb{R}^n$, $A \\in \\mathbb{R}^{m \\times n}$. ';
  for (const text of [
    'The derivative of $x^2$ is $2x$.',
    'Of $1/x$ and $A^2$ nothing.',
    'If $x = 5$ then',
    '| $x^2$ | $x^{-1}$ |',
    '$A = -3.5$',
    'of $x = (x_1, x_2)^T$ or $x = [x_1; x_2]$',
  ])
    assert.deepEqual(shownIn(declared + text, 'markdown').codes, [], text);
  for (const [text, code] of [
    ['$$x^2$$', 'needs-elementwise-power'],
    ['$x = A x$', 'shape-mismatch'],
  ] as const)
    assert.deepEqual(shownIn(declared + text, 'markdown').codes, [code], text);
});

test('numbers in prose have no hover of their own', () => {
  assert.deepEqual(
    shownIn('# x ∈ ℝ^n\n# 2 x^T x\n', 'python').titles.filter(title => /^\d/.test(title) && !title.includes('x')),
    [],
  );
});

test('sets and intervals are no shapes', () => {
  const text = 'with $x \\in [0,1]$, $y \\in [-R,R]$, $z \\in \\{0, 1\\}$, $p \\in (0,1)$, $q \\in (a, b)$ and $i \\in \\{1, \\ldots, n\\}$';
  assert.deepEqual(shownIn(text, 'markdown'), { codes: [], titles: [] });
  assert.deepEqual(shownIn('x ∈ {m, n}', 'mc').codes, ['shape-unreadable']);
});

test('rectangular matrices are called diagonal, triangular and orthogonal in prose', () => {
  const text = ['// Sigma is an m×n diagonal matrix', '// R is an m×n upper triangular matrix', '// U is an m×k orthogonal matrix'].join('\n');
  assert.deepEqual(shownIn(text, 'go').codes, []);
  assert.deepEqual(shownIn('// S is an m×n symmetric matrix', 'go').codes, ['not-square']);
  assert.deepEqual(shownIn('A ∈ ℝ^{m×n}, diagonal', 'mc').codes, ['not-square']);
});
