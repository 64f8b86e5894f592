import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeActionsAt } from '../../src/ide/codeActions.ts';
import { diagnosticsOf } from '../../src/ide/diagnostics.ts';
import { edited } from '../../src/ide/places.ts';
import { quickFixesOf } from '../../src/ide/quickFixes.ts';
import { relatedPlaces } from '../../src/ide/relatedInformation.ts';
import { analysed } from '../support/document.ts';

/** The document after each fix of its first diagnostic with that code. */
function mended(text: string, code: string, languageId = 'mc'): readonly string[] {
  const analysis = analysed(text, languageId);
  const diagnostic = diagnosticsOf(analysis).find(each => each.code === code);
  assert.ok(diagnostic, `${code} is not among ${diagnosticsOf(analysis).map(each => each.code)}`);
  assert.equal(diagnostic.fixes, undefined, `${code} has a fix of its own`);
  return quickFixesOf(analysis, diagnostic).map(({ replacements }) => edited(text, replacements));
}
const x = 'x ∈ ℝ^n\n';
const A = 'A ∈ ℝ^{n×n}\n';

describe('a diagnostic without a fix of its own is mended', () => {
  for (const [code, before, ...after] of [
    ['unopened-bracket', `${x}y = x)\n`, `${x}y = x\n`],
    ['unclosed-bracket', `${x}y = 2 (x + x  # twice\n`, `${x}y = 2 (x + x)  # twice\n`],
    ['unbalanced-bars', `${x}c = ‖x\n`, `${x}c = ‖x‖\n`],
    ['two-numbers', `${x}y = 2 3 x\n`, `${x}y = 2*3 x\n`],
    ['assignment', `${x}y += 2 x\n`, `${x}y = 2 x\n`, `${x}y := 2 x\n`],
    ['unknown-property', 'A ∈ ℝ^{n×n}, symetric\n', 'A ∈ ℝ^{n×n}, symmetric\n'],
    ['index-range', `${x}c = x[0]\n`, `${x}base 0\nc = x[0]\n`],
    ['gradient-needs-name', `${x}${A}q = x' A x\n∇q\n`, `${x}${A}q = x' A x\n∇_x q\n`, `${x}${A}q = x' A x\n∇_A q\n`],
    [
      'free-index',
      `${x}c = x_i
`,
      `${x}c = sum_i (x_i)
`,
    ],
    ['function-without-argument', `${x}f : ℝ^n → ℝ\nc = f\n`, `${x}f : ℝ^n → ℝ\nc = f(x)\n`],
    ['elementwise-bars', `${x}c = |x|\n`, `${x}c = ‖x‖\n`],
    ['does-not-depend', `${x}y ∈ ℝ^n\ny = 2 x\nd(y' y)/dx\n`, `${x}y ∈ ℝ^n\ny := 2 x\nd(y' y)/dx\n`],
    ['size-needs-no-declaration', `n ∈ ℕ\n${x}y = x\n`, `${x}y = x\n`],
  ] as const)
    test(code, () => assert.deepEqual(mended(before, code), after));
  test('index-range only where every other statement picks the same entries', () => {
    for (const others of ['d = x[1]\n', 'M ∈ ℝ^{n×n}\nd = M[2,1]\n', 'f = xᵀ x\ndf/dx_2\n', 'd = x_2 + x_3\n'])
      for (const text of [`${x}c = x[0]\n${others}`, `${x}${others}c = x[0]\n`])
        assert.deepEqual(mended(text, 'index-range'), text.indexOf('c =') < text.indexOf(others) ? [] : [text.replace('c =', 'base 0\nc =')]);
    assert.deepEqual(mended(`${x}c = x[0]\nd = x[0]\n`, 'index-range'), [`${x}base 0\nc = x[0]\nd = x[0]\n`]);
    assert.deepEqual(mended(`${x}c = x[0]\nd = sum_i x_i\n`, 'index-range'), [`${x}base 0\nc = x[0]\nd = sum_i x_i\n`]);
  });
  test('index-range behind the comment sign of its line', () => {
    assert.deepEqual(mended('% nabla:\n% x ∈ ℝ^n\n% c = x[0]\n', 'index-range', 'matlab'), ['% nabla:\n% x ∈ ℝ^n\n% base 0\n% c = x[0]\n']);
  });
});

test('a fix that would leave as many problems is not offered', () => {
  assert.deepEqual(mended('A ∈ ℝ^{n×n}, wobbly\n', 'unknown-property'), []);
});
test('fixes are among the code actions of their diagnostic', () => {
  const text = `${x}y = x)\n`;
  const analysis = analysed(text);
  const [diagnostic] = diagnosticsOf(analysis);
  const [action] = codeActionsAt(analysis, diagnostic!.range, text.indexOf(')'), { commands: false, codeSetting: 'auto' });
  assert.deepEqual([action?.title, action?.kind, action?.diagnostic], ['Remove )', 'quickfix', diagnostic]);
});

describe('related places', () => {
  test('are the declarations and definitions of the names whose shapes do not fit', () => {
    const analysis = analysed('A ∈ ℝ^{m×n}\ny ∈ ℝ^m\nr = y + y\nB = A r\n');
    const diagnostic = diagnosticsOf(analysis).find(({ code }) => code === 'shape-mismatch')!;
    assert.deepEqual(
      relatedPlaces(analysis, diagnostic).map(({ message, range }) => [message, range.start.line]),
      [
        ['A ∈ ℝ^{m×n}', 0],
        ['r ∈ ℝ^m', 2],
      ],
    );
  });
  test('belong to problems of shapes alone', () => {
    const analysis = analysed(`${x}y = x)\n`);
    assert.deepEqual(relatedPlaces(analysis, diagnosticsOf(analysis)[0]!), []);
  });
});

test('a correction is a derivative: before its certificate is in, neither the message nor a fix of a wrong claim has it', () => {
  const text = `${x}${A}q = x' A x\ndq/dx = A\n`;
  const say = (isCertified: boolean) => JSON.stringify(diagnosticsOf(analysed(text, 'mc', isCertified)).map(({ message, fixes }) => [message, fixes]));
  assert.match(say(true), /xᵀ \(A \+ Aᵀ\)|xᵀ A \+ xᵀ Aᵀ/);
  assert.doesNotMatch(say(false), /xᵀ \(A \+ Aᵀ\)|xᵀ A \+ xᵀ Aᵀ/);
});
