import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import katex from 'katex';
import { addDimensions, constantDimension, multiplyDimensions, one, scaleDimension } from '../../src/dimensions/dimension.ts';
import type { MatrixForm } from '../../src/notation/form.ts';
import { printLatex } from '../../src/notation/latex.ts';
import { printUnicode } from '../../src/notation/unicode.ts';
import { parseStatement, splitStatements } from '../../src/syntax/statements.ts';
import type { KnownNames } from '../../src/syntax/tree.ts';
import * as form from './forms.ts';

const {
  call,
  column,
  constant,
  elementwise,
  elementwisePower,
  entry,
  hadamard,
  identity,
  inverse,
  kronecker,
  matrix,
  number,
  power,
  product,
  quotient,
  rational,
  scalar,
  size,
  stack,
  sum,
  transpose,
} = form;

const [A, B, C, X, Φ] = ['A', 'B', 'C', 'X', 'Φ'].map(matrix) as [MatrixForm, MatrixForm, MatrixForm, MatrixForm, MatrixForm];
const [x, y, v, θ] = ['x', 'y', 'v', 'θ'].map(column) as [MatrixForm, MatrixForm, MatrixForm, MatrixForm];
const [s, t] = ['s', 't'].map(scalar) as [MatrixForm, MatrixForm];
const [m, n] = [size('m'), size('n')];
const residual = sum([1, y], [-1, product(Φ, θ)]);

const rows: readonly (readonly [form: MatrixForm, unicode: string, latex: string])[] = [
  // what a textbook prints
  [product(number(-2), transpose(residual), Φ), '-2 (y - Φ θ)ᵀ Φ', '-2 \\left(y - \\Phi \\theta\\right)^{\\top} \\Phi'],
  [sum([-2, product(transpose(residual), Φ)]), '-2 (y - Φ θ)ᵀ Φ', '-2 \\left(y - \\Phi \\theta\\right)^{\\top} \\Phi'],
  [product(number(2), A, x), '2 A x', '2 A x'],
  [product(sum([1, A], [1, transpose(A)]), x), '(A + Aᵀ) x', '\\left(A + A^{\\top}\\right) x'],
  [inverse(X), 'X⁻¹', 'X^{-1}'],
  [transpose(inverse(X)), 'X⁻ᵀ', 'X^{-\\top}'],
  [inverse(transpose(X)), 'X⁻ᵀ', 'X^{-\\top}'],
  [product(call('determinant', X), transpose(inverse(X))), 'det(X) X⁻ᵀ', '\\det(X) X^{-\\top}'],
  [product(X, inverse(product(transpose(X), X))), 'X (Xᵀ X)⁻¹', 'X \\left(X^{\\top} X\\right)^{-1}'],
  [transpose(inverse(product(transpose(X), X))), '(Xᵀ X)⁻ᵀ', '\\left(X^{\\top} X\\right)^{-\\top}'],
  // numbers and signs
  [number(0), '0', '0'],
  [number(-3), '-3', '-3'],
  [number(1, 2), '1/2', '\\frac{1}{2}'],
  [number(-1, 2), '-1/2', '-\\frac{1}{2}'],
  [product(number(1, 2), transpose(x), A, x), '1/2 xᵀ A x', '\\frac{1}{2} x^{\\top} A x'],
  [product(number(-1), A, x), '-A x', '-A x'],
  [product(number(-1), hadamard(A, B)), '-A ⊙ B', '-A \\odot B'],
  [product(A, number(-2)), 'A (-2)', 'A \\left(-2\\right)'],
  [product(A, number(1, 2)), 'A (1/2)', 'A \\frac{1}{2}'],
  [product(number(2), number(3), x), '2 (3) x', '2 \\left(3\\right) x'],
  [sum([-1, A], [1, B]), '-A + B', '-A + B'],
  [sum([1, A], [-1, product(number(-2), B)]), 'A + 2 B', 'A + 2 B'],
  [sum([1, A], [1, product(number(-2), B)]), 'A - 2 B', 'A - 2 B'],
  [sum([rational(1, 2), sum([1, A], [1, B])]), '1/2 (A + B)', '\\frac{1}{2} \\left(A + B\\right)'],
  [sum([1, A], [-1, sum([1, B], [-1, C])]), 'A - (B - C)', 'A - \\left(B - C\\right)'],
  [sum([2, s], [-3, number(2)]), '2 s - 6', '2 s - 6'],
  [sum([1, s], [-1, number(-1, 2)]), 's + 1/2', 's + \\frac{1}{2}'],
  [sum(), '0', '0'],
  [sum([-2, product(number(3), x)]), '-2 (3 x)', '-2 \\left(3 x\\right)'],
  // brackets by precedence
  [product(product(transpose(y), x), v), '(yᵀ x) v', '\\left(y^{\\top} x\\right) v'],
  [transpose(product(A, B)), '(A B)ᵀ', '\\left(A B\\right)^{\\top}'],
  [transpose(hadamard(A, B)), '(A ⊙ B)ᵀ', '\\left(A \\odot B\\right)^{\\top}'],
  [product(A, hadamard(x, y)), 'A (x ⊙ y)', 'A \\left(x \\odot y\\right)'],
  [hadamard(product(A, x), y), 'A x ⊙ y', 'A x \\odot y'],
  [hadamard(sum([1, x], [1, y]), v), '(x + y) ⊙ v', '\\left(x + y\\right) \\odot v'],
  [hadamard(hadamard(x, y), v), 'x ⊙ y ⊙ v', 'x \\odot y \\odot v'],
  [hadamard(x, product(number(-2), y)), 'x ⊙ (-2 y)', 'x \\odot \\left(-2 y\\right)'],
  [sum([2, hadamard(x, y)], [-1, v]), '2 x ⊙ y - v', '2 x \\odot y - v'],
  [kronecker(A, transpose(B)), 'A ⊗ Bᵀ', 'A \\otimes B^{\\top}'],
  [kronecker(hadamard(A, B), C), '(A ⊙ B) ⊗ C', '\\left(A \\odot B\\right) \\otimes C'],
  [
    product(sum([1, identity(size('N'))], [1, form.commutation(m, n)]), kronecker(A, B)),
    '(I_N + comm(m, n)) (A ⊗ B)',
    '\\left(I_{N} + K_{m,n}\\right) \\left(A \\otimes B\\right)',
  ],
  // quotients
  [quotient(y, s), 'y / s', '\\frac{y}{s}'],
  [quotient(y, product(number(2), elementwise('sqrt', s))), 'y / (2 sqrt(s))', '\\frac{y}{2 \\sqrt{s}}'],
  [quotient(sum([1, x], [-1, y]), call('norm2', sum([1, x], [-1, y]))), '(x - y) / ‖x - y‖', '\\frac{x - y}{\\lVert x - y \\rVert}'],
  [product(quotient(number(1), s), x), '(1/s) x', '\\frac{1}{s} x'],
  [product(A, quotient(x, s)), 'A (x / s)', 'A \\frac{x}{s}'],
  [transpose(quotient(x, s)), '(x / s)ᵀ', '\\left(\\frac{x}{s}\\right)^{\\top}'],
  [sum([rational(3, 2), quotient(number(1), s)]), '3 / (2 s)', '\\frac{3}{2 s}'],
  [sum([-1, quotient(product(A, x), s)], [1, y]), '-A x / s + y', '-\\frac{A x}{s} + y'],
  [quotient(number(-1, 2), product(s, t)), '-1 / (2 s t)', '-\\frac{1}{2 s t}'],
  [quotient(product(number(-2), x), s), '-2 x / s', '-\\frac{2 x}{s}'],
  [quotient(quotient(x, s), t), '(x / s) / t', '\\frac{\\frac{x}{s}}{t}'],
  [quotient(x, y), 'x ⊘ y', 'x \\oslash y'],
  [quotient(x, product(A, y)), 'x ⊘ (A y)', 'x \\oslash \\left(A y\\right)'],
  [quotient(number(1), x), '1 ⊘ x', '1 \\oslash x'],
  // powers
  [power(s, 2), 's²', 's^{2}'],
  [power(X, 3), 'X³', 'X^{3}'],
  [power(s, 1, 2), 's^(1/2)', 's^{1/2}'],
  [power(s, -2), 's^(-2)', 's^{-2}'],
  [power(sum([1, s], [1, t]), 2), '(s + t)²', '\\left(s + t\\right)^{2}'],
  [power(call('norm2', x), 2), '‖x‖²', '\\lVert x \\rVert^{2}'],
  [power(number(2), 3), '2^3', '2^{3}'],
  [power(number(-1, 2), 2), '(-1/2)²', '\\left(-\\frac{1}{2}\\right)^{2}'],
  [transpose(power(X, 2)), '(X²)ᵀ', '\\left(X^{2}\\right)^{\\top}'],
  [power(transpose(X), 2), '(Xᵀ)²', '\\left(X^{\\top}\\right)^{2}'],
  [elementwisePower(x, 2), 'x.^2', 'x^{\\circ 2}'],
  [elementwisePower(sum([1, x], [1, y]), -1, 2), '(x + y).^(-1/2)', '\\left(x + y\\right)^{\\circ (-1/2)}'],
  [elementwisePower(s, 2), 's²', 's^{2}'],
  // functions
  [elementwise('exp', product(A, x)), 'exp(A x)', '\\exp\\left(A x\\right)'],
  [elementwise('sigmoid', x), 'sigmoid(x)', '\\operatorname{sigmoid}(x)'],
  [elementwise('abs', quotient(s, t)), 'abs(s / t)', '\\left\\lvert \\frac{s}{t} \\right\\rvert'],
  [call('trace', product(A, B)), 'tr(A B)', '\\operatorname{tr}\\left(A B\\right)'],
  [call('logDeterminant', X), 'log|det(X)|', '\\log\\lvert\\det X\\rvert'],
  [product(call('logDeterminant', product(A, B)), X), '(log|det(A B)|) X', '\\left(\\log\\lvert\\det\\left(A B\\right)\\rvert\\right) X'],
  [call('normF', X), '‖X‖_F', '\\lVert X \\rVert_F'],
  [product(call('norm2', x), call('norm2', y)), '‖x‖ ‖y‖', '\\lVert x \\rVert \\lVert y \\rVert'],
  [call('norm2', product(call('norm2', x), y)), 'norm(‖x‖ y)', '\\lVert \\lVert x \\rVert y \\rVert'],
  [call('normF', product(A, call('normF', X))), 'normF(A ‖X‖_F)', '\\lVert A \\lVert X \\rVert_F \\rVert_F'],
  [product(call('diag', v, 'matrix'), A), 'diag(v) A', '\\operatorname{diag}(v) A'],
  [transpose(call('vec', X, 'column')), 'vec(X)ᵀ', '\\operatorname{vec}(X)^{\\top}'],
  [sum([1, form.operation('softmax', x, 'column')], [-1, y]), 'softmax(x) - y', '\\operatorname{softmax}(x) - y'],
  [form.matrixFunction('expm', A), 'expm(A)', '\\operatorname{expm}(A)'],
  [form.matrixPower(A, s), 'A^s', 'A^{s}'],
  [form.matrixPower(transpose(A), sum([1, s], [-1, t])), '(Aᵀ)^(s - t)', '\\left(A^{\\top}\\right)^{s - t}'],
  [product(transpose(form.matrixPower(product(A, B), s)), X), '((A B)^s)ᵀ X', '\\left(\\left(A B\\right)^{s}\\right)^{\\top} X'],
  [form.frechet('expm', transpose(A), B), 'dexpm(Aᵀ, B)', '\\mathrm{d}\\operatorname{expm}\\left(A^{\\top}, B\\right)'],
  [form.apply('f', 0, x), 'f(x)', 'f(x)'],
  [product(form.apply('f', 1, product(A, x)), A), 'f′(A x) A', "f'\\left(A x\\right) A"],
  [form.apply('f', 4, x), 'f′′′′(x)', 'f^{(4)}(x)'],
  // constants and sizes
  [constant('ones', n, null), 'ones(n)', '\\mathbf{1}_{n}'],
  [constant('ones', null, n), 'ones(n)ᵀ', '\\mathbf{1}_{n}^{\\top}'],
  [constant('ones', m, n), 'ones(m, n)', '\\mathbf{1}_{m \\times n}'],
  [constant('zeros', m, multiplyDimensions(m, n)), 'zeros(m, m n)', '\\mathbf{0}_{m \\times m n}'],
  [constant('zeros', null, null), '0', '0'],
  [identity(n), 'I_n', 'I_{n}'],
  [identity(constantDimension(3)), 'I_3', 'I_{3}'],
  [identity(size('n_samples')), 'eye(n_samples)', 'I_{n_{\\mathrm{samples}}}'],
  [identity(addDimensions(scaleDimension(n, 2), one)), 'eye(2 n + 1)', 'I_{2 n + 1}'],
  [quotient(x, form.dimension(n)), 'x / n', '\\frac{x}{n}'],
  [product(form.dimension(addDimensions(n, one)), x), '(n + 1) x', '\\left(n + 1\\right) x'],
  [quotient(x, form.dimension(multiplyDimensions(m, n))), 'x / (m n)', '\\frac{x}{m n}'],
  // entries and blocks
  [entry(x, 1), 'x₁', 'x_{1}'],
  [entry(product(A, B), 1, null), '(A B)[1,:]', '\\left(A B\\right)_{1,:}'],
  [entry(column('x_1'), 2), 'x₁[2]', '{x_{1}}_{2}'],
  [stack([s], [power(t, 2)]), '[s; t²]', '\\begin{bmatrix}s \\\\ t^{2}\\end{bmatrix}'],
  [product(A, stack([A, B], [C, X])), 'A [A, B; C, X]', 'A \\begin{bmatrix}A & B \\\\ C & X\\end{bmatrix}'],
  [transpose(stack([s, t])), '[s, t]ᵀ', '\\begin{bmatrix}s & t\\end{bmatrix}^{\\top}'],
  [entry(stack([s], [t]), 1), '([s; t])[1]', '\\begin{bmatrix}s \\\\ t\\end{bmatrix}_{1}'],
  // names
  [transpose(column('x⋆')), 'x⋆ᵀ', '{x^{\\star}}^{\\top}'],
  [power(scalar('x̂_1'), 2), 'x̂₁²', '\\hat{x}_{1}^{2}'],
  [product(scalar('loss'), matrix('Σ'), matrix('Β')), 'loss Σ Β', '\\mathrm{loss} \\Sigma \\mathrm{B}'],
  [scalar('n_max'), 'n_max', 'n_{\\mathrm{max}}'],
  [{ kind: 'name', name: 'π', variable: false, orientation: 'scalar' }, 'π', '\\pi'],
  [{ kind: 'name', name: '1.5e-30', variable: false, orientation: 'scalar' }, '1.5e-30', '{1.5 \\cdot 10^{-30}}'],
];

const compiles = (latex: string): void => {
  katex.renderToString(latex, { strict: 'error', throwOnError: true, trust: false });
};

/** What a parser knows of the names in a form. */
function namesOf(printed: MatrixForm): KnownNames {
  const orders = new Map<string, { order: number; isFunction: boolean }>([
    ['n_samples', { order: 0, isFunction: false }],
    ...['m', 'n', 'N'].map(name => [name, { order: 0, isFunction: false }] as const),
  ]);
  form.contains(printed, inner => {
    if (inner.kind === 'name') orders.set(inner.name, { order: { scalar: 0, column: 1, row: 1, matrix: 2 }[inner.orientation], isFunction: false });
    if (inner.kind === 'apply') orders.set(inner.name, { order: 1, isFunction: true });
    return false;
  });
  return { lookup: name => orders.get(name) };
}

describe('matrix forms', () => {
  for (const [printed, unicode, latex] of rows)
    test(unicode, () => {
      assert.equal(printUnicode(printed), unicode);
      assert.equal(printLatex(printed), latex);
      compiles(latex);
    });

  test('are read back without a problem', () => {
    // the language has no name for these
    const unreadable = rows.filter(([printed]) => printed.kind === 'frechet' || form.contains(printed, inner => inner.kind === 'apply' && inner.order > 0));
    for (const [printed, unicode] of rows) {
      const pieces = splitStatements(unicode);
      const { statement, problems } = parseStatement(pieces[0]!, namesOf(printed));
      const read = pieces.length === 1 && statement.kind === 'expression' && problems.length === 0;
      assert.equal(read, !unreadable.some(([other]) => other === printed), `${unicode}: ${JSON.stringify(problems)}`);
    }
  });

  test('as deep as an expression may be', () => {
    const deep = Array.from({ length: 20_000 }).reduce<MatrixForm>(inner => elementwise('sin', inner), x);
    assert.equal(printUnicode(deep).length, 20_000 * 5 + 1);
    assert.ok(printLatex(deep).startsWith('\\sin\\left(\\sin'));
  });

  test('with too many digits to multiply keep their factors', () => {
    const large = number(3, 9_007_199_254_740_881);
    assert.equal(printUnicode(sum([rational(1, 9_007_199_254_740_881), large])), '1/9007199254740881 (3/9007199254740881)');
  });
});

describe('names as TeX', () => {
  const cases: readonly (readonly [name: string, latex: string])[] = [
    ['θ', '\\theta'],
    ['φ', '\\phi'],
    ['loss', '\\mathrm{loss}'],
    ['W1', '\\mathrm{W1}'],
    ['x_1', 'x_{1}'],
    ['x_{max}', 'x_{\\mathrm{max}}'],
    ['σ_x', '\\sigma_{x}'],
    ['x_σ', 'x_{\\sigma}'],
    ['grad_W_out', '\\mathrm{grad}\\_W\\_\\mathrm{out}'],
    ['x̂', '\\hat{x}'],
    ['θ̄', '\\bar{\\theta}'],
    ['ẋ', '\\dot{x}'],
    ['é', '\\acute{e}'],
    ['x^{(k)}', '{x^{(k)}}'],
    ['x_1^{(k)}', '{x_{1}^{(k)}}'],
    ['Δx', '\\Delta x'],
    ['ℓ', '\\ell'],
    ['𝐱', 'x'],
    ['中', '\\text{中}'],
  ];
  for (const [name, latex] of cases)
    test(name, () => {
      assert.equal(printLatex(column(name)), latex);
      compiles(printLatex(product(transpose(column(name)), power(scalar(name), 2), entry(column(name), 1))));
    });

  const hostile = [
    '\\input{x}',
    '}{',
    '$',
    '%',
    '#1',
    'a&b',
    'a_b_c^d',
    '^',
    '_',
    '~',
    '\\',
    '"',
    '`',
    '<script>',
    '\u202e',
    '\ud800',
    '\u0000',
    '😀',
    'a\nb',
    '\u0302',
    'x\u0489',
    '٣',
    '{',
    '\\href{javascript:alert(1)}{x}',
  ];
  for (const name of hostile)
    test(`hostile: ${JSON.stringify(name)}`, () => {
      const latex = printLatex(product(transpose(column(name)), scalar(name), form.apply(name, 1, x), identity(size(name))));
      compiles(latex);
      assert.doesNotMatch(latex, /\\(?:input|href)/);
    });
});
