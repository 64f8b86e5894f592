import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureHelpAt } from '../../src/ide/signatureHelp.ts';
import { analysed, cursorIn } from '../support/document.ts';

/** The signature with the active parameter in `⟨…⟩`. */
function shown(marked: string, languageId = 'mc'): string | null {
  const { text, offset } = cursorIn(marked);
  const help = signatureHelpAt(analysed(text, languageId, false), offset);
  if (!help) return null;
  const { label, parameters } = help.signatures[help.activeSignature]!;
  const { name } = parameters[help.activeParameter]!;
  const open = label.indexOf('(');
  return label.slice(0, open) + label.slice(open).replace(name, `⟨${name}⟩`);
}
const declared = 'A ∈ ℝ^{n×n}\nx ∈ ℝ^n\n';

for (const [marked, expected] of [
  ['solve($0', 'solve(⟨A⟩, b)'],
  ['solve(A, $0', 'solve(A, ⟨b⟩)'],
  ['y = A solve(A + A, x$0) + x', 'solve(A, ⟨b⟩)'],
  ['solve(kron(A, $0', 'kron(A, ⟨B⟩)'],
  ['solve(kron(A, A), $0', 'solve(A, ⟨b⟩)'],
  ['np.linalg.solve(A, [x, $0', 'solve(A, ⟨b⟩)'],
  ['max(x$0', 'max(⟨x⟩)'],
  ['max(x, $0', 'max(x, ⟨y⟩)'],
  ['hcat(A, A, A, $0', 'hcat(A, ⟨…⟩)'],
  ["hessian(x' A x, $0", 'hessian(f, ⟨x⟩)'],
  ['q = tr(\n  A$0', 'tr(⟨A⟩)'],
  ['h(u) := u\nh($0', null],
  ['h(x) := x + x\nh($0', 'h(⟨x⟩)'],
  ['g : ℝ^n x ℝ^n -> ℝ\ng(x, $0', 'g(x1, ⟨x2⟩)'],
  ['A (x + $0', null],
  ['y = x$0', null],
  ['tr(A) + $0', null],
  ['B = tr(A\nC = A$0', null],
] as const)
  test(`the call around the cursor: ${JSON.stringify(marked)}`, () => assert.equal(shown(declared + marked), expected));
test('a name of the document hides the function', () => assert.equal(shown('det ∈ ℝ^n\ndet($0'), null));
test('in a host file there is none', () => assert.equal(shown('# nabla: A ∈ ℝ^{n×n}\n# nabla: tr($0A)\n', 'python'), null));
