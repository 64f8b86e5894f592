// Documents that nobody should write: a message with a position, the other lines alive, never an exception.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { analyzeDocument, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';

const alive = 'x ∈ ℝ^n\nd(xᵀ x)/dx = 2 xᵀ';

/** Everything that an editor asks of a document. */
function ask(text: string, languageId = 'mc') {
  const analysis = analyzeDocument(text, { languageId, certify: true });
  for (const offset of [0, text.length >> 1, text.length]) {
    analysis.hoverAt(offset);
    analysis.statementAt(offset);
    analysis.panelAt(offset);
  }
  JSON.stringify(analysis.statements.map(({ result }) => result));
  return analysis;
}

const documents: Readonly<Record<string, string>> = {
  garbage: 'ß)(*&^%$#@! \u0000 \ud800 ]]]',
  'half a line': 'A ∈ ℝ^{m×',
  'an open call': 'y = tr(',
  'unbalanced brackets': '('.repeat(10_000),
  'a line of a megabyte': `z = ${'x + '.repeat(250_000)}x`,
  'a megabyte of braces': '}{'.repeat(500_000),
  'nested functions': `z = ${'exp('.repeat(5_000)}x${')'.repeat(5_000)}`,
};

describe('hostile documents', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });
  for (const [name, line] of Object.entries(documents))
    it(`${name}: one problem there, and the lines below are read`, () => {
      const analysis = ask(`${line}\n${alive}`);
      const [first] = analysis.diagnostics();
      assert.equal(first?.severity, 'error');
      assert.equal(first.range.start.line, 0);
      assert.ok(first.message.length > 10);
      assert.equal(analysis.statements.at(-1)?.result.claim?.verdict, 'verified');
    });

  it('a byte-order mark and mixed line endings leave every line where it is', () => {
    const analysis = ask('\ufeffx ∈ ℝ^n\r\nd(xᵀ x)/dx = 2 xᵀ\rd(xᵀ x)/dx = xᵀ\n');
    assert.deepEqual(
      analysis.statements.slice(1).map(({ result }) => [result.line, result.claim?.verdict]),
      [
        [2, 'verified'],
        [3, 'refuted'],
      ],
    );
    assert.deepEqual(analysis.diagnostics()[0]?.range.start, { line: 2, character: 13 });
  });

  it('long sums, products and chains are derived', () => {
    for (const expression of [
      Array.from({ length: 2_000 }, () => 'xᵀ x').join(' + '),
      Array.from({ length: 2_000 }, () => 'c').join(' * '),
      `${'A '.repeat(300)}x`,
    ]) {
      const text = `A ∈ ℝ^{n×n}\nx ∈ ℝ^n\nc ∈ ℝ\nF = ${expression}\ndF/d${expression.startsWith('c') ? 'c' : 'x'}`;
      assert.equal(ask(text).statements.at(-1)?.result.status, 'ok', expression.slice(0, 20));
    }
  });

  it('an expression that doubles in every line ends', () => {
    const lines = Array.from({ length: 20 }, (_, k) => `v${k + 1} = (A v${k}) .* (B v${k})`);
    const analysis = ask(['A, B ∈ ℝ^{n×n}', 'v0 ∈ ℝ^n', ...lines, 'F = sum(v20)', 'dF/dv0'].join('\n'));
    assert.ok(['ok', 'withheld', 'unsupported'].includes(analysis.statements.at(-1)!.result.status));
  });

  it('numbers that do not fit are refused, not rounded', () => {
    const { statements } = ask('c ∈ ℝ\nd(3^200 c)/dc\nd(123456789012345678901234567890 c)/dc');
    assert.equal(statements[1]?.result.status, 'unsupported');
    assert.equal(statements[2]?.result.status, 'ok');
  });

  it('random text in every kind of document never throws', () => {
    const pieces = [
      'x',
      'A',
      'ᵀ',
      '(',
      ')',
      '[',
      ']',
      '=',
      '+',
      '*',
      ' ',
      '\n',
      '# ',
      '"""',
      '$',
      '\\frac{',
      '}',
      'd',
      '/',
      '∂',
      '∇',
      '∈ ℝ^n',
      '^',
      '_',
      '2',
      '‖',
      "'",
      '`',
      '%',
      '// ',
      '/*',
      '*/',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
        fc.constantFrom('mc', 'python', 'cpp', 'markdown', 'latex', 'julia', 'typescript'),
        (parts, languageId) => {
          ask(parts.join(''), languageId);
        },
      ),
      { numRuns: 150 },
    );
  });
});
