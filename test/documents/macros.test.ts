import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { scanDocument } from '../../src/documents/scan.ts';
import { shown } from './show.ts';

const PREAMBLE = String.raw`\newcommand{\R}{\mathbb{R}}
\newcommand*\tp{^\top}
\renewcommand{\norm}[1]{\left\lVert #1 \right\rVert}
\newcommand{\grad}[2][L]{\frac{\partial #1}{\partial #2}}
\def\inner#1#2{#1^\top #2}
\DeclareMathOperator{\tr}{tr}
`;

const expanded = (formula: string, languageId = 'latex'): string[] => shown(`${PREAMBLE}$${formula}$\n`, languageId).map(line => line.replace(/^\w+ 0: /, ''));

test('commands of the document are written out', () => {
  assert.deepEqual(expanded(String.raw`A \in \R^{m \times n}`), [String.raw`A \in \mathbb{R}^{m \times n}`]);
  assert.deepEqual(expanded(String.raw`L = \norm{A x - b}^2`), [String.raw`L = \left\lVert A x - b \right\rVert^2`]);
  assert.deepEqual(expanded(String.raw`x\tp A`), [String.raw`x^\top A`]);
  assert.deepEqual(expanded(String.raw`\inner{A x}b`), [String.raw`A x^\top b`]);
  assert.deepEqual(expanded(String.raw`\inner\alpha b`), [String.raw`\alpha^\top b`]);
  assert.deepEqual(expanded(String.raw`\grad{x} = \grad[f]{X}`), [String.raw`\frac{\partial L}{\partial x} = \frac{\partial f}{\partial X}`]);
  assert.deepEqual(expanded(String.raw`\tr(A)`), [String.raw`\operatorname{tr}(A)`]);
  assert.deepEqual(expanded(String.raw`\norm{\norm{x} y}`), [String.raw`\left\lVert \left\lVert x \right\rVert y \right\rVert`]);
});

test('a definition holds from its place on, in Markdown from the formula that holds it', () => {
  assert.deepEqual(shown(String.raw`$\newcommand{\R}{\mathbb{R}}$ Let $x \in \R^n$.`, 'markdown'), [String.raw`inline 0: x \in \mathbb{R}^n`]);
  assert.deepEqual(shown(String.raw`$\a$ \newcommand{\a}{b} $\a$ \renewcommand{\a}{c} $\a$`, 'latex'), [
    String.raw`inline 0: \a`,
    'inline 0: b',
    'inline 0: c',
  ]);
});

test('what is no call of a macro stays as it stands', () => {
  assert.deepEqual(expanded(String.raw`\normal{x}`), [String.raw`\normal{x}`]);
  assert.deepEqual(expanded(String.raw`\norm`), [String.raw`\norm`]);
  assert.deepEqual(expanded(String.raw`\norm{x`), [String.raw`\norm{x`]);
});

test('macros that call themselves or grow without end are left alone', () => {
  assert.deepEqual(shown(String.raw`\newcommand{\a}{\a} $x = \a$`, 'latex').length, 1);
  const doubling = Array.from({ length: 26 }, (_, k) => `\\newcommand{\\${name(k + 1)}}{\\${name(k)}\\${name(k)}}`).join('\n');
  const text = `${doubling}\n$x = \\${name(18)}$`;
  assert.deepEqual(shown(text, 'latex'), [`inline 0: x = \\${name(18)}`]);
});

const name = (k: number): string => `m${String.fromCharCode(97 + k)}`;

test('every character is found where it was written, and a call as a whole', () => {
  const text = `${PREAMBLE}Let $A \\in \\R^{m \\times n}$, $x \\in \\R^n$, $b \\in \\R^m$ and $L = \\norm{A x - b}^2$.\n`;
  const block = scanDocument(text, 'latex').blocks.at(-1)!;
  const at = block.text.indexOf('A x - b');
  assert.equal(text.slice(block.offsets[at], block.offsets[at + 7]), 'A x - b');
  assert.equal(text.slice(block.offsets[block.text.indexOf('\\left')], block.offsets[block.text.indexOf('\\right') + 11]! + 1), '\\norm{A x - b}');
  const analysis = analyzeDocument(text, { languageId: 'latex' });
  assert.equal(analysis.hoverAt(text.lastIndexOf('A x'))?.title, 'A ∈ ℝ^{m×n}');
  const call = analysis.hoverAt(text.lastIndexOf('\\norm'));
  assert.equal(call && text.slice(call.start, call.end), '\\norm{A x - b}');
});

test('a claim in the author’s own commands is checked', () => {
  const text = `${PREAMBLE}Let $A \\in \\R^{m \\times n}$, $x \\in \\R^n$ and $b \\in \\R^m$.
\\begin{align}
  L &= \\norm{A x - b}^2 \\\\
  \\grad{x} &= 2 (A x - b)\\tp A \\\\
           &= 2 x\\tp A\\tp A - 2 b\\tp A
\\end{align}
`;
  const verdicts = analyzeDocument(text, { languageId: 'latex' }).statements.flatMap(({ result }) => (result.claim ? [result.claim.verdict] : []));
  assert.deepEqual(verdicts, ['verified', 'verified']);
});
