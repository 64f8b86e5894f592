import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { COMMENT_READINGS, type CommentReading } from '../../src/documents/commentReading.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { newWork } from '../../src/documents/work.ts';
import { showBlocks, sourceOf } from './show.ts';

const shownAs = (text: string, languageId: string, comments: CommentReading): string[] => showBlocks(scanDocument(text, languageId, newWork(), { comments }));

const PYTHON = `# X ∈ ℝ^{n×d}
# Y = X @ w
# dL/dw = -2 Xᵀ (y - X w)
y = f(X)  # (n,)

# nabla: A ∈ ℝ^{m×m}
# A'
`;

test('all, what is certain, what is marked, nothing', () => {
  const marked = ['marked 0: A ∈ ℝ^{m×m}', "marked 0: A'"];
  const bound = 'bound 0: y : (n,)';
  const certain = ['comment 0: X ∈ ℝ^{n×d}', 'comment 0: dL/dw = -2 Xᵀ (y - X w)', bound, ...marked];
  assert.deepEqual(shownAs(PYTHON, 'python', 'all'), [certain[0], 'comment 0: Y = X @ w ?', ...certain.slice(1)]);
  assert.deepEqual(shownAs(PYTHON, 'python', 'certain'), certain);
  assert.deepEqual(shownAs(PYTHON, 'python', 'marked'), marked);
  assert.deepEqual(shownAs(PYTHON, 'python', 'off'), []);
});

test('what is certain stands where it stood', () => {
  const { blocks } = scanDocument(PYTHON, 'python', newWork(), { comments: 'certain' });
  for (const line of ['X ∈ ℝ^{n×d}', 'dL/dw = -2 Xᵀ (y - X w)']) assert.equal(sourceOf(PYTHON, blocks[0]!, line), line);
  assert.equal(blocks[0]!.uncertainLines, undefined);
});

test('a marker that turns reading off does so in every reading', () => {
  const text = '# nabla: off\n\n# A ∈ ℝ^n\nx = 1\n# nabla: B ∈ ℝ^n\n';
  for (const reading of COMMENT_READINGS) assert.ok(!shownAs(text, 'python', reading).some(line => line.includes('A ∈')), reading);
});

test('documents of mathematics are read whatever it is', () => {
  for (const [text, languageId] of [
    ['A : (m, n)', 'mc'],
    ['$A$ % nabla: B : (n, n)', 'latex'],
    ['$A$', 'markdown'],
    [':math:`A`', 'restructuredtext'],
  ] as const)
    for (const reading of COMMENT_READINGS) assert.deepEqual(shownAs(text, languageId, reading), shownAs(text, languageId, 'all'), languageId);
});

test('a version is read as a fresh document, also where the reading changes', () => {
  let previous = null as ReturnType<typeof analyzeDocument> | null;
  const later = PYTHON.replace('X @ w', 'X @ w + 1');
  for (const [text, comments] of [
    [PYTHON, 'all'],
    [PYTHON, 'marked'],
    [later, 'marked'],
    [later, 'certain'],
    [PYTHON, 'certain'],
    [PYTHON, 'off'],
    [later, 'off'],
    [PYTHON, 'all'],
  ] as const) {
    const options = { languageId: 'python', comments };
    previous = analyzeDocument(text, { ...options, previous });
    const sources = (analysis: typeof previous): readonly string[] => analysis!.statements.map(({ result }) => `${result.line}: ${result.source}`);
    assert.deepEqual(sources(previous), sources(analyzeDocument(text, options)), comments);
  }
});
