import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { type OutlineItem, outlineOf } from '../../src/ide/symbols.ts';
import { certify } from '../../src/numeric/index.ts';

function shown(items: readonly OutlineItem[], indent = ''): string {
  return items.map(({ kind, name, detail, children }) => `${indent}${kind} ${name}${detail ? ` | ${detail}` : ''}\n${shown(children, `${indent}  `)}`).join('');
}
function check(text: string, expected: string, languageId = 'mc', certified = true): void {
  const items = outlineOf(analyzeDocument(text, { languageId, certify: certified }));
  assert.equal(`\n${shown(items)}`, expected);
  const nested = (item: OutlineItem): void => {
    assert.ok(item.place.start <= item.selection.start && item.selection.end <= item.place.end, item.name);
    for (const child of item.children) {
      assert.ok(item.place.start <= child.place.start && child.place.end <= item.place.end, `${child.name} outside ${item.name}`);
      nested(child);
    }
  };
  items.forEach(nested);
}

describe('the outline', () => {
  before(() => useCertifier(certify));
  test('declarations, definitions, queries and claims with what is known of them', () =>
    check(
      "A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf : ℝ^n → ℝ\nr = A x\nh(x) := x' x\ng_i = sum_j A_ij x_j\ndr/dx\nd(x' x)/dx = 2 x'\nd(x' x)/dx = 3 x'\nx' x == sum_i x_i²\n",
      `
variable A | ℝ^{m×n}
variable x | ℝ^n
function f | ℝ^n → ℝ
variable r | ℝ^m
function h(x) | ℝ
variable g[i] | ℝ^m
query dr/dx | ℝ^{m×n}
claim d(x' x)/dx = 2 x' | ℝ^{1×n} ✓
claim d(x' x)/dx = 3 x' | ℝ^{1×n} ✗ factor 3/2
claim x' x == sum_i x_i² | ℝ ✓
`,
    ));
  test('before its certificate a claim has no verdict', () =>
    check("x ∈ ℝ^n\nd(x' x)/dx = 2 x'\n", "\nvariable x | ℝ^n\nclaim d(x' x)/dx = 2 x' | ℝ^{1×n}\n", 'mc', false));
  test('in code by function, within its class', () =>
    check(
      '# n: scalar\n\nclass Model:\n    @torch.no_grad()\n    def step(self, W):\n        # W: (n, d), L = ‖W‖²\n        # dL/dW = 2 W\n        pass\n\n    def rest(self):\n        pass\n',
      `
variable n | ℝ
region class Model
  region def step(self, W)
    variable W | ℝ^{n×d}
    variable L | ℝ
    claim dL/dW = 2 W | ℝ^{n×d} ✓
`,
      'python',
    ));
  test('half-typed lines and prose have none', () => check('A x = \n# a remark\n(((\n', '\n'));
});
