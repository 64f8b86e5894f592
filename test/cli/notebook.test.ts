import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { cellsOf } from '../../src/analysis/notebook.ts';
import type { Output, Range } from '../../src/analysis/result.ts';
import type { Surroundings } from '../../src/cli/run.ts';
import { codeIn, countOperations } from '../../src/code/index.ts';
import { certify } from '../../src/numeric/index.ts';
import { runCommandLine } from '../support/commandLine.ts';

useCertifier(certify);
useCodePrinter(codeIn, countOperations);
const cwd = mkdtempSync(join(tmpdir(), 'nabla-notebook-'));
after(() => rmSync(cwd, { recursive: true }));

const engine: Surroundings['engine'] = { analyzeDocument, analyzeFile, prepare: async () => undefined, prepareCode: async () => undefined };
const nabla = (...args: string[]) => runCommandLine(args, { engine, cwd, version: '0' });

const code = (source: unknown, more: object = {}) => ({
  cell_type: 'code',
  metadata: {},
  outputs: [{ data: { 'text/plain': ['"source": ['] } }],
  source,
  ...more,
});
const markdown = (source: unknown) => ({ cell_type: 'markdown', metadata: {}, source });
const notebook = (language: object, cells: readonly object[]): string => JSON.stringify({ cells, metadata: language, nbformat: 4 }, null, 1);
const python = { kernelspec: { language: 'python', name: 'python3' } };

const wrong = notebook(python, [
  { cell_type: 'raw', source: ['$x$'] },
  markdown('# Title\n\nLet $x \\in \\mathbb{R}^n$. Then\n\n$$\\frac{\\partial x^\\top x}{\\partial x} = 2 x^\\top$$\n'),
  code(['import numpy as np\n', '\n', '# nabla:\t"a" \u2207\n', '# x ∈ ℝ^n\n', "# d(x' x)/dx = 3 x'"]),
]);

describe('notebooks', () => {
  test('check names the cell and the line in it', async () => {
    writeFileSync(join(cwd, 'wrong.ipynb'), wrong);
    const { code, out, error } = await nabla('check', 'wrong.ipynb');
    assert.equal(error, '');
    assert.equal(code, 1);
    assert.match(out, /^wrong\.ipynb:cell 2:5 .* ✓ holds$/m);
    assert.match(out, /^wrong\.ipynb:cell 3:5:16: error: This is not the derivative: factor 3\/2/m);
    assert.match(out, /^ {4}# d\(x' x\)\/dx = 3 x'\n {19}\^{4}$/m);
    assert.match(out, /1 claim holds, 1 refuted(, 1 other error)? in 1 file\n$/);
  });

  test('JSON gives lines and ranges of the file, and the cell beside them', async () => {
    writeFileSync(join(cwd, 'wrong.ipynb'), wrong);
    const { out } = await nabla('check', '--json', 'wrong.ipynb');
    const { files } = JSON.parse(out) as Output;
    assert.deepEqual(
      files.map(({ file }) => file),
      ['wrong.ipynb'],
    );
    const lines = wrong.split('\n');
    const textAt = ({ start, end }: Range): string => {
      assert.equal(start.line, end.line);
      return lines[start.line]!.slice(start.character, end.character);
    };
    const claims = files[0]!.statements.filter(statement => statement.claim);
    assert.deepEqual(
      claims.map(({ cell }) => cell),
      [
        { number: 2, line: 5 },
        { number: 3, line: 5 },
      ],
    );
    assert.equal(textAt(claims[0]!.range), String.raw`\\frac{\\partial x^\\top x}{\\partial x} = 2 x^\\top`);
    assert.equal(textAt(claims[1]!.range), "d(x' x)/dx = 3 x'");
    for (const claim of claims) assert.equal(claim.line, claim.range.start.line + 1);
    const [diagnostic] = claims[1]!.diagnostics;
    assert.equal(textAt(diagnostic!.range), "3 x'");
    for (const fix of diagnostic!.fixes ?? []) assert.equal(textAt(fix.range), "3 x'");
  });

  test('what a cell declares and defines is known in those behind it, and what a function does only there', async () => {
    const cells = [
      markdown('Let $X \\in \\mathbb{R}^{n \\times d}$ and $y \\in \\mathbb{R}^n$.'),
      code('# w ∈ ℝ^d\nw = 0\ndef f():\n    # z ∈ ℝ^n\n    pass\n'),
      code('# r = X w - y\n# L = ‖r‖²\n'),
      code('# dL/dw = 2 rᵀ X\n# d(zᵀ z)/dz = 2 zᵀ\n'),
      code('# w ∈ ℝ^{d×k}\n# M = ‖X w‖_F²\n'),
      code('# dM/dw = 2 Xᵀ X w\n# dL/dr = 2 rᵀ'),
    ];
    writeFileSync(join(cwd, 'names.ipynb'), notebook(python, cells));
    const { out, code: exit } = await nabla('check', 'names.ipynb');
    assert.equal(exit, 0);
    assert.match(out, /^names\.ipynb:cell 4:1 .* ✓ holds$/m);
    assert.match(out, /^names\.ipynb:cell 6:1 .* ✓ holds$/m);
    assert.match(out, /^names\.ipynb:cell 6:2 .* ✓ holds$/m);
    assert.match(out, /^names\.ipynb:cell 4:2 .* \? could not be decided/m);
    const explained = await nabla('explain', 'names.ipynb:cell 4:1');
    assert.equal(explained.error, '');
    assert.match(explained.out, /2 rᵀ X/);
    writeFileSync(join(cwd, 'turned.ipynb'), notebook(python, cells.toReversed()));
    assert.match((await nabla('check', 'turned.ipynb')).out, /^0 claims hold, 0 refuted, /m);
  });

  test('a fix is written as JSON holds it', async () => {
    const text = notebook(python, [markdown(['$x \\in \\mathbb{R}^n$\n', '$$\\frac{\\partial x^\\top x}{\\partial x} = 3 x^\\top$$'])]);
    writeFileSync(join(cwd, 'fix.ipynb'), text);
    const { files } = JSON.parse((await nabla('check', '--json', 'fix.ipynb')).out) as Output;
    const [fix] = files[0]!.statements.at(-1)!.diagnostics[0]!.fixes!;
    const lines = text.split('\n');
    const { start, end } = fix!.range;
    lines[start.line] = lines[start.line]!.slice(0, start.character) + fix!.text + lines[end.line]!.slice(end.character);
    writeFileSync(join(cwd, 'fix.ipynb'), lines.join('\n'));
    const { code, out } = await nabla('check', 'fix.ipynb');
    assert.equal(code, 0, out);
  });

  test('explain takes a cell and a line', async () => {
    writeFileSync(join(cwd, 'wrong.ipynb'), wrong);
    const found = await nabla('explain', 'wrong.ipynb:cell 2:5');
    assert.equal(found.code, 0, found.error);
    assert.match(found.out, /^wrong\.ipynb:cell 2:5 /);
    for (const place of ['wrong.ipynb:5', 'wrong.ipynb:cell 1:1', 'wrong.ipynb:cell 9:1']) {
      const { code, error } = await nabla('explain', place);
      assert.equal(code, 2);
      assert.match(error, /FILE:cell NUMBER:LINE/);
    }
  });

  test('cells are read in the language of the notebook, of the cell, or of its magic', () => {
    const languages = (language: object, cells: readonly object[], asked: string | null = null) =>
      cellsOf(notebook(language, cells), asked)!.map(cell => cell.languageId);
    const cells = [code('1'), markdown('1'), code('%%R\n1'), code('%%time\n1'), code('1', { metadata: { vscode: { languageId: 'fsharp' } } })];
    assert.deepEqual(languages(python, cells), ['python', 'markdown', 'r', 'python', 'fsharp']);
    assert.deepEqual(languages({ language_info: { name: 'julia' } }, [code('1')]), ['julia']);
    assert.deepEqual(languages({ kernelspec: { language: 'C++17' } }, [code('1')]), ['cpp']);
    assert.deepEqual(languages({ language_info: { name: 'R' } }, [code('1')]), ['r']);
    assert.deepEqual(languages({}, [code('1')]), ['python']);
    assert.deepEqual(languages({}, [code('1'), markdown('')], 'matlab'), ['matlab', 'markdown']);
  });

  test('the third format', () => {
    const cells = cellsOf(JSON.stringify({ worksheets: [{ cells: [{ cell_type: 'code', language: 'python', input: ['# x\n', 'y'] }] }] }), null)!;
    assert.deepEqual(
      cells.map(({ number, languageId, text }) => [number, languageId, text]),
      [[1, 'python', '# x\ny']],
    );
  });

  test('every character of a cell keeps its place', () => {
    const text = '{"cells":[{"source":["a\\u2207\\"\\n","\\tb\\\\"],"cell_type":"code"}]}';
    const [cell] = cellsOf(text, null)!;
    assert.equal(cell!.text, 'a∇"\n\tb\\');
    assert.deepEqual(
      cell!.places.slice(0, -1).map((at, i) => text.slice(at, i === 3 ? at + 2 : cell!.places[i + 1])),
      ['a', '\\u2207', '\\"', '\\n', '\\t', 'b', '\\\\'],
    );
  });

  test('what is no notebook, has no cells, or nests without end', async () => {
    for (const [name, text] of [
      ['text.ipynb', 'no JSON'],
      ['empty.ipynb', ''],
      ['list.ipynb', '[1, {"cells": []}]'],
      ['cut.ipynb', wrong.slice(0, 200)],
    ] as const) {
      writeFileSync(join(cwd, name), text);
      const { code, error } = await nabla('check', name);
      assert.equal(code, 2);
      assert.match(error, /not a Jupyter notebook/);
    }
    assert.deepEqual(
      cellsOf('{"cells": [1, null, [], {}, {"cell_type": "code"}, {"cell_type": "markdown", "source": {"a": 1}}]}', null)!.map(cell => cell.text),
      ['', ''],
    );
    const deep = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "cells": [{"cell_type": "code", "source": "x"}]}`;
    assert.deepEqual(
      cellsOf(deep, null)!.map(cell => cell.text),
      ['x'],
    );
    writeFileSync(join(cwd, 'none.ipynb'), '{"cells": []}');
    assert.match((await nabla('derive', 'none.ipynb')).out, /no queries/);
  });
});
