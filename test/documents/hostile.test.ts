import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanDocument } from '../../src/documents/scan.ts';
import { newWork } from '../../src/documents/work.ts';

/** How many characters are looked at. */
function visited(text: string, languageId: string): number {
  const work = newWork();
  scanDocument(text, languageId, work);
  return work.visited;
}

/** Texts that would make a careless scanner look at the same characters again and again. */
const HOSTILE: readonly (readonly [name: string, unit: string, languageIds: string])[] = [
  ['one long line of code', 'x + y * z ', 'python cpp julia matlab typescript'],
  ['one long comment line', '# dL/dw = Xᵀ r ', 'python r'],
  ['short comments', '# A ∈ ℝ^n\n', 'python julia r'],
  ['uncertain comments', '# A ∈ ℝ^n\n# y = X w\n#   + z\nx = 1\n', 'python'],
  ['unterminated strings', '"', 'python julia cpp typescript'],
  ['strings that end with their line', "'a\n", 'python typescript matlab'],
  ['open block comments', '/*', 'cpp rust kotlin'],
  ['nested and closed', '/* */', 'cpp rust'],
  ['opened and never closed', '#= ', 'julia'],
  ['block signs alone on a line', '%{\n', 'matlab octave'],
  ['blanks before a sign', '          %{', 'matlab'],
  ['regular expressions that do not close', '= /[', 'typescript'],
  ['divisions', 'a / b ', 'typescript'],
  ['templates in templates', '`${', 'typescript'],
  ['interpolations', '"$(', 'julia'],
  ['braces', '{', 'cpp typescript rust'],
  ['nested functions', 'void f(int a) { // A ∈ ℝ^n\n', 'cpp'],
  ['nested arrows', '(x) => { // A ∈ ℝ^n\n', 'typescript'],
  ['initialisers', 'f({}, // A ∈ ℝ^n\n', 'typescript'],
  ['functions without end', 'function f(x) % A ∈ ℝ^n\n', 'matlab julia'],
  ['apostrophes', "a'", 'matlab julia cpp rust haskell'],
  ['documentation after documentation', '"""a"""\n', 'python julia'],
  ['comments and documentation', '# a\n"""A ∈ ℝ^n"""\n', 'python'],
  ['raw strings that are none', 'r#', 'rust'],
  ['raw fences', 'R"abc', 'cpp'],
  ['trailing comments', 'x = 1 /* (n, d) */', 'cpp'],
  ['shapes behind code', 'x = f(y)  # (n, d)\n', 'python'],
  ['statements and comments', 'f();/* A ∈ ℝ^n */', 'cpp typescript'],
  ['markers', '# nabla: off\n', 'python'],
  ['carriage returns', '# A ∈ ℝ^n\r', 'python'],
  ['dollars', '$', 'latex markdown'],
  ['prices', '$5 ', 'markdown latex'],
  ['openers of LaTeX', '\\( ', 'latex markdown'],
  ['displays', '\\[ $', 'latex markdown'],
  ['environments', '\\begin{align} ', 'latex markdown'],
  ['other environments', '\\begin{foo} ', 'latex'],
  ['verbatim', '\\begin{verbatim} ', 'latex'],
  ['commas in mathematics', '= a, ', 'mc'],
  ['definitions', '\\newcommand{\\a}[1]{#1} $\\a{x}$ ', 'latex markdown'],
  ['definitions that do not close', '\\def\\a{', 'latex'],
  ['arguments that do not close', '\\def\\a#1{#1}$\\a{$ ', 'latex'],
  ['arguments in arguments', '\\def\\a#1{#1 x} $\\a{\\a{\\a x}}$ ', 'latex'],
  ['percent signs', '%\n', 'latex'],
  ['backticks', '` `` ``` ', 'markdown'],
  ['prices and code', '$a `b` ', 'markdown'],
  ['comments of Markdown', '<!-- ', 'markdown'],
  ['fences', '```\n', 'markdown'],
  ['roles that do not close', ':math:`x ', 'restructuredtext'],
  ['literals that do not close', '``x ', 'restructuredtext'],
  ['roles', ':math:`x`', 'restructuredtext'],
  ['directives', '.. math::\n', 'restructuredtext'],
  ['equations', '.. math:: x = 1\n\n   y = 2\n', 'restructuredtext'],
  ['literal blocks', 'a::\n\n b\n', 'restructuredtext'],
  ['comments of reStructuredText', '.. nabla: off\n', 'restructuredtext'],
  ['bullets', '* - ', 'restructuredtext'],
  ['colons', ':::::', 'restructuredtext'],
  ['dollars of Typst', '$', 'typst'],
  ['formulas of Typst', '$A^T (b + c)/2$ ', 'typst'],
  ['brackets that do not close', '$((( ', 'typst'],
  ['fractions of fractions', '$a/b/c/d ', 'typst'],
  ['comments of Typst', '/* ', 'typst'],
  ['comments in mathematics', '$a /* ', 'typst'],
  ['raw text', '`` ``` ', 'typst'],
  ['strings in mathematics', '$"', 'typst'],
  ['fences of mathematics', '```math\nx = 1\n```\n', 'markdown'],
];

const MEGABYTE = 1 << 20;
/** Mathematics from end to end takes longer by a constant: these texts are shorter. */
const READ_THROUGHOUT: ReadonlySet<string> = new Set([
  'short comments',
  'uncertain comments',
  'nested functions',
  'nested arrows',
  'initialisers',
  'functions without end',
  'comments and documentation',
  'trailing comments',
  'shapes behind code',
  'statements and comments',
  'carriage returns',
  'prices',
]);
const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

for (const [name, unit, ids] of HOSTILE) {
  test(`linear: ${name}`, () => {
    const size = READ_THROUGHOUT.has(name) ? MEGABYTE / 8 : MEGABYTE;
    for (const id of ids.split(' ')) {
      const once = visited(repeated(unit, size), id);
      const twice = visited(repeated(unit, 2 * size), id);
      assert.ok(once >= size / 8, `${id} looks at the text: ${once}`);
      assert.ok(twice <= 2.05 * once, `${id}: ${once}, then ${twice}`);
    }
  });
}

test('runs of backticks of every length do not cost a search each', () => {
  const runs = (count: number): string => Array.from({ length: count }, (_, i) => `${'`'.repeat(i + 1)} `).join('');
  const small = runs(700);
  const large = runs(1400);
  assert.ok(visited(large, 'markdown') <= 1.2 * (large.length / small.length) * visited(small, 'markdown'));
});

test('one formula of a megabyte', () => {
  for (const [open, unit, close] of [
    ['$', 'a = b, ', '$'],
    ['\\[', 'a &= b \\\\ \n', '\\]'],
    ['$$', 'x \\quad ', '$$'],
    ['\\begin{align}', '\\begin{matrix} ', '\\end{align}'],
  ] as const) {
    const text = (length: number): string => open + repeated(unit, length) + close;
    assert.equal(scanDocument(text(MEGABYTE), 'latex').blocks.length, 1);
    assert.ok(visited(text(2 * MEGABYTE), 'latex') <= 2.05 * visited(text(MEGABYTE), 'latex'));
  }
});

test('comments nested 10,000 deep close where they should', () => {
  for (const [id, open, close] of [
    ['julia', '#= ', ' =#'],
    ['rust', '/* ', ' */'],
    ['haskell', '{- ', ' -}'],
  ] as const) {
    const text = `${open.repeat(10_000)}${close.repeat(10_000)}\n${id === 'julia' ? '#' : id === 'rust' ? '//' : '--'} A ∈ ℝ^n\n`;
    assert.deepEqual(
      scanDocument(text, id).blocks.map(block => block.text),
      ['A ∈ ℝ^n'],
      id,
    );
  }
});

test('functions and interpolations nested 10,000 deep', () => {
  const depth = 10_000;
  const functions = `${'void f() {\n'.repeat(depth)}// A ∈ ℝ^n\n${'}\n'.repeat(depth)}// B ∈ ℝ^n\n`;
  const { blocks, scopes } = scanDocument(functions, 'cpp');
  assert.deepEqual([blocks[0]!.scope, blocks[1]!.scope, scopes.length], [depth, 0, depth + 1]);
  const templates = `${'`${'.repeat(depth)}${'}`'.repeat(depth)} // A ∈ ℝ^n\n`;
  assert.equal(scanDocument(templates, 'typescript').blocks[0]!.text, 'A ∈ ℝ^n');
});

test('text that turns its direction is read by its characters', () => {
  const text = '# \u202edL/dw = Xᵀ r\u202c\n# A ∈ ℝ^n\u2066\n';
  const lines = scanDocument(text, 'python').blocks.flatMap(block => block.text.split('\n').map(line => line.trim()));
  assert.deepEqual(lines, ['dL/dw = Xᵀ r', 'A ∈ ℝ^n']);
});
