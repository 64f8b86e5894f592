import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { StatementResult } from '../../src/analysis/result.ts';
import type { Surroundings } from '../../src/cli/run.ts';
import { runCommandLine } from '../support/commandLine.ts';
import { derivative, pending, range, standIn, statementAt } from '../support/standIn.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nabla-cli-'));
after(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, 'good.mc'), 'L = ‖e‖²\ndL/dθ\n');
writeFileSync(join(cwd, 'bad.mc'), '\tdL/dθ = eᵀ Φ\n');
writeFileSync(join(cwd, 'throws.mc'), 'boom dL/dθ');
writeFileSync(join(cwd, 'latin.mc'), Buffer.from([0xe9]));
writeFileSync(join(cwd, 'empty.mc'), '');

const refuted: Partial<StatementResult> = {
  kind: 'claim',
  claim: { verdict: 'refuted', diagnosis: 'factor -2', correct: '-2 eᵀ Φ' },
  diagnostics: [
    {
      code: 'claim-refuted',
      severity: 'error',
      message: 'a factor -2 is missing',
      range: range(0, 9, 13),
      fixes: [{ title: 'Write -2 eᵀ Φ', range: range(0, 9, 13), text: '' }],
    },
  ],
};
const statementsOf = (text: string) =>
  text.includes('eᵀ Φ') ? [statementAt(text, 'dL/dθ = eᵀ Φ', refuted)] : text.includes('dL/dθ') ? [statementAt(text, 'dL/dθ')] : [];
const engine: Surroundings['engine'] = {
  prepare: async () => undefined,
  prepareCode: async () => undefined,
  analyzeFile: (text, { file = '' } = {}) => {
    if (text.includes('boom')) throw new Error('boom');
    return { file, statements: statementsOf(text).map(({ result }) => result) };
  },
  analyzeDocument: text =>
    standIn(text, {
      statements: statementsOf(text),
      panel: {
        kind: 'message',
        severity: 'refused',
        query: 'dL/dθ',
        place: 'good.mc:2',
        uri: '',
        line: 1,
        what: 'Not derived: no rule for eigmax',
        why: 'because',
        todo: '',
      },
    }),
};

const nabla = (...args: string[]) => runCommandLine(args, { engine, cwd, version: '1.2.3' });

/** What of a result has a place in JSON. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('nabla derive', () => {
  test('--json prints one object with every file in the order of the arguments, also one without statements', async () => {
    const { code, out, error } = await nabla('derive', '--json', 'good.mc', 'empty.mc', 'bad.mc');
    const { version, files } = JSON.parse(out);
    assert.deepEqual([code, error, version], [0, '', 1]);
    assert.deepEqual(
      files.map((file: { file: string }) => file.file),
      ['good.mc', 'empty.mc', 'bad.mc'],
    );
    assert.deepEqual(files[0].statements[0].derivative, asJson(derivative));
    assert.deepEqual(files[1].statements, []);
  });
  test('--code prints the code alone, in the language that is asked for', async () => {
    assert.deepEqual(await nabla('derive', '--code', 'numpy', 'good.mc'), { code: 0, out: `${derivative.code.numpy.source}\n`, error: '' });
    assert.equal((await nabla('derive', '--code', 'PyTorch', 'good.mc')).out, `${derivative.code.torch.source}\n`);
  });
  test('--json with --code holds the code of that language alone, without it of every one', async () => {
    const codeOf = async (...args: string[]) => JSON.parse((await nabla('derive', '--json', ...args, 'good.mc')).out).files[0].statements[0].derivative.code;
    assert.deepEqual(await codeOf('--code', 'julia'), asJson({ julia: derivative.code.julia }));
    assert.deepEqual(await codeOf('--code', 'r', '--properties'), asJson({ r: derivative.code.r }));
    assert.deepEqual(await codeOf(), asJson(derivative.code));
  });
  test('--code wants a language that there is, and the command derive', async () => {
    for (const [args, said] of [
      [['derive', '--code', 'cobol', 'good.mc'], /--code cobol: there is numpy, torch,/],
      [['check', '--code', 'r', 'good.mc'], /Only nabla derive takes --code/],
    ] as const) {
      const { code, error } = await nabla(...args);
      assert.equal(code, 2);
      assert.match(error, said);
    }
  });
  test('otherwise text: the statement, its forms, its layout, its certificate', async () => {
    const { code, out } = await nabla('derive', 'good.mc');
    assert.equal(code, 0);
    for (const part of ['good.mc:2  dL/dθ', '1×D  numerator layout', '-2 (y - Φ θ)ᵀ Φ', '✓ at 3 random points by complex step, largest relative error 2.0e-11'])
      assert.ok(out.includes(part), `${part} in\n${out}`);
    assert.ok(!out.includes('\u001b'));
  });
  test('colours where they are wanted', async () => assert.ok((await nabla('derive', '--color', 'good.mc')).out.includes('\u001b[32m✓')));
  test('a problem has its line and carets under the place, at the width of tabs', async () => {
    const { out } = await nabla('derive', 'bad.mc');
    assert.ok(out.includes('bad.mc:1:10: error: a factor -2 is missing [claim-refuted]\n    \tdL/dθ = eᵀ Φ\n    \t        ^^^^\n    fix: Write -2 eᵀ Φ'), out);
  });
});

describe('nabla check', () => {
  test('exit 0 when all hold, 1 when one is refuted', async () => {
    assert.equal((await nabla('check', 'good.mc')).code, 0);
    const { code, out } = await nabla('check', '.', '--json');
    assert.equal(code, 2, 'a file in the folder is not UTF-8');
    assert.equal(JSON.parse(out).files.length, 3);
    assert.equal((await nabla('check', 'good.mc', 'bad.mc')).code, 1);
  });
  test('says which claim, why, what is right, and how many', async () => {
    const { out } = await nabla('check', 'good.mc', 'bad.mc');
    assert.ok(out.includes('bad.mc:1  dL/dθ = eᵀ Φ  ✗ is refuted · factor -2 · correct: -2 eᵀ Φ'), out);
    assert.ok(out.endsWith('0 claims hold, 1 refuted in 2 files\n'), out);
  });
});

describe('what cannot be read', () => {
  test('is told with exit 2, while the other files are read', async () => {
    const { code, out, error } = await nabla('derive', '--json', 'none.mc', 'latin.mc', 'good.mc', 'throws.mc');
    assert.equal(code, 2);
    assert.deepEqual(
      JSON.parse(out).files.map((file: { file: string }) => file.file),
      ['good.mc'],
    );
    assert.match(error, /nabla: none\.mc: no such file or folder\n/);
    assert.match(error, /nabla: latin\.mc: not UTF-8 text \(at byte 0\)/);
    assert.match(error, /nabla: throws\.mc: Nabla failed on this file, which is a defect of Nabla: Error: boom/);
  });
  test('a language that is not read is told before anything is', async () => {
    for (const command of ['check', 'derive', 'explain']) {
      const { code, out, error } = await nabla(command, '--language', 'cobol', 'good.mc:2');
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, /--language cobol: Nabla reads no such language\. Name one that writes comments alike, such as cpp/);
    }
  });
  test('comments are read as far as it is asked for, language by language, the last word counts', async () => {
    writeFileSync(join(cwd, 'a.py'), '# a\n');
    writeFileSync(join(cwd, 'a.jl'), '# a\n');
    const read = async (...args: string[]) => {
      const found: Record<string, unknown> = {};
      const analyzeFile: typeof engine.analyzeFile = (_, { languageId = '', comments, file = '' } = {}) => {
        found[languageId] = comments;
        return { file, statements: [] };
      };
      const { code } = await runCommandLine(['check', ...args, 'a.py', 'a.jl'], { engine: { ...engine, analyzeFile }, cwd, version: '0' });
      assert.equal(code, 0);
      return found;
    };
    assert.deepEqual(await read(), { python: 'all', julia: 'all' });
    assert.deepEqual(await read('--comments', 'marked'), { python: 'marked', julia: 'marked' });
    assert.deepEqual(await read('--comments', 'python=off', '--comments', 'certain'), { python: 'off', julia: 'certain' });
    assert.deepEqual(await read('--comments', 'julia=off', '--comments', 'julia=all'), { python: 'all', julia: 'all' });
  });
  test('files longer than the limit are named and left out, which is no mistake', async () => {
    writeFileSync(join(cwd, 'long.mc'), `dL/dθ${' '.repeat(20)}`);
    const { code, out, error } = await nabla('derive', '--max-size', '20', 'good.mc', 'long.mc');
    assert.equal(code, 0);
    assert.match(out, /good\.mc/);
    assert.doesNotMatch(out, /long\.mc/);
    assert.equal(error, 'nabla: long.mc: left out: 25 characters, more than --max-size\n');
  });
  test('wrong usage is exit 2 with what to do, and nothing on standard output', async () => {
    for (const args of [
      [],
      ['frobnicate'],
      ['derive'],
      ['check'],
      ['derive', '--nope', 'x'],
      ['derive', '--layout', 'sideways', 'good.mc'],
      ['derive', '--comments', 'sometimes', 'good.mc'],
      ['derive', '--comments', 'python=', 'good.mc'],
      ['derive', '--max-size', '1 MB', 'good.mc'],
      ['explain'],
      ['explain', 'good.mc'],
      ['explain', 'good.mc:0'],
      ['explain', 'good.mc:99'],
      ['lsp'],
    ]) {
      const { code, out, error } = await nabla(...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(error, /^nabla: .+\nnabla --help tells what there is\.\n$/s, args.join(' '));
    }
  });
});

describe('nabla explain, --help, --version', () => {
  test('explains the statement on the line', async () => {
    const { code, out } = await nabla('explain', 'good.mc:2');
    assert.equal(code, 0);
    assert.match(out, /good\.mc:2 {2}dL\/dθ\nNot derived: no rule for eigmax\nbecause\n/);
  });
  test('a line without a query or claim is exit 1, a missing file exit 2', async () => {
    assert.equal((await nabla('explain', 'good.mc:1')).code, 1);
    assert.equal((await nabla('explain', 'none.mc:1')).code, 2);
  });
  test('help and version', async () => {
    assert.match((await nabla('--help')).out, /nabla check PATHS…/);
    assert.equal((await nabla('--version')).out, '1.2.3\n');
  });
  test('what could not be checked is not called a defect', async () => {
    const { analyze } = await import('../../src/index.ts');
    const { printDerivatives } = await import('../../src/cli/print.ts');
    const { makeStyle } = await import('../../src/cli/style.ts');
    const text = "x ∈ ℝ^n\nd(log(-1 - x' x))/dx";
    const out = printDerivatives(analyze(text, { certify: true }), text, makeStyle(false));
    assert.match(out, /withheld: the result could not be checked by numbers\n/);
    assert.doesNotMatch(out, /defect/);
  });
  test('an undecided claim of a comment says why', async () => {
    const { printDerivatives } = await import('../../src/cli/print.ts');
    const { makeStyle } = await import('../../src/cli/style.ts');
    const { analyze } = await import('../../src/index.ts');
    const text = '# X ∈ ℝ^{n×p}, w ∈ ℝ^p\n# L = ‖X w‖²\n# dL/dw = 2 Xᵀ r\n';
    const out = printDerivatives(analyze(text, { languageId: 'python' }), text, makeStyle(false));
    assert.match(out, /could not be decided · a name in it is not declared/);
  });
  test('an unchecked derivative is not printed', async () => {
    const { printDerivatives } = await import('../../src/cli/print.ts');
    const { makeStyle } = await import('../../src/cli/style.ts');
    const { result } = statementAt('dL/dθ', 'dL/dθ', { derivative: pending });
    const out = printDerivatives({ file: 'a.mc', statements: [result] }, 'dL/dθ', makeStyle(false));
    assert.match(out, /not checked yet/);
    assert.ok(!out.includes('Φ'));
  });
});
