import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { analyzeDocument, type DocumentAnalysis } from '../../src/analysis/document.ts';
import { occurrencesOf } from '../../src/analysis/occurrences.ts';
import { edited } from '../../src/ide/places.ts';
import { renameAt, renamePlaceAt } from '../../src/ide/rename.ts';
import { printShape } from '../../src/shapes/print.ts';
import { everyExpression } from '../../src/shapes/walk.ts';
import { fixture } from '../support/fixture.ts';

function renamed(source: string, name: string, languageId = 'mc'): string {
  const { analysis, cursor, text } = fixture(source, { languageId });
  const answer = renameAt(analysis, cursor, name);
  assert.ok(answer, 'nothing to rename');
  return 'edits' in answer ? edited(text, answer.edits) : answer.refused;
}
const check = (source: string, name: string, expected: string, languageId = 'mc') => assert.equal(renamed(source, name, languageId), expected);

describe('rename', () => {
  test('a variable, its derivatives and components', () =>
    check("A ∈ ℝ^{n×n}, x$0 ∈ ℝ^n\nf = x' A x + x_1\nd²f/dx²\n∇_x f\n", 'v', "A ∈ ℝ^{n×n}, v ∈ ℝ^n\nf = v' A v + v_1\nd²f/dv²\n∇_v f\n"));
  test('a dimension', () => check("A ∈ ℝ^{m×n$0}, x ∈ ℝ^n\ntr(A A') / n + sum_{i=1}^n x_i\n", 'p', "A ∈ ℝ^{m×p}, x ∈ ℝ^p\ntr(A A') / p + sum_{i=1}^p x_i\n"));
  test('an index, of its sum alone', () => check('x ∈ ℝ^n\ns = sum_i x_i$0 + sum_i x_i²\n', 'k', 'x ∈ ℝ^n\ns = sum_k x_k + sum_i x_i²\n'));
  test('adjoints go with their quantity', () =>
    check(
      'def f(X, W):\n    # X: (n, k), W$0: (k, p)\n    # Y = X W\n    dW = X.T @ dY\n    # dW = Xᵀ dY\n    # grad_W = Xᵀ grad_Y\n    # dL/dW = Xᵀ dY\n',
      'V',
      'def f(X, W):\n    # X: (n, k), V: (k, p)\n    # Y = X V\n    dW = X.T @ dY\n    # dV = Xᵀ dY\n    # grad_V = Xᵀ grad_Y\n    # dL/dV = Xᵀ dY\n',
      'python',
    ));
  test('each place keeps its spelling', () =>
    check("θ$0 ∈ ℝ^n\nq = theta' \\theta\ndq/dθ + grad_theta q\n", 'phi', "φ ∈ ℝ^n\nq = phi' \\phi\ndq/dφ + grad_phi q\n"));
  test('LaTeX gets commands', () =>
    check('Let $x$0 \\in \\mathbb{R}^n$ and $q = x^\\top x$.\n', 'θ', 'Let $\\theta \\in \\mathbb{R}^n$ and $q = \\theta^\\top \\theta$.\n', 'latex'));
  test('Typst gets words', () => check('Let $theta$0 in RR^n$ and $q = theta^T theta$.\n', '\\phi', 'Let $phi in RR^n$ and $q = phi^T phi$.\n', 'typst'));
  test('a longer name stands apart from its neighbour', () => check('A$0 ∈ ℝ^{n×n}, x ∈ ℝ^n\ny = Ax\n', 'loss', 'loss ∈ ℝ^{n×n}, x ∈ ℝ^n\ny = loss x\n'));
  test('only in its own function', () =>
    check(
      'def f():\n    # W$0: (n, d)\n    # V = Wᵀ W\n\ndef g():\n    # W: (n, d)\n',
      'U',
      'def f():\n    # U: (n, d)\n    # V = Uᵀ U\n\ndef g():\n    # W: (n, d)\n',
      'python',
    ));
  test('to the name that it has', () => check("x$0 ∈ ℝ^n\nx' x\n", 'x', "x ∈ ℝ^n\nx' x\n"));
});

describe('a rename is refused with a reason', () => {
  const source = "A ∈ ℝ^{n×n}, x$0 ∈ ℝ^n\nq = x' A x\ns = sum_i x_i\n";
  for (const [name, reason] of [
    ['1x', '1x is no name. Take letters, with a subscript if need be: x, θ, x_1, loss.'],
    ['x y', 'x y is no name. Take letters, with a subscript if need be: x, θ, x_1, loss.'],
    ['a\nb', 'a\nb is no name. Take letters, with a subscript if need be: x, θ, x_1, loss.'],
    ['', ' is no name. Take letters, with a subscript if need be: x, θ, x_1, loss.'],
    ['tr', 'tr is built in. Take another name.'],
    ['gradient', 'gradient is built in. Take another name.'],
    ['I', 'I is built in. Take another name.'],
    ['A', 'A is in use here, on line 1. Take another name.'],
    ['n', 'n is in use here, on line 1. Take another name.'],
    ['i', 'i means something else where this name is used, on line 3. Take another name.'],
    ['dq', 'dq reads as the derivative of q. Take another name.'],
    ['A_1', 'With the name A_1 line 3 would be read otherwise. Take another name.'],
  ] as const)
    test(JSON.stringify(name), () => assert.equal(renamed(source, name), reason));
  test('a name that an inner function gives to something else', () => {
    const inner = '# W$0: (n, d)\n\ndef g():\n    # U: (n, n), x: (d,)\n    # y = U W x\n';
    assert.equal(renamed(inner, 'U', 'python'), 'U means something else where this name is used, on line 4. Take another name.');
  });
  test('a name of the code', () => {
    const code = 'def f(q, k):\n    # q: (n, d), k: (n, d)\n    s = q @ k.T  # (n, n)\n    # dq = s$0 k\n';
    assert.equal(renamed(code, 't', 'python'), 's is a name of the code on line 3. Rename it there.');
    const { analysis, text } = fixture(code, { languageId: 'python' });
    assert.equal(renamePlaceAt(analysis, text.indexOf('s =')), null);
  });
  test('a name that a command stands for', () =>
    assert.match(
      renamed('\\newcommand{\\tw}{\\theta}\n$\\theta$0 \\in \\mathbb{R}^n$, $\\tw^\\top \\tw$\n', 'x', 'latex'),
      /^\\tw does not stand on line 2 itself/,
    ));
  test('nothing is renamed in prose and in numbers', () => {
    const { analysis } = fixture('x ∈ ℝ^3\n');
    assert.equal(renamePlaceAt(analysis, 6), null);
    assert.equal(renameAt(analysis, 6, 'y'), null);
  });
});

const EXAMPLES: readonly (readonly [file: string, languageId: string])[] = [
  ['lecture.mc', 'mc'],
  ['backprop.py', 'python'],
  ['backprop.m', 'matlab'],
  ['kalman.cpp', 'cpp'],
  ['least_squares.jl', 'julia'],
  ['logistic.R', 'r'],
  ['regression.tex', 'latex'],
  ['notes.md', 'markdown'],
];
const documents = EXAMPLES.map(([file, languageId]) => analyzeDocument(readFileSync(join(__dirname, '../../examples', file), 'utf8'), { languageId }));

/** What is known of every statement, without any name: the kinds of its nodes and, where no size has a name, their shapes. */
const program = ({ blocks }: DocumentAnalysis, sizeNames: (shape: string) => string): readonly string[] =>
  blocks.flatMap(({ statements }) =>
    statements.map(({ typed }) => {
      const roots = typed.tree.kind === 'definition' ? [typed.tree.value] : typed.tree.kind === 'claim' ? typed.tree.members : [];
      const nodes = roots.flatMap(root =>
        [...everyExpression(root)].map(
          node => `${node.kind}:${sizeNames(printShape(typed.types.get(node)?.shape ?? { kind: 'scalar', rows: [], columns: [] }))}`,
        ),
      );
      return `${typed.tree.kind} ${typed.meaning.kind} ${typed.problems.map(({ code }) => code).join(' ')} ${nodes.join(' ')}`;
    }),
  );

test('in the examples: renamed and back is the same program, and so is what is in between', () => {
  let done = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...documents),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      fc.constantFrom('ω', 'zeta', 'Ψ', 'U_2', 'total', 'Q', 'k', 'v', 'beta_1'),
      (analysis, part, name) => {
        const { all } = occurrencesOf(analysis);
        const found = all[Math.floor(part * all.length)]!;
        const answer = renameAt(analysis, found.start, name);
        if (!answer) return assert.ok(found.isCode);
        if ('refused' in answer) return assert.match(answer.refused, /\S.*\.$/s);
        done++;
        const text = edited(analysis.text, answer.edits);
        const after = analyzeDocument(text, { languageId: analysis.languageId });
        const now = occurrencesOf(after);
        const names = (each: DocumentAnalysis) => occurrencesOf(each).all.length;
        assert.equal(names(after), names(analysis));
        const isSize = found.entity.kind === 'dimension';
        const withoutSizes = (shape: string): string => (isSize ? shape.replace(/[^\d×^{}ℝ]+/gu, 'n') : shape);
        assert.deepEqual(program(after, withoutSizes), program(analysis, withoutSizes));
        const again = now.all[all.indexOf(found)]!;
        const back = renameAt(after, again.start, analysis.text.slice(found.start, found.end));
        assert.ok(back && 'edits' in back, `${name} and not back: ${JSON.stringify(back)}`);
        assert.deepEqual(
          program(analyzeDocument(edited(text, back.edits), { languageId: analysis.languageId }), withoutSizes),
          program(analysis, withoutSizes),
        );
      },
    ),
    { numRuns: 30, seed: 11 },
  );
  assert.ok(done > 12, `only ${done} were renamed`);
});
