/** A document read after a change is the document read afresh, whatever the change was. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Lines } from '../../src/analysis/positions.ts';
import { annotatedShapes, annotationsIn } from '../../src/documents/annotations.ts';
import { type Block, documentOffset } from '../../src/documents/block.ts';
import { hostLanguage } from '../../src/documents/languages.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { changeBetween } from '../../src/documents/textChange.ts';
import { newWork } from '../../src/documents/work.ts';

/** What opens, closes, ends or begins something in one of the languages, and mathematics. */
const PIECES = [
  ...['\n', '\r', '\r\n', ' ', '    ', '\t', '"', "'", '`', '"""', "'''", '\\', '/', '*/', '/*', '//', '#', '%', '%{', '%}', '#=', '=#', '--', '--[[', ']]'],
  ...['${', '$(', '}', '{', '(', ')', ';', ',', '=', '@', 'x', 'return ', 'def f(x):\n', 'function f(x)\n', 'end\n', 'void f(int a) {', 'class C'],
  ...[
    '# A ∈ ℝ^{n×m}\n',
    '// A ∈ ℝ^{n×m}\n',
    '% x ∈ ℝ^n\n',
    '# L = ‖A x‖²\n',
    '// dL/dx = 2 xᵀ Aᵀ A\n',
    '# nabla: off\n',
    '// ∇ y = A x\n',
    '# (n, d)\n',
    '/* B: (n, d) */',
  ],
  ...[
    'value = f(x)\n',
    'value = f(x)  # (n, d)\n',
    '"""Documentation.\n\nx : array of shape (n, d)\n"""\n',
    'if (a) {\n',
    '}\n',
    'import jaxtyping\n',
    'def g(X: Float[Array, "n d"]):\n',
    'Y: Annotated[Tensor, "n"]',
    'Z: jaxtyping.Float32[',
    'Tensor,  "k m"]',
    '"n d"]',
    '@param X An n by p matrix\n',
  ],
];
const LANGUAGES = ['python', 'cpp', 'typescript', 'julia', 'matlab', 'rust', 'lua', 'ruby', 'fortran', 'haskell', 'octave', 'r'];

const piece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ maxLength: 4 }) });
const piecesOfText = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''));
const edit = fc.record({ at: fc.nat(), remove: fc.oneof(fc.constant(0), fc.nat(12)), insert: fc.oneof(fc.constant(''), piece, piecesOfText) });

/** With its places as they are now. */
function placed(block: Block): object {
  const { moved: _, ...rest } = block;
  return { ...rest, offsets: Array.from(block.offsets, (_, at) => documentOffset(block, at)) };
}

const RUNS = Number(process.env.NABLA_RUNS ?? 1000);

test('a document that was read before is read as if it were new', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LANGUAGES), piecesOfText, fc.array(edit, { minLength: 1, maxLength: 6 }), (languageId, first, edits) => {
      let text = first;
      let scanned = scanDocument(text, languageId);
      let lines = new Lines(text);
      for (const { at, remove, insert } of edits) {
        const start = at % (text.length + 1);
        const next = text.slice(0, start) + insert + text.slice(start + remove);
        lines.range(0, text.length);
        const change = changeBetween(text, next);
        scanned = scanDocument(next, languageId, newWork(), { earlier: { scanned, change } });
        lines = new Lines(next, { lines, change });
        text = next;
        const afresh = scanDocument(text, languageId);
        assert.deepEqual(scanned.blocks.map(placed), afresh.blocks.map(placed));
        assert.deepEqual(scanned.scopes, afresh.scopes);
        assert.deepEqual(scanned.version?.comments, afresh.version?.comments);
        const newLines = new Lines(text);
        for (let k = 0; k <= text.length; k++) assert.equal(lines.lineAt(k), newLines.lineAt(k));
      }
    }),
    { numRuns: RUNS },
  );
});

test('annotations that were searched before are those of the whole text', () => {
  const part = fc.constantFrom(
    'jaxtyping\n',
    'X: Float[Array, "n d"]',
    ', ',
    '\n',
    'Y: Annotated[T, "n"]',
    'Z',
    ': ',
    'Int32[',
    'Array,',
    ' "k m"',
    ']',
    '"',
    '# A ∈ ℝ^{n×m}\n',
    ' '.repeat(500),
  );
  const text = fc.array(part, { maxLength: 24 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(
      text,
      fc.array(fc.record({ at: fc.nat(), remove: fc.nat(30), insert: fc.oneof(part, text) }), { minLength: 1, maxLength: 5 }),
      (first, edits) => {
        const language = hostLanguage('python')!;
        let before = first;
        let annotations = annotationsIn(before, language, null, newWork());
        for (const { at, remove, insert } of edits) {
          const start = at % (before.length + 1);
          const after = before.slice(0, start) + insert + before.slice(start + remove);
          annotations = annotationsIn(after, language, { annotations, change: changeBetween(before, after) }, newWork());
          const afresh = annotationsIn(after, language, null, newWork());
          assert.deepEqual(annotatedShapes(annotations, []).map(placed), annotatedShapes(afresh, []).map(placed));
          before = after;
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('the change is the shortest stretch outside which the texts agree', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 700 }),
      fc.nat(),
      fc.nat(40),
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 40 }),
      (text, at, remove, insert) => {
        const start = at % (text.length + 1);
        const after = text.slice(0, start) + insert + text.slice(start + remove);
        const change = changeBetween(text, after);
        assert.equal(text.slice(0, change.start) + after.slice(change.start, change.newEnd) + text.slice(change.oldEnd), after);
        assert.ok(change.start === change.oldEnd || change.start === change.newEnd || text[change.start] !== after[change.start]);
        assert.ok(change.newEnd - change.start <= insert.length);
      },
    ),
  );
});

test('a keystroke in a comment of a long file looks at its surroundings only', () => {
  const lines = Array.from({ length: 20_000 }, (_, k) => (k % 10 === 0 ? `    # step ${k}` : `    value_${k} = transform(value_${k - 1})`));
  const text = `# x ∈ ℝ^n\n# L = ‖x‖²\n${lines.join('\n')}\n# dL/dx\n`;
  const after = text.replace('# L = ‖x‖²', '# L = 2 ‖x‖²');
  const scanned = scanDocument(text, 'python');
  const work = newWork();
  scanDocument(after, 'python', work, { earlier: { scanned, change: changeBetween(text, after) } });
  assert.ok(work.visited < 1000, `${work.visited} characters`);
});

test('so does one in a file with annotations', () => {
  const lines = Array.from({ length: 20_000 }, (_, k) =>
    k % 1000 === 0 ? `def f_${k}(X: Float[Array, "n d"]):` : `    value_${k} = transform(value_${k - 1})`,
  );
  const text = `import jaxtyping\n# x ∈ ℝ^n\n# L = ‖x‖²\n${lines.join('\n')}\n`;
  const after = text.replace('# L = ‖x‖²', '# L = 2 ‖x‖²');
  const scanned = scanDocument(text, 'python');
  const work = newWork();
  const found = scanDocument(after, 'python', work, { earlier: { scanned, change: changeBetween(text, after) } });
  assert.equal(found.blocks.length, 21);
  assert.ok(work.visited < 2000, `${work.visited} characters`);
});
