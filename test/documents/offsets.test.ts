import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Block } from '../../src/documents/block.ts';
import { HOST_LANGUAGE_IDS } from '../../src/documents/languages.ts';
import { scanDocument } from '../../src/documents/scan.ts';

const IDS = [...HOST_LANGUAGE_IDS, 'mc', 'latex', 'markdown'];

/** What documents are made of: signs of every language, mathematics, prose, line breaks of every kind. */
const PIECES = [
  ...[
    '#',
    '//',
    '/*',
    '*/',
    '%',
    '%{',
    '%}',
    '#=',
    '=#',
    '"""',
    "'''",
    '"',
    "'",
    '`',
    '${',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
    '--',
    '{-',
    '-}',
    '(*',
    '*)',
    '!',
    '\\',
    '<!--',
    '-->',
  ],
  ...['\n', '\r\n', '\r', '\n\n', ' ', '  ', '\t', '\ufeff', '\u202e', '\u2028', '😀', '𝕊', '\ud835', '\0'],
  ...[
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '\\begin{align}',
    '\\end{align}',
    '\\\\',
    '&=',
    '\\label{a}',
    '\\quad',
    '\\text{where }',
    '```',
    '```mc\n',
    '```math\n',
    '~~~',
    '---\n',
  ],
  ...[
    'A ∈ ℝ^{m×n}',
    'x in R^n',
    'dL/dw = -2 Xᵀ (y - X w)',
    '= 2 eᵀ X',
    '+ 2 aᵀ w',
    'y = X w',
    'X: (n, d)',
    ' (n, d)',
    'x = f(y)  # (n, d)\n',
    'A is symmetric',
    ', where ',
    ' — ',
    'prose',
    'if',
  ],
  ...[
    'nabla:',
    '∇',
    'nabla: off',
    'nabla: on',
    'def f(x):\n',
    'function f(x)\n',
    'end\n',
    'void f(int a) {',
    'class K {',
    '=>',
    'fn f() {',
    ';',
    ',',
    '/',
    'r#"',
    'R"x(',
    '=begin',
    '=end',
  ],
];
const documents = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 40 })
  .map(parts => parts.join(''));

/** What the scanner may put in the place of the document's character: blanks, line breaks, and the signs of a declaration. */
function isPutIn(block: Block, i: number): boolean {
  const c = block.text.charAt(i);
  return (
    c === ' ' ||
    c === '\n' ||
    (block.kind === 'comment' && (c === ':' || c === ',')) ||
    (block.kind === 'comment' && /\(\)/.test(block.text.slice(Math.max(0, i - 1), i + 2)))
  );
}

test('offsets do not decrease, stay in the document, and lead to the characters of the block', () => {
  fc.assert(
    fc.property(documents, fc.constantFrom(...IDS), (text, id) => {
      const { blocks, scopes } = scanDocument(text, id);
      const parents = new Map(scopes.map(scope => [scope.id, scope.parent]));
      assert.equal(parents.size, scopes.length);
      for (const block of blocks) {
        assert.equal(block.offsets.length, block.text.length + 1);
        assert.ok(parents.has(block.scope));
        let before = 0;
        for (let i = 0; i < block.offsets.length; i++) {
          const offset = block.offsets[i]!;
          assert.ok(offset >= before && offset <= text.length, `offset ${i}`);
          if (i < block.text.length && !isPutIn(block, i)) assert.equal(text.charAt(offset), block.text.charAt(i), `character ${i}`);
          before = offset;
        }
        for (const line of block.uncertainLines ?? []) assert.notEqual((block.text.split('\n')[line] ?? '').trim(), '', 'an uncertain line holds something');
      }
      for (const { id: scope, parent } of scopes) assert.ok(scope === 0 ? parent === null : parent !== null && parent < scope);
    }),
    { numRuns: 3000, seed: 20240917 },
  );
});

test('blocks follow each other in the order of the document', () => {
  fc.assert(
    fc.property(documents, fc.constantFrom(...IDS), (text, id) => {
      let before = 0;
      for (const { offsets } of scanDocument(text, id).blocks) {
        assert.ok(offsets[0]! >= before);
        before = offsets[0]!;
      }
    }),
    { numRuns: 1000, seed: 20240918 },
  );
});

test('the same text gives the same blocks, whatever was scanned before', () => {
  fc.assert(
    fc.property(documents, documents, fc.constantFrom(...IDS), (text, other, id) => {
      const first = scanDocument(text, id);
      scanDocument(other, id);
      assert.deepEqual(scanDocument(text, id), first);
    }),
    { numRuns: 300, seed: 20240919 },
  );
});
