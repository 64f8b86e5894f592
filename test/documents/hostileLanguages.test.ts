/** Hostile texts through every way in which the scanner tells code from comments: no exception, no hang, work linear in the length. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommentSyntax } from '../../src/documents/commentSyntax.ts';
import { HOST_LANGUAGE_IDS, hostLanguage } from '../../src/documents/languages.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { newWork } from '../../src/documents/work.ts';

/** Languages without a row, by what the editor says of them. */
const FOREIGN: ReadonlyMap<string, CommentSyntax> = new Map([
  ['signs', { line: ';', block: ['{-', '-}'], quotes: ['"""', '"', "'", '`'], braces: true }],
  ['signs at the beginning of a line', { line: '*', block: ['/*', '*/'], quotes: ['"'], braces: true }],
  ['words', { line: 'rem', block: ['=begin', '=end'], quotes: ['"'], braces: false }],
  ['documentation', { line: '#', block: ['"""', '"""'], quotes: ["'''", '"', "'"], braces: false }],
]);
const DOCUMENT_LANGUAGES = 'markdown latex restructuredtext typst mc'.split(' ');

/** One language a row of the table, those that are read otherwise, and those that have no row. */
const FAMILIES = [...new Map(HOST_LANGUAGE_IDS.toReversed().map(id => [hostLanguage(id), id])).values(), ...DOCUMENT_LANGUAGES, ...FOREIGN.keys()];

/** Each way of scanning once, where ten megabytes are read. */
const SCANNERS = [...'python julia matlab r cpp rust typescript csharp haskell lua ruby shellscript'.split(' '), ...DOCUMENT_LANGUAGES, ...FOREIGN.keys()];

const scan = (text: string, languageId: string, work = newWork()) => scanDocument(text, languageId, work, { commentSyntax: FOREIGN.get(languageId) ?? null });

/** How many characters are looked at. */
function visited(text: string, languageId: string): number {
  const work = newWork();
  scan(text, languageId, work);
  return work.visited;
}
const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const MEGABYTE = 1_000_000;

for (const [name, start, unit] of [
  ['quotes of every kind', '', '"\'`"""\'\'\''],
  ['signs that open comments', '', '/* {- (* #= %{ <!-- --[[ '],
  ['signs that close comments', '', '*/ -} *) =# %} --> ]] '],
  ['backslashes', '"', '\\'],
  ['names', '', 'abcdefgh'],
  ['open brackets', '', '({['],
] as const) {
  test(`ten megabytes on one line: ${name}`, () => {
    const [small, large] = [MEGABYTE, 10 * MEGABYTE].map(size => start + repeated(unit, size)) as [string, string];
    for (const id of SCANNERS) {
      const [once, tenTimes] = [visited(small, id), visited(large, id)];
      assert.ok(once >= MEGABYTE / 10, `${id} looks at the text: ${once}`);
      assert.ok(tenTimes <= 10.2 * once, `${id}: ${once} for one megabyte, ${tenTimes} for ten`);
    }
  });
}

test('a comment of ten megabytes on one line', () => {
  for (const [id, sign] of [
    ['python', '# '],
    ['cpp', '/* '],
    ['haskell', '{- '],
    ['lua', '--[[ '],
    ['ocaml', '(* '],
  ] as const) {
    const text = (size: number): string => `${sign}A ∈ ℝ^n\n${sign}${repeated('x^T A x + ', size)}`;
    const once = visited(text(MEGABYTE), id);
    assert.ok(visited(text(10 * MEGABYTE), id) <= 10.2 * once, id);
  }
});

const OPENERS = [
  ...['"', "'", '`', '"""', "'''", '/*', '{-', '(*', '#=', '%{\n', '--[[', '--[==[', 'R"x(', 'r#"', '$"', '@"', '$@"', '<<EOF\n', '=begin\n', '=pod\n'],
  ...['<!--', '```\n', '$', '$$', '\\[', '\\(', '\\begin{align}', '\\begin{verbatim}', '`${', '"$(', '"#{', '/[', '{', '('],
];

test('what opens and never closes', () => {
  for (const id of FAMILIES)
    for (const open of OPENERS) {
      const text = (size: number): string => `x = 1 // # % -- a\n${open}${repeated('A ∈ ℝ^n = x\n', size)}`;
      const once = visited(text(4_000), id);
      assert.ok(visited(text(8_000), id) <= 2.1 * once, `${id} ${JSON.stringify(open)}`);
    }
});

test('what opens again and again', () => {
  for (const id of FAMILIES)
    for (const open of OPENERS) {
      const once = visited(repeated(`${open} `, 8_000), id);
      assert.ok(visited(repeated(`${open} `, 16_000), id) <= 2.1 * once, `${id} ${JSON.stringify(open)}`);
    }
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => from + k);
/** Marks that turn the direction, join, separate, vary, or stand for nothing. */
const INVISIBLE = [
  ...[0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x3164, 0xfeff, 0xffa0, 0x1d173, 0x1d17a, 0xe0001, 0xe0020, 0xe007f, 0xe0100],
  ...[...range(0x200b, 0x200f), ...range(0x2028, 0x202e), ...range(0x2060, 0x206f), ...range(0xfe00, 0xfe0f)],
].map(code => String.fromCodePoint(code));

/** Each character of a block has a place in the document, in its order. */
function assertPlaces(text: string, languageId: string, what: string): void {
  for (const { text: read, offsets } of scan(text, languageId).blocks) {
    assert.equal(offsets.length, read.length + 1, what);
    for (let k = 0; k < offsets.length; k++) assert.ok(offsets[k]! >= (offsets[k - 1] ?? 0) && offsets[k]! <= text.length, what);
  }
}

test('invisible characters between all others', () => {
  for (const mark of INVISIBLE) {
    const name = `U+${mark.codePointAt(0)!.toString(16)}`;
    const everywhere = [...'dL/dW = Xᵀ dY and A ∈ ℝ^{n×d}'].join(mark);
    assertPlaces(`# A ∈ ℝ^n\n# ${everywhere}\n#${mark} A ∈ ℝ^n${mark}\n${mark}# B ∈ ℝ^n\n`, 'python', name);
    assertPlaces(`/*${mark}\n * ${everywhere}\n ${mark}* A ∈ ℝ^n\n${mark}*/\n/${mark}/ no comment\n`, 'cpp', name);
    assertPlaces(`$${mark}A ∈ ℝ^n${mark}$ and $${everywhere}$\n`, 'markdown', name);
    assertPlaces(`\\begin${mark}{align} A &∈ ℝ^n${mark} \\\\ ${everywhere} \\end{align}`, 'latex', name);
    assertPlaces(`${mark}A ∈ ℝ^n\n${everywhere}\n`, 'mc', name);
  }
});

test('marks of direction around a formula do not hide it', () => {
  for (const mark of range(0x200b, 0x200f)
    .concat(range(0x202a, 0x202e), range(0x2066, 0x2069), 0xfeff)
    .map(code => String.fromCodePoint(code))) {
    const lines = scanDocument(`# ${mark}A ∈ ℝ^n${mark}\n`, 'python').blocks.map(block => block.text.trim());
    assert.deepEqual(lines, ['A ∈ ℝ^n'], `U+${mark.codePointAt(0)!.toString(16)}`);
  }
});

test('halves of characters, NUL, and what is no character', () => {
  for (const id of FAMILIES)
    for (const odd of ['\ud835', '\udc00', '\0', '\ud835\ud835\udc00', '\uffff', '\u0085', '\v', '\f'])
      assertPlaces(`# ${odd} A ∈ ℝ^n // ${odd} % -- A ∈ ℝ^n ${odd}\n${odd}"${odd}'${odd}`, id, `${id} ${JSON.stringify(odd)}`);
});

/** The signs of a line comment, and those of a block where the language has one. */
const SIGNS: Readonly<Record<string, readonly [line: string, open?: string, close?: string]>> = {
  python: ['#', '"""', '"""'],
  julia: ['#', '#=', '=#'],
  matlab: ['%', '%{', '%}'],
  r: ['#'],
  cpp: ['//', '/*', '*/'],
  rust: ['//', '/*', '*/'],
  go: ['//', '/*', '*/'],
  typescript: ['//', '/*', '*/'],
  'fortran-modern': ['!'],
  haskell: ['--', '{-', '-}'],
  lua: ['--', '--[[', ']]'],
  ruby: ['#', '=begin', '=end'],
  shellscript: ['#'],
  elixir: ['#'],
  ocaml: ['(*', '(*', '*)'],
  wolfram: ['(*', '(*', '*)'],
};
const BREAKS = ['\n', '\r\n', '\r'] as const;

test('line breaks of every kind, also mixed: the same lines are read, each at its place', () => {
  const written = ['A ∈ ℝ^{n×d}', 'x ∈ ℝ^d', 'f = x^T A^T A x'];
  for (const [id, [line, open, close]] of Object.entries(SIGNS))
    for (const first of BREAKS)
      for (const second of BREAKS) {
        const breaks = [first, second, first];
        const end = line === '(*' ? ' *)' : '';
        const texts = [written.map((each, i) => `${line} ${each}${end}${breaks[i]}`).join('')];
        if (open !== undefined) texts.push(`${open}${first}${written.map((each, i) => `${each}${breaks[i]}`).join('')}${close}${second}`);
        for (const text of texts) {
          const { blocks } = scanDocument(text, id);
          const lines = blocks.flatMap(block => block.text.split('\n').map(each => each.trim())).filter(each => each !== '');
          assert.deepEqual(lines, written, `${id}: ${JSON.stringify(text)}`);
          for (const { text: read, offsets } of blocks)
            for (const each of written.filter(wanted => read.includes(wanted))) {
              const start = read.indexOf(each);
              assert.equal(text.slice(offsets[start], offsets[start + each.length - 1]! + 1), each, id);
            }
        }
      }
});
