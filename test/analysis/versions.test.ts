// Version after version of a document: what is taken over from the version before is what a fresh analysis would give.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { analyzeDocument, type DocumentAnalysis, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';

/** Pieces of documents: declarations that meet one another, definitions, claims right and wrong, code, and half a line. */
const mathematics = [
  'X: (n, d), y: (n,), w: (d,)',
  'r = X w - y',
  'L = ‖r‖²',
  'dL/dw = 2 rᵀ X',
  'dL/dw = 2 Xᵀ r',
  'dL/dw',
  'A ∈ ℝ^{n×n}',
  'A symmetric',
  'x ∈ ℝ^n',
  'x ∈ ℝ^m',
  'f = xᵀ A x',
  'f = xᵀ x',
  'df/dx = xᵀ (A + Aᵀ)',
  'df/dx = 2 xᵀ A',
  'd²f/dx²',
  'tr(A A) == tr(A²)',
  'layout denominator',
  'B = A x',
  'x = 2 x + b',
  'g = BAx; h = f + g',
  'b: a vector in R^n, B symmetric',
  'f = xᵀ x  # squared',
  'sum(x',
];
const languages: Readonly<Record<string, { readonly code: readonly string[]; readonly line: (statement: string) => string }>> = {
  python: {
    code: ['def gradient(X, y, w):', '    return 2 * X.T @ r', 'r = X @ w - y', 'class Model:', '    s = """text', '    """', "name = 'a # b'", ''],
    line: statement => `    # ${statement}`,
  },
  cpp: {
    code: ['void step(double* w) {', '}', 'double r = x * w;', '/*', '*/', 'auto s = "// no";', '// nabla: off', ''],
    line: statement => `  // ${statement}`,
  },
  julia: { code: ['function step(w)', 'end', '#=', '=#', "y = x'", ''], line: statement => `# ${statement}` },
  markdown: { code: ['Some prose.', '```mc', '```', '$$', '# Title', ''], line: statement => `$${statement}$` },
  latex: { code: ['\\begin{align}', '\\end{align}', '% a comment', '\\[', '\\]', 'Prose.', ''], line: statement => `\\( ${statement} \\)` },
  mc: { code: ['# a comment', ''], line: statement => statement },
};

const linesIn = (language: string): fc.Arbitrary<string> => {
  const { code, line } = languages[language]!;
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...mathematics).map(line) }, { weight: 2, arbitrary: fc.constantFrom(...code) });
};

const RUNS = Number(process.env.NABLA_RUNS ?? 40);

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly line: string;
  readonly kind: 'line' | 'character';
}

/** A line put in, taken out or replaced; or a character somewhere. */
const editsIn = (language: string): fc.Arbitrary<Edit> =>
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.integer({ min: 0, max: 2 }),
    line: linesIn(language),
    kind: fc.constantFrom('line' as const, 'line' as const, 'character' as const),
  });

function edited(text: string, { at, removed, line, kind }: Edit): string {
  if (kind === 'character') {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + (line.trim()[0] ?? '') + text.slice(place + removed);
  }
  const lines = text.split('\n');
  lines.splice(Math.floor(at * lines.length), removed, line);
  return lines.join('\n');
}

const shown = (analysis: DocumentAnalysis) => ({
  statements: analysis.statements.map(({ result, start, end }) => ({ result, start, end })),
  diagnostics: analysis.diagnostics(),
  unread: analysis.unread(),
  places: [0, 0.3, 0.6, 1].map(part => {
    const offset = Math.floor(part * analysis.text.length);
    const hover = analysis.hoverAt(offset);
    return { hover: hover && { ...hover, statement: hover.statement?.start }, asked: analysis.statementAt(offset)?.start, panel: analysis.panelAt(offset) };
  }),
});
/** As text: getters are read, and what is the same object twice counts as two that are equal. */
const textOf = (analysis: DocumentAnalysis): string => JSON.stringify(shown(analysis), null, 1);

/** The first lines that differ: the whole is too long to read. */
function differenceOf(found: string, wanted: string): string {
  const [a, b] = [found.split('\n'), wanted.split('\n')];
  const at = a.findIndex((line, k) => line !== b[k]);
  return `taken over: ${a.slice(at, at + 3).join('\n')}\nfresh: ${b.slice(at, at + 3).join('\n')}`;
}

describe('versions of a document', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  for (const [languageId, { code }] of Object.entries(languages))
    it(`${languageId}: every version is what a fresh analysis gives`, () => {
      assert.ok(code.length > 1);
      const versions = fc.record({
        lines: fc.array(linesIn(languageId), { minLength: 3, maxLength: 14 }),
        edits: fc.array(editsIn(languageId), { minLength: 1, maxLength: 5 }),
        isChecked: fc.boolean(),
      });
      fc.assert(
        fc.property(versions, ({ lines, edits, isChecked }) => {
          let text = lines.join('\n');
          let analysis = analyzeDocument(text, { languageId, previous: null });
          textOf(analysis);
          for (const edit of edits) {
            // certificates that came in meanwhile stay, too
            if (isChecked) analysis.certifyNext(Number.POSITIVE_INFINITY);
            text = edited(text, edit);
            analysis = analyzeDocument(text, { languageId, previous: analysis });
            const fresh = analyzeDocument(text, { languageId, previous: null });
            if (isChecked) for (const each of [analysis, fresh]) each.certifyNext(Number.POSITIVE_INFINITY);
            const [found, wanted] = [textOf(analysis), textOf(fresh)];
            if (found !== wanted) assert.fail(`${text}\n${differenceOf(found, wanted)}`);
          }
        }),
        { numRuns: RUNS, seed: 7 },
      );
    });

  it('a check that ends after the next version was read is seen in that version', () => {
    const text = 'x ∈ ℝ^n\nd(xᵀ x)/dx';
    const first = analyzeDocument(text, { previous: null });
    const second = analyzeDocument(text, { previous: first });
    assert.equal(second.statements[1]?.result.derivative?.certificate.verdict, 'pending');
    first.certifyNext(Number.POSITIVE_INFINITY);
    assert.equal(second.statements[1]?.result.derivative?.certificate.verdict, 'verified');
  });

  it('in a .mc file a statement keeps its derivation unless a name in it means something else', () => {
    const document = (norm: string): string =>
      `x ∈ ℝ^n\nL = ‖x‖${norm}\ndL/dx\ny ∈ ℝ^n\nM = yᵀ y\ndM/dy\nL = xᵀ x\ndL/dx\nA ∈ ℝ^{n×n}\nA symmetric\nN = yᵀ A y\ndN/dy\nK = L + M\ndK/dy\n`;
    const first = analyzeDocument(document('²'), { previous: null });
    const second = analyzeDocument(document('² + 1'), { previous: first });
    const formsOf = (analysis: DocumentAnalysis) =>
      analysis.statements.flatMap(({ result: { source, derivative } }) => (derivative ? [{ source, form: derivative.matrix }] : []));
    const [before, after] = [formsOf(first), formsOf(second)];
    assert.deepEqual(
      before.map(({ source, form }, k) => [source, form === after[k]!.form]),
      [
        ['dL/dx', false],
        ['dM/dy', true],
        ['dL/dx', true],
        ['dN/dy', true],
        ['dK/dy', true],
      ],
    );
    assert.equal(second.statements[5]!.start, first.statements[5]!.start + ' + 1'.length);
  });

  it('what the change does not reach keeps its derivation', () => {
    const document = (digit: number): string => `def f(x):\n    # x ∈ ℝ^n\n    # M = ${digit} x\n\ndef g(y):\n    # y ∈ ℝ^n\n    # d(yᵀ y)/dy\n`;
    const first = analyzeDocument(document(1), { languageId: 'python', previous: null });
    const second = analyzeDocument(document(2), { languageId: 'python', previous: first });
    const [one, two] = [first, second].map(each => each.statements.at(-1)!.result.derivative!);
    assert.equal(one!.matrix, two!.matrix, 'the very same form');
    assert.notEqual(first.statements[1]!.result.source, second.statements[1]!.result.source);
  });
});
