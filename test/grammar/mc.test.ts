import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INITIAL } from 'vscode-textmate';
import { loadGrammar } from './load.ts';

/** The innermost scope of every token that is not blank, without the language's suffix. */
async function scopes(line: string): Promise<Record<string, string>> {
  const grammar = await loadGrammar();
  const out: Record<string, string> = {};
  for (const { startIndex, endIndex, scopes: found } of grammar.tokenizeLine(line, INITIAL).tokens) {
    const text = line.slice(startIndex, endIndex).trim();
    if (text) out[text] = found.at(-1)!.replace(/\.mc$/, '');
  }
  return out;
}
async function has(line: string, wanted: Record<string, string>): Promise<void> {
  const found = await scopes(line);
  for (const [text, scope] of Object.entries(wanted)) assert.equal(found[text], scope, `${text} in ${JSON.stringify(found)}`);
}

test('declarations', async () => {
  await has('A ∈ ℝ^{m×n}, symmetric', {
    A: 'variable.other',
    '∈': 'keyword.operator.membership',
    ℝ: 'support.type.space',
    '^{m×n}': 'constant.numeric.shape',
    symmetric: 'storage.modifier.property',
  });
  await has('x in R^n', { in: 'keyword.operator.membership', R: 'support.type.space', '^n': 'constant.numeric.shape' });
  await has(String.raw`\Sigma \in \mathbb{R}^{d \times d}, positive definite`, {
    'positive definite': 'storage.modifier.property',
    '\\Sigma': 'variable.other',
  });
  await has('Phi : R^(N x D)', { ':': 'keyword.operator.membership', '^(N x D)': 'constant.numeric.shape' });
});
test('derivatives', async () => {
  await has('∂²L/∂θ∂Φ', { '∂²': 'keyword.operator.derivative', L: 'variable.other', '∂': 'keyword.operator.derivative' });
  await has('dL/dθ = -2 eᵀ Φ', {
    L: 'variable.other',
    d: 'keyword.operator.derivative',
    θ: 'variable.other',
    '=': 'keyword.operator.assignment',
    '2': 'constant.numeric',
    ᵀ: 'keyword.operator.transpose',
    Φ: 'variable.other',
  });
  await has('∇_θ L', { '∇': 'keyword.operator.derivative' });
});
test('definitions, functions and operators', async () => {
  await has('L := tr(Xᵀ A X) + normF(X)^2', { ':=': 'keyword.operator.assignment', tr: 'support.function', normF: 'support.function' });
  await has('trace_x = expm(A)', { trace_x: 'variable.other', expm: 'support.function' });
});
test('comments: three signs, and an operator that is none', async () => {
  await has('x = 1 # why', { '# why': 'comment.line.number-sign' });
  await has('x = 1 // why', { '// why': 'comment.line.double-slash' });
  await has('x = 1 % why', { '% why': 'comment.line.percentage' });
  await has('Y = A %*% B', { '%*%': 'keyword.operator', B: 'variable.other' });
});
test('the directive', () => has('layout denominator', { layout: 'keyword.control.directive', denominator: 'constant.language.layout' }));
