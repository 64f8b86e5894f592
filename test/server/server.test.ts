import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver';
import type { DocumentAnalysis } from '../../src/analysis/document.ts';
import type { Diagnostic } from '../../src/analysis/result.ts';
import * as features from '../../src/ide/features.ts';
import type { Engine } from '../../src/server/engine.ts';
import { startInProcess, until } from '../support/client.ts';
import { engineOf } from '../support/engine.ts';
import { derivative, pending, range, type StandIn, standIn, statementAt } from '../support/standIn.ts';

const uri = 'file:///a/least.mc';
const text = 'L = ‖e‖²\ndL/dθ\n';
const refuted: Diagnostic = {
  code: 'claim-refuted',
  severity: 'error',
  message: 'transposed',
  range: range(1, 0, 5),
  fixes: [{ title: 'Write it so', range: range(1, 0, 5), text: 'so' }],
};

/** Every document that holds `dL/dθ` has it as a query. */
const engine = (options: (text: string) => StandIn = () => ({})): Engine =>
  engineOf((source, { languageId } = {}) => {
    const statements = source.includes('dL/dθ') ? [statementAt(source, 'dL/dθ')] : [];
    return standIn(source, { statements, languageId, ...options(source) });
  });
const withPending: Engine = engine(source => ({ statements: source.includes('dL/dθ') ? [statementAt(source, 'dL/dθ', { derivative: pending })] : [] }));

describe('the server', () => {
  test('says what it can do', async () => {
    const { capabilities } = await startInProcess(engine());
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
    assert.equal(capabilities.hoverProvider, true);
    assert.ok(!('semanticTokensProvider' in capabilities), 'it would replace the host language’s own colours');
  });
  test('answers a hover with the range, the text and what a picture is made of', async () => {
    const client = await startInProcess(engine());
    await client.open(uri, 'mc', text);
    const hover = await client.hover(uri, 1, 2);
    assert.match(hover!.contents.value, /^`dL\/dθ ∈ ℝ\^\{1×D\}`/);
    assert.equal(hover!.math!.tex, derivative.matrix!.latex);
    assert.deepEqual((hover as unknown as { range: unknown }).range, range(1, 0, 5));
  });
  test('gives another editor neither command links nor fields that it does not know', async () => {
    const client = await startInProcess(engine(), null);
    await client.open(uri, 'mc', text);
    const hover = await client.hover(uri, 1, 2);
    assert.deepEqual(Object.keys(hover!).sort(), ['contents', 'range']);
    assert.ok(!hover!.contents.value.includes('command:'));
  });
  test('works an answer out once where nothing changes it any more, and anew after a change of the settings', async () => {
    const asked: string[] = [];
    const client = await startInProcess(
      engineOf(source => {
        const analysis = standIn(source, { statements: [statementAt(source, 'dL/dθ')] });
        return Object.assign(Object.create(analysis) as DocumentAnalysis, {
          hoverAt: (offset: number) => {
            asked.push(`${offset}`);
            return analysis.hoverAt(offset);
          },
        });
      }),
      { commandLinks: true },
    );
    await client.open('file:///a/x.py', 'python', text);
    const first = await client.hover('file:///a/x.py', 1, 2);
    assert.deepEqual(await client.hover('file:///a/x.py', 1, 2), first);
    assert.notDeepEqual(await client.hover('file:///a/x.py', 1, 3), first, 'its links lead to where it was asked');
    assert.equal(asked.length, 2);
    assert.match(first!.contents.value, /NumPy/);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { code: { language: 'r' } } } });
    assert.match((await client.hover('file:///a/x.py', 1, 2))!.contents.value, /Copy R code/);
  });
  test('follows incremental changes', async () => {
    const client = await startInProcess(engine());
    await client.open(uri, 'mc', 'x\n');
    assert.equal(await client.hover(uri, 1, 1), null);
    await client.change(uri, 2, [{ range: range(1, 0, 0), text: 'dL/dθ' }]);
    assert.ok(await client.hover(uri, 1, 1));
    await client.change(uri, 3, [{ range: range(0, 0, 1), text: 'long first line\n\n' }]);
    assert.equal(await client.hover(uri, 1, 1), null);
    assert.ok(await client.hover(uri, 3, 1));
  });
  test('publishes diagnostics and takes them back on closing', async () => {
    const client = await startInProcess(engine(() => ({ diagnostics: [refuted] })));
    await client.open(uri, 'mc', text);
    await until('diagnostics', () => client.diagnostics.has(uri));
    assert.deepEqual(client.diagnostics.get(uri), [{ code: 'claim-refuted', message: 'transposed', range: refuted.range, severity: 1, source: 'nabla' }]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until('no diagnostics', () => client.diagnostics.get(uri)?.length === 0);
  });
  test('offers the fix of a diagnostic as a quick fix that repairs it', async () => {
    const client = await startInProcess(engine(() => ({ diagnostics: [refuted] })));
    await client.open(uri, 'mc', text);
    await until('diagnostics', () => client.diagnostics.has(uri));
    const context = { diagnostics: client.diagnostics.get(uri) };
    const actions = await client.connection.sendRequest<Record<string, unknown>[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: range(1, 1, 1),
      context,
    });
    const fix = actions.find(action => action.kind === 'quickfix');
    assert.deepEqual(fix?.edit, { changes: { [uri]: [{ range: range(1, 0, 5), newText: 'so' }] } });
    assert.deepEqual(fix?.diagnostics, context.diagnostics);
  });
  test('knows nothing of documents that are not open, too long, or of a language left out', async () => {
    const settings = { maxFileSize: 30, languages: ['*', '!python'] };
    const client = await startInProcess(
      engine(() => ({ diagnostics: [refuted] })),
      { settings },
    );
    assert.equal(await client.hover('file:///unknown.mc', 0, 0), null);
    await client.open(uri, 'mc', `${text}${' '.repeat(40)}`);
    await client.open('file:///a/x.py', 'python', text);
    assert.equal(await client.hover(uri, 1, 2), null);
    assert.equal(await client.hover('file:///a/x.py', 1, 2), null);
    await until('diagnostics', () => client.diagnostics.size === 2);
    assert.deepEqual([...client.diagnostics.values()], [[], []]);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { maxFileSize: 1000 } } });
    await until('diagnostics after the change of settings', () => [...client.diagnostics.values()].every(found => found.length === 1));
    assert.ok(await client.hover('file:///a/x.py', 1, 2));
  });
  test('gives code in the language that is asked for, that of the settings, that of the file, and where it may be inserted', async () => {
    const client = await startInProcess(engine(), { settings: {} });
    await client.open('file:///a/x.py', 'python', `# ${text}`);
    const ask = (language: string) =>
      client.connection.sendRequest<{ language: string; insertion: unknown }>('nabla/code', {
        uri: 'file:///a/x.py',
        position: { line: 1, character: 2 },
        language,
      });
    const [usual, asked] = [await ask('auto'), await ask('julia')];
    assert.deepEqual([usual.language, asked.language], ['numpy', 'julia']);
    assert.ok(usual.insertion && !asked.insertion);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { code: { language: 'r' } } } });
    assert.equal((await ask('auto')).language, 'r');
    const hover = await client.hover('file:///a/x.py', 1, 2);
    assert.ok(!hover!.contents.value.includes('command:'), 'to a client without commands');
  });
  test('begins an answer again where the document changes while it waits', async () => {
    let asked = 0;
    // its certificate never comes, so the first hover waits as long as hovers do
    const client = await startInProcess(
      engineOf(source => {
        const statements = source.startsWith('first') ? [statementAt(source, 'dL/dθ', { derivative: pending })] : [statementAt(source, 'dL/dθ')];
        return { ...standIn(source, { statements }), certifyNext: () => source.startsWith('first') && ++asked > 0 };
      }),
    );
    await client.open(uri, 'mc', 'first dL/dθ');
    await until('an analysis', () => asked > 0);
    const answered = client.hover(uri, 0, 7);
    await client.change(uri, 2, [{ range: range(0, 0, 5), text: 'other' }]);
    assert.match((await answered)!.contents.value, /✓ checked/);
  });
  test('ends an answer that nobody wants any more', async () => {
    const client = await startInProcess(
      engineOf(source => ({ ...standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })] }), certifyNext: () => true })),
    );
    await client.open(uri, 'mc', text);
    const cancellation = new CancellationTokenSource();
    const answered = client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 1, character: 2 } }, cancellation.token);
    cancellation.cancel();
    await assert.rejects(answered, { code: LSPErrorCodes.RequestCancelled });
    // or its certificate would be looked for without an end
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  });
  test('passes the layout of the settings on', async () => {
    const layouts: unknown[] = [];
    const client = await startInProcess(
      engineOf((source, options) => {
        layouts.push(options?.layout);
        return standIn(source);
      }),
    );
    await client.open(uri, 'mc', text);
    await until('an analysis', () => layouts.length === 1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { layout: 'denominator' } } });
    await until('another one', () => layouts.length === 2);
    assert.deepEqual(layouts, ['numerator', 'denominator']);
  });
});

describe('the setting nabla.comments', () => {
  test('is passed on, and a change of it reads the open documents anew', async () => {
    const found: unknown[] = [];
    const client = await startInProcess(
      engineOf((source, options) => {
        found.push(options?.comments);
        return standIn(source);
      }),
      { settings: { comments: 'marked' } },
    );
    await client.open(uri, 'mc', text);
    await until('an analysis', () => found.length === 1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { comments: 'off' } } });
    await until('another one', () => found.length === 2);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { nabla: { comments: 'sometimes' } } });
    await until('a third one', () => found.length === 3);
    assert.deepEqual(found, ['marked', 'off', 'all']);
  });
});

describe('certificates', () => {
  test('are filled in after a change, and the client hears of it', async () => {
    const client = await startInProcess(withPending);
    const changed: string[] = [];
    client.connection.onNotification('nabla/changed', ({ uri: changedUri }) => void changed.push(changedUri));
    await client.open(uri, 'mc', text);
    await until('a notification', () => changed.length > 0);
    assert.deepEqual(changed, [uri]);
  });
  test('a hover waits for its certificate', async () => {
    const client = await startInProcess(withPending);
    await client.open(uri, 'mc', text);
    assert.match((await client.hover(uri, 1, 2))!.contents.value, /✓ checked/);
  });
  test('of a changed document come after a pause, and what a hover asks for comes before', async () => {
    const asked: (number | undefined)[] = [];
    const client = await startInProcess(
      engineOf(source => {
        const analysis = standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })] });
        return Object.assign(Object.create(analysis) as DocumentAnalysis, {
          certifyNext: (_: number, first?: number) => {
            asked.push(first);
            return analysis.certifyNext(1);
          },
        });
      }),
    );
    const changed: string[] = [];
    client.connection.onNotification('nabla/changed', ({ uri: changedUri }) => void changed.push(changedUri));
    await client.open(uri, 'mc', text);
    await until('a notification', () => changed.length === 1);
    asked.length = 0;
    await client.change(uri, 2, [{ range: range(0, 0, 0), text: ' ' }]);
    assert.match((await client.hover(uri, 1, 2))!.contents.value, /✓ checked/);
    assert.deepEqual(asked, [` ${text}`.indexOf('dL/dθ') + 2]);
    await client.change(uri, 3, [{ range: range(0, 0, 1), text: '' }]);
    await until('the certificate of the last version', () => asked.length > 1 && asked.at(-1) === undefined);
  });
  test('what hovers will say is worked out behind the certificates, once a statement', async () => {
    const done: string[] = [];
    const client = await startInProcess({
      ...withPending,
      features: {
        ...features,
        prepareHover: statement => {
          done.push(statement.result.derivative!.certificate.verdict);
          features.prepareHover(statement);
        },
      },
    });
    const changed: string[] = [];
    client.connection.onNotification('nabla/changed', ({ uri: changedUri }) => void changed.push(changedUri));
    await client.open(uri, 'mc', text);
    await until('the hover of the statement', () => done.length > 0);
    await client.open('file:///a/other.mc', 'mc', text);
    await until('the hover of the other document', () => done.length > 1 && changed.length > 1);
    assert.deepEqual(done, ['verified', 'verified']);
  });
  test('a hover whose certificate takes too long says so, and the next one has it', async () => {
    let slow = true;
    const client = await startInProcess(
      engineOf(source => {
        const analysis = standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })] });
        return Object.assign(Object.create(analysis) as DocumentAnalysis, {
          certifyNext: (budget: number) => {
            if (!slow) return analysis.certifyNext(budget);
            // another certificate comes in, not this one
            for (const end = performance.now() + budget; performance.now() < end; );
            return true;
          },
        });
      }),
    );
    await client.open(uri, 'mc', text);
    const hover = await client.hover(uri, 1, 2);
    assert.match(hover!.contents.value, /checking…/);
    assert.ok(!hover!.math && !hover!.contents.value.includes('Φ'));
    slow = false;
    await until('the certificate', () => true);
    assert.match((await client.hover(uri, 1, 2))!.contents.value, /✓ checked/);
  });
  test('a result that fails its certificate is never shown', async () => {
    const client = await startInProcess(
      engineOf(source =>
        standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })], certified: { status: 'withheld', derivative: null } }),
      ),
    );
    await client.open(uri, 'mc', text);
    assert.match((await client.hover(uri, 1, 2))!.contents.value, /withheld/);
    assert.match(await client.connection.sendRequest('nabla/derivative', { uri, position: { line: 1, character: 2 } }).then(JSON.stringify), /"kind":"none"/);
  });
});

describe('a defect of the engine', () => {
  test('costs the document its answers and is logged once a version; the server lives', async () => {
    let calls = 0;
    const client = await startInProcess(
      engineOf(source => {
        calls++;
        if (source.includes('bad')) throw new RangeError('boom');
        return standIn(source, { statements: [statementAt(source, 'dL/dθ')] });
      }),
    );
    await client.open(uri, 'mc', `bad ${text}`);
    assert.equal(await client.hover(uri, 1, 2), null);
    assert.equal(await client.hover(uri, 1, 2), null);
    assert.equal(calls, 1);
    assert.equal(client.log.filter(line => line.includes('boom')).length, 1);
    await client.change(uri, 2, [{ range: range(0, 0, 4), text: '' }]);
    assert.ok(await client.hover(uri, 1, 2));
  });
  test('where the bundle for certificates does not load, nothing is shown unchecked', async () => {
    const client = await startInProcess(
      engineOf(
        source => {
          const analysis = standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })] });
          return Object.assign(Object.create(analysis) as DocumentAnalysis, { certifyNext: () => false });
        },
        {
          prepare: async () => {
            throw new Error('no such bundle');
          },
        },
      ),
    );
    await client.open(uri, 'mc', text);
    assert.match((await client.hover(uri, 1, 2))!.contents.value, /checking…/);
    assert.ok(client.log.some(line => line.includes('no such bundle')));
  });
  test('in a certificate or an answer does not end the server either', async () => {
    const client = await startInProcess(
      engineOf(source => {
        const analysis = standIn(source, { statements: [statementAt(source, 'dL/dθ', { derivative: pending })] });
        const fail = () => {
          throw new Error('boom');
        };
        return Object.assign(Object.create(analysis) as DocumentAnalysis, { certifyNext: fail, panelAt: fail });
      }),
    );
    await client.open(uri, 'mc', text);
    await until('the failing certificate', () => client.log.some(line => line.includes('boom')));
    assert.equal(await client.hover(uri, 1, 2), null);
    assert.equal(await client.connection.sendRequest('nabla/panel', { uri, position: { line: 1, character: 2 } }), null);
    await client.open('file:///b.mc', 'mc', 'x');
    assert.equal(await client.hover('file:///b.mc', 0, 0), null);
  });
});
