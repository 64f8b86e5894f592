import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { type CommentSyntax, commentSyntaxOf, languageWith, readCommentSyntax } from '../../src/documents/commentSyntax.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { newWork } from '../../src/documents/work.ts';
import { showBlocks } from './show.ts';

const syntaxOf = (configuration: unknown): CommentSyntax => {
  const syntax = commentSyntaxOf(configuration);
  assert.ok(syntax, JSON.stringify(configuration));
  return syntax;
};
const shownWith = (configuration: unknown, text: string): string[] =>
  showBlocks(scanDocument(text, 'unknown', newWork(), { commentSyntax: syntaxOf(configuration) }));

describe('a language configuration', () => {
  test('names the signs of comments, in each form that there is', () => {
    assert.deepEqual(syntaxOf({ comments: { lineComment: '//', blockComment: ['/*', '*/'] } }), {
      line: '//',
      block: ['/*', '*/'],
      quotes: [],
      braces: false,
    });
    assert.equal(syntaxOf({ comments: { lineComment: { comment: '#', noIndent: true } } }).line, '#');
    assert.deepEqual(syntaxOf({ comments: { blockComment: ['<!--', '-->'] } }).block, ['<!--', '-->']);
    assert.equal(syntaxOf({ comments: { lineComment: '@REM ' } }).line, '@REM', 'the blank is for the editor');
  });
  test('names its strings and whether blocks stand in braces', () => {
    const { quotes, braces } = syntaxOf({
      comments: { lineComment: '#' },
      brackets: [
        ['(', ')'],
        ['{', '}'],
      ],
      autoClosingPairs: [
        ['(', ')'],
        ['"', '"'],
        ["'", "'"],
        { open: '`', close: '`', notIn: ['string', 'comment'] },
        { open: '"""', close: '"""', notIn: ['string'] },
        { open: 'r"', close: '"', notIn: ['string'] },
        { open: '/**', close: ' */', notIn: ['string'] },
        { open: '$', close: '$', notIn: ['string'] },
      ],
    });
    assert.deepEqual([quotes, braces], [['"', '`', '"""'], true]);
  });
  test('without comments is none', () => {
    for (const comments of [undefined, {}, { lineComment: '' }, { lineComment: ' ' }, { lineComment: null, blockComment: null }, { blockComment: ['#', ' '] }])
      assert.equal(commentSyntaxOf({ comments }), null, JSON.stringify(comments));
  });
  test('may hold anything', () => {
    const odd = [null, 1, true, '', 'x', [], [[]], {}, { comment: {} }, { open: 1, close: [] }, { open: '"' }, ['"'], [null, null], '\0', 'x'.repeat(1e5)];
    for (const value of odd) {
      assert.equal(commentSyntaxOf(value), null);
      assert.equal(readCommentSyntax(value), null);
      for (const comments of [value, { lineComment: value }, { blockComment: value }, { blockComment: [value, value] }, { lineComment: { comment: value } }])
        for (const syntax of [
          commentSyntaxOf({ comments, autoClosingPairs: value, brackets: value }),
          readCommentSyntax({ line: value, block: [value, '*/'], quotes: value }),
        ])
          if (syntax !== null) scanDocument(`${syntax.line} A ∈ ℝ^n`, 'unknown', newWork(), { commentSyntax: syntax });
      const pairs = { comments: { lineComment: '#' }, autoClosingPairs: [value], brackets: [value] };
      assert.deepEqual(syntaxOf(pairs), { line: '#', block: null, quotes: [], braces: false });
    }
  });
  test('is the same after it was sent', () => {
    for (const configuration of [
      { comments: { lineComment: ';;', blockComment: ['(;', ';)'] }, autoClosingPairs: [['"', '"']], brackets: [['{', '}']] },
      { comments: { blockComment: ['"""', '"""'] } },
    ]) {
      const syntax = syntaxOf(configuration);
      assert.deepEqual(readCommentSyntax(JSON.parse(JSON.stringify(syntax))), syntax);
    }
  });
  test('what another client sends is held to the same', () => {
    assert.equal(readCommentSyntax({ line: ' ', block: ['', ''] }), null);
    assert.deepEqual(readCommentSyntax({ line: '#', block: ['###', '###'], quotes: ['"', '(', 7], braces: 'yes' }), {
      line: '#',
      block: null,
      quotes: ['"'],
      braces: false,
    });
  });
});

describe('documents in a language that only the editor knows', () => {
  const HASHES = { comments: { lineComment: '#' }, autoClosingPairs: [{ open: '"', close: '"', notIn: ['string'] }] };
  test('are not read while nothing is known of it', () => assert.deepEqual(showBlocks(scanDocument('# A ∈ ℝ^n\n', 'unknown')), []));
  test('are read by their comments, in tiers and with markers as all others', () => {
    const text = '# A ∈ ℝ^{n×n}\n# y = A x\n# nabla: x ∈ ℝ^n\n# nabla: off\n# B ∈ ℝ^n\n';
    assert.deepEqual(shownWith(HASHES, text), ['comment 0: A ∈ ℝ^{n×n}', 'comment 0: y = A x ?', 'marked 0: x ∈ ℝ^n']);
    const marked = scanDocument(text, 'unknown', newWork(), { comments: 'marked', commentSyntax: syntaxOf(HASHES) });
    assert.deepEqual(showBlocks(marked), ['marked 0: x ∈ ℝ^n']);
    assert.deepEqual(scanDocument(text, 'unknown', newWork(), { comments: 'off', commentSyntax: syntaxOf(HASHES) }).blocks, []);
  });
  test('a language with a row keeps it', () => {
    const commentSyntax = syntaxOf({ comments: { lineComment: ';' } });
    assert.deepEqual(showBlocks(scanDocument('; A ∈ ℝ^n\n# B ∈ ℝ^n\n', 'python', newWork(), { commentSyntax })), ['comment 0: B ∈ ℝ^n']);
    assert.deepEqual(showBlocks(scanDocument('A ∈ ℝ^n\n', 'mc', newWork(), { commentSyntax })), ['whole 0: A ∈ ℝ^n']);
  });
  test('what is quoted is none, and an open quote reaches no further than its line', () =>
    assert.deepEqual(shownWith(HASHES, 'x = "# A ∈ ℝ^n" # B ∈ ℝ^n\ny = "\n# C ∈ ℝ^n\n'), ['comment 0: B ∈ ℝ^n', 'comment 0: C ∈ ℝ^n']));
  test('three quotes go over lines', () => {
    const pairs = [{ open: '"""', close: '"""', notIn: ['string'] }];
    assert.deepEqual(shownWith({ ...HASHES, autoClosingPairs: [...HASHES.autoClosingPairs, ...pairs] }, '"""\n# A ∈ ℝ^n\n"""\n# B ∈ ℝ^n\n'), [
      'comment 0: B ∈ ℝ^n',
    ]);
  });
  test('quotes that are block comments are documentation where they stand alone', () => {
    const python = { comments: { lineComment: '#', blockComment: ['"""', '"""'] } };
    assert.deepEqual(shownWith(python, '"""\nA ∈ ℝ^n\n"""\nx = """\nB ∈ ℝ^n\n"""\n'), ['comment 0: A ∈ ℝ^n']);
  });
  test('signs that are the same on both sides are none', () => {
    const coffee = { comments: { lineComment: '#', blockComment: ['###', '###'] } };
    assert.deepEqual(shownWith(coffee, '##########\n# A ∈ ℝ^n\n##########\nx = A * B\n'), ['comment 0: A ∈ ℝ^n']);
  });
  test('block comments stand before line comments that begin like them', () => {
    const lisp = { comments: { lineComment: ';', blockComment: [';|', '|;'] } };
    assert.deepEqual(shownWith(lisp, ';| A ∈ ℝ^n\n|; x\n; B ∈ ℝ^n\n'), ['comment 0: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^n']);
  });
  test('a sign opens a comment behind a blank or at the beginning only', () => {
    assert.deepEqual(shownWith(HASHES, 'a#b A ∈ ℝ^n\nf($# A ∈ ℝ^n)\nx = 1 # B ∈ ℝ^n\n'), ['comment 0: B ∈ ℝ^n']);
    const words = { comments: { lineComment: 'REM' } };
    assert.deepEqual(shownWith(words, 'REMARK A ∈ ℝ^n\nREM B ∈ ℝ^n\n'), ['comment 0: B ∈ ℝ^n']);
  });
  test('a sign that is an operator, a letter or a quote elsewhere opens one at the beginning of a line', () => {
    for (const sign of ['*', 'C', '"', '-']) {
      const text = `y = A ${sign} B ∈ ℝ^n\n${sign} A ∈ ℝ^n\n  ${sign} B ∈ ℝ^m\n`;
      assert.deepEqual(shownWith({ comments: { lineComment: sign } }, text), ['comment 0: A ∈ ℝ^n', 'comment 0: B ∈ ℝ^m'], sign);
    }
  });
  test('words that open and close a block stand alone on their lines', () => {
    const perl = { comments: { lineComment: '#', blockComment: ['=pod', '=cut'] } };
    assert.deepEqual(shownWith(perl, 'x =pod A ∈ ℝ^n\n=pod\nB ∈ ℝ^n\n=cut\n# C ∈ ℝ^n\n'), ['comment 0: B ∈ ℝ^n', 'comment 0: C ∈ ℝ^n']);
  });
  test('signs are taken as they are, whatever they mean in an expression', () => {
    for (const sign of ['.*', '[^', '(?:', '\\', '$^', '+?', '{,}', '||', ')(', '**'])
      assert.deepEqual(shownWith({ comments: { lineComment: sign, blockComment: [`${sign}<`, `>${sign}`] } }, `${sign} A ∈ ℝ^n\n${sign}< B ∈ ℝ^n >${sign}\n`), [
        'comment 0: A ∈ ℝ^n',
        'comment 0: B ∈ ℝ^n',
      ]);
  });
  test('functions in braces have names of their own, where blocks stand in braces', () => {
    const text = 'void f(int n) {\n  // A ∈ ℝ^n\n}\nvoid g() {\n  // A ∈ ℝ^m\n}\n';
    const slashes = { comments: { lineComment: '//' } };
    assert.deepEqual(shownWith({ ...slashes, brackets: [['{', '}']] }, text), ['comment 1: A ∈ ℝ^n', 'comment 2: A ∈ ℝ^m']);
    assert.deepEqual(shownWith(slashes, text), ['comment 0: A ∈ ℝ^n', 'comment 0: A ∈ ℝ^m']);
  });
  test('a row is made once', () => {
    const syntax = syntaxOf(HASHES);
    assert.equal(languageWith(syntax), languageWith(syntax));
  });
  test('are judged as all others', () => {
    const text = '# A ∈ ℝ^{m×n}, x ∈ ℝ^n\n# L = ‖A x‖²\n# dL/dx = 2 xᵀ A\n';
    const analysis = analyzeDocument(text, { languageId: 'unknown', commentSyntax: syntaxOf(HASHES) });
    assert.equal(analysis.statements.length, 4);
    assert.deepEqual(
      analysis.diagnostics().map(({ severity, range: { start } }) => [severity, start.line]),
      [['error', 2]],
    );
  });
});
