// Version after version of a document: what the features answer is what they answer for the text opened afresh.
// NABLA_EDITS=10000 node --import tsx test/run.ts ide/versions

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyzeDocument, type DocumentAnalysis } from '../../src/analysis/document.ts';
import { occurrencesOf } from '../../src/analysis/occurrences.ts';
import { foldsOf } from '../../src/ide/folding.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../../src/ide/navigation.ts';
import { renamePlaceAt } from '../../src/ide/rename.ts';
import { selectionsAt } from '../../src/ide/selection.ts';
import { semanticTokensOf } from '../../src/ide/semanticTokens.ts';

const edits = Number(process.env.NABLA_EDITS ?? 120);
const editsEach = 12;

const statements = [
  'x ∈ ℝ^n',
  'x ∈ ℝ^m',
  'A ∈ ℝ^{n×n}, symmetric',
  "f = x' A x",
  'df/dx',
  "df/dx = 2 x' A",
  'g_i = sum_j A_ij x_j',
  'h(t) := t² + c',
  'W: (n, k)',
  'Y = A W',
  'dW = Aᵀ dY',
  'θ = theta_1',
];
const languages: readonly (readonly [languageId: string, line: (statement: string) => string, code: readonly string[]])[] = [
  ['mc', statement => statement, ['# a remark', '', 'f = (x']],
  ['python', statement => `    # ${statement}`, ['def f(x):', '    W = A @ x  # (n, k)', 'class K:', '"""text', '']],
  ['cpp', statement => `  // ${statement}`, ['void f() {', '}', '/*', '*/', '']],
  ['latex', statement => `$${statement}$`, ['\\begin{align}', '\\end{align}', '% no', 'Prose.']],
  ['typst', statement => `$ ${statement} $`, ['= Title', '']],
];

const answers = (analysis: DocumentAnalysis) => ({
  names: occurrencesOf(analysis).all.map(({ entity, start, end, role, isAdjoint, isWritten, isCode }) => [
    entity.name,
    entity.kind,
    start,
    end,
    role,
    isAdjoint,
    isWritten,
    isCode,
  ]),
  tokens: semanticTokensOf(analysis),
  folds: foldsOf(analysis),
  places: [0.1, 0.4, 0.7].map(part => {
    const offset = Math.floor(part * analysis.text.length);
    return [
      definitionsAt(analysis, offset),
      referencesAt(analysis, offset, false),
      highlightsAt(analysis, offset),
      renamePlaceAt(analysis, offset),
      selectionsAt(analysis, offset),
    ];
  }),
});

const documents = fc.constantFrom(...languages).chain(([languageId, line, code]) => {
  const text = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...statements).map(line) }, { weight: 1, arbitrary: fc.constantFrom(...code) });
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(3),
    inserted: fc.oneof(
      text.map(inserted => `\n${inserted}\n`),
      fc.constantFrom('', 'x', ' ', '\n', '}', '^', 'A', '$'),
    ),
  });
  return fc.record({
    languageId: fc.constant(languageId),
    lines: fc.array(text, { minLength: 3, maxLength: 10 }),
    edits: fc.array(edit, { minLength: editsEach, maxLength: editsEach }),
  });
});

test(`${edits} edits: the features answer as for the text opened afresh`, () => {
  fc.assert(
    fc.property(documents, ({ languageId, lines, edits: changes }) => {
      let text = lines.join('\n');
      let analysis = analyzeDocument(text, { languageId, previous: null });
      for (const { at, removed, inserted } of changes) {
        const place = Math.floor(at * text.length);
        text = text.slice(0, place) + inserted + text.slice(place + removed);
        analysis = analyzeDocument(text, { languageId, previous: analysis });
        // what was asked of the version before must not leave a trace
        assert.deepEqual(answers(analysis), answers(analyzeDocument(text, { languageId })), text);
      }
    }),
    { numRuns: Math.ceil(edits / editsEach), seed: 5 },
  );
});
