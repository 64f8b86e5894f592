import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import { readToolInput, type ToolName, toolAnswer } from '../../src/ide/tools.ts';
import { certify } from '../../src/numeric/index.ts';

useCertifier(certify);
useCodePrinter(codeIn, countOperations);
const shapes = 'A ∈ ℝ^{n×n}, x ∈ ℝ^n\nf = xᵀ A x\n';

function call(name: ToolName, sent: Record<string, unknown>) {
  const input = readToolInput(name, sent);
  assert.ok(!('problem' in input), JSON.stringify(input));
  const { text, languageId, layout } = input;
  return toolAnswer(name, analyzeDocument(text, { languageId, layout, certify: true }), input);
}

describe('nabla_derive', () => {
  test('gives the matrix form, the shape and the layout, LaTeX, and that it is checked', () => {
    const { text, isError } = call('nabla_derive', { text: `${shapes}df/dx` });
    assert.ok(!isError);
    const [first, second, ...rest] = text.split('\n');
    assert.deepEqual([first, second], ['df/dx = xᵀ (A + Aᵀ)', 'shape: 1×n, numerator layout']);
    assert.match(rest.join('\n'), /^LaTeX: x\^\{\\top\}.*\nchecked against numerical differentiation at \d+ random points$/);
  });
  test('in the other layout, and with code', () => {
    const { text } = call('nabla_derive', { text: `${shapes}df/dx`, layout: 'denominator', code: 'numpy' });
    assert.match(text, /^df\/dx = \(A \+ Aᵀ\) x\nshape: n×1, denominator layout/);
    assert.match(text, /NumPy:\n[\s\S]*def df_dx\(A, x\):/);
  });
  test('gives what is right where something else is claimed', () => {
    const { text } = call('nabla_derive', { text: `${shapes}df/dx = 2 xᵀ A` });
    assert.match(text, /^df\/dx = xᵀ \(A \+ Aᵀ\)/);
  });
  test('says where the derivative is 0', () => {
    const { text } = call('nabla_derive', { text: 'A ∈ ℝ^{m×n}, x ∈ ℝ^n, b ∈ ℝ^m\nf = ‖A x - b‖²\nsolve df/dx = 0' });
    assert.match(text, /the derivative is 0 at x = \(Aᵀ A\)⁻¹ Aᵀ b/);
  });
  test('without a query, or with shapes that do not conform, says what to do', () => {
    const none = call('nabla_derive', { text: shapes });
    assert.ok(none.isError && none.text.startsWith('The text asks for no derivative'));
    const wrong = call('nabla_derive', { text: 'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = ‖xᵀ A‖²\ndf/dx' });
    assert.ok(wrong.isError);
    assert.match(wrong.text, /line 2: error: /);
    assert.match(wrong.text, /Do not guess/);
  });
  test('gives nothing that is not checked', () => {
    const input = readToolInput('nabla_derive', { text: `${shapes}df/dx` });
    assert.ok(!('problem' in input));
    const { text, isError } = toolAnswer('nabla_derive', analyzeDocument(input.text, { certify: false }), input);
    assert.ok(isError && !text.includes('Aᵀ'));
  });
});

describe('nabla_check', () => {
  test('says of every claim whether it holds, and of a wrong one what is wrong and what is right', () => {
    const { text, isError } = call('nabla_check', { text: `${shapes}df/dx = xᵀ (A + Aᵀ)\ndf/dx = 2 xᵀ A\ndf/dx = (A + Aᵀ) x` });
    assert.ok(!isError);
    const lines = text.split('\n');
    assert.deepEqual(lines.slice(0, 3), ['line 3: df/dx = xᵀ (A + Aᵀ)', '  holds', 'line 4: df/dx = 2 xᵀ A']);
    assert.match(lines[3]!, /^ {2}is wrong\..*right only for symmetric A.*Right is: xᵀ \(A \+ Aᵀ\)$/);
    assert.match(lines[5]!, /^ {2}holds in the other layout/);
  });
  test('reads comments of code', () => {
    const comment = `${shapes}df/dx = 2 xᵀ A`.replace(/^/gm, '# ');
    assert.match(call('nabla_check', { text: `# nabla:\n${comment}\n`, languageId: 'python' }).text, /is wrong/);
  });
  test('without a claim says how to write one', () => {
    const { text, isError } = call('nabla_check', { text: shapes });
    assert.ok(isError && text.includes('claims nothing'));
  });
});

describe('nabla_shape_of', () => {
  const text = 'A ∈ ℝ^{m×n}, x ∈ ℝ^n, b ∈ ℝ^m';
  test('says the shape', () => assert.deepEqual(call('nabla_shape_of', { text, expression: 'Aᵀ (A x - b)' }), { text: 'Aᵀ (A x - b) ∈ ℝ^n', isError: false }));
  test('says where shapes do not conform and how to repair it', () => {
    const { text: said, isError } = call('nabla_shape_of', { text, expression: 'A b' });
    assert.ok(isError);
    assert.match(said, /line 2: error: .*Aᵀ b/);
  });
});

describe('the input', () => {
  test('says of every field what is wrong with it', () => {
    const problem = (name: ToolName, sent: unknown) => (readToolInput(name, sent) as { problem?: string }).problem ?? '';
    assert.match(problem('nabla_derive', null), /"text"/);
    assert.match(problem('nabla_derive', { text: 3 }), /"text"/);
    assert.match(problem('nabla_derive', { text: 'x', layout: 'row' }), /"layout"/);
    assert.match(problem('nabla_derive', { text: 'x', code: 'cobol' }), /"code".*numpy/);
    assert.match(problem('nabla_check', { text: 'x', languageId: 1 }), /"languageId"/);
    assert.match(problem('nabla_shape_of', { text: 'x' }), /"expression"/);
    assert.match(problem('nabla_shape_of', { text: 'x', expression: 'a\nb' }), /more than one/);
  });
});
