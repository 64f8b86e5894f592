/** What is printed is read back: forms as written, forms of tensors, and index forms mean the tensor they stand for. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entrywiseForm } from '../../src/derivations/entrywiseForm.ts';
import { MalformedForm, tensorOfForm } from '../../src/derivations/formTensor.ts';
import { lettersFor, relettered } from '../../src/derivations/indexLetters.ts';
import { tensorOfIndexForm } from '../../src/derivations/indexTensor.ts';
import { printed } from '../../src/derivations/printing.ts';
import { type Question, question } from '../../src/derivations/question.ts';
import { pushTransposes, turned } from '../../src/derivations/rewriteForm.ts';
import { writtenForm } from '../../src/derivations/writtenForm.ts';
import type { MatrixForm } from '../../src/notation/form.ts';
import { indexForm } from '../../src/notation/indexForm.ts';
import { compareTensors } from '../../src/numeric/exact.ts';
import { queriesOf } from './render.ts';

const DECLARATIONS = `A, B ∈ ℝ^{n×n}
M ∈ ℝ^{m×n}
x, y ∈ ℝ^n
v ∈ ℝ^m
t ∈ ℝ`;

const asked = (expression: string, by = 'x'): Question => {
  const { query } = queriesOf(`${DECLARATIONS}\nd(${expression})/d${by}`).at(-1)!;
  return question(query.of, query.wrt[0]!);
};

const EXPRESSIONS: readonly (readonly [expression: string, printed: string])[] = [
  ['M x - v', 'M x - v'],
  ['-(x + y)', '-(x + y)'],
  ['‖x - y‖²', '‖x - y‖²'],
  ['½ xᵀ A x', '1/2 xᵀ A x'],
  ['(A x)ᵀ (B y)', '(A x)ᵀ B y'],
  ['x / (1 + t²)', 'x / (1 + t²)'],
  ['x yᵀ x', 'x yᵀ x'],
  ['(xᵀ y) x', '(xᵀ y) x'],
  ['exp(A x) .* y', 'exp(A x) ⊙ y'],
  ['tr(x xᵀ A)', 'tr(x xᵀ A)'],
  ['sum(M x)', 'sum(M x)'],
  ['1ᵀ x', 'ones(n)ᵀ x'],
  ['x + 1', 'x + 1'],
  ['softmax(x)', 'softmax(x)'],
  ['xᵀ inv(A) y', 'xᵀ A⁻¹ y'],
  ['[xᵀ x; t]', '[xᵀ x; t]'],
];

describe('an expression as it was written', () => {
  for (const [expression, text] of EXPRESSIONS)
    test(expression, () => {
      const { root, lookup } = asked(expression);
      const form = writtenForm(root.definition);
      assert.equal(printed(form!).unicode, text);
      assert.equal(compareTensors(tensorOfForm(form!, lookup)!, root.local).verdict, 'equal');
    });
  test('a matrix and a row of it conform in the tensor although they do not on the page', () => {
    const { root, lookup, formOf } = asked('M + 1 xᵀ');
    assert.equal(tensorOfForm(root.form ?? formOf(root.local)!, lookup), root.local);
  });
});

describe('an index form', () => {
  for (const [expression] of EXPRESSIONS)
    test(`of ${expression} means its tensor`, () => {
      const asking = asked(expression);
      const letters = lettersFor(asking);
      const form = relettered(entrywiseForm(indexForm(asking.root.local, letters.above)), letters);
      const read = tensorOfIndexForm(form, asking.lookup);
      // stacked entries have no index form of their own
      if (read) assert.equal(compareTensors(read, asking.root.local).verdict, 'equal');
      else assert.equal(expression, '[xᵀ x; t]');
    });
});

describe('a form that does not conform', () => {
  const name = (letter: string, orientation: MatrixForm['orientation']): MatrixForm => ({ kind: 'name', name: letter, orientation, variable: true });
  const product = (...factors: MatrixForm[]): MatrixForm => ({ kind: 'product', orientation: 'row', factors });
  const { lookup } = asked('xᵀ A x + yᵀ y');
  test('is told from one that has no reading', () => {
    const row: MatrixForm = { kind: 'transpose', orientation: 'row', argument: name('x', 'column') };
    assert.throws(() => tensorOfForm(product(row, row, name('y', 'column')), lookup), MalformedForm);
    assert.throws(() => tensorOfForm(product(name('x', 'column'), name('A', 'matrix')), lookup), MalformedForm);
    assert.equal(
      tensorOfForm({ kind: 'commutation', orientation: 'matrix', m: asked('M x').root.local.shape[0]!, n: asked('M x').root.local.shape[0]! }, lookup),
      null,
    );
  });
  test('is not what turning a scalar product times a column gives', () => {
    const { root, lookup: names } = asked('(xᵀ y) (A x)');
    const form = turned(root.form!);
    assert.equal(printed(form).unicode, '(xᵀ y) xᵀ Aᵀ');
    assert.equal(compareTensors(tensorOfForm(form, names)!, root.local).verdict, 'equal');
  });
  test('is not what pushing transposes gives', () => {
    const { root, lookup: names } = asked('(y - A x)ᵀ B');
    const form = pushTransposes(root.form!);
    assert.equal(printed(form).unicode, '(yᵀ - xᵀ Aᵀ) B');
    assert.equal(compareTensors(tensorOfForm(form, names)!, root.local).verdict, 'equal');
  });
});
