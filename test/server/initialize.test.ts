/** What the server promises, whole: whoever adds or drops a feature sees it here. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startInProcess, until } from '../support/client.ts';
import { engineOf } from '../support/engine.ts';

const engine = engineOf(() => {
  throw new Error('nothing is opened');
});
const own = ['documentHighlight', 'semanticTokens', 'foldingRange', 'selectionRange', 'signatureHelp', 'formatting', 'rangeFormatting'];
const capabilitiesWith = (dynamicRegistration: boolean) => ({
  textDocument: { ...Object.fromEntries(own.map(name => [name, { dynamicRegistration }])), rename: { prepareSupport: true } },
});

const always = {
  textDocumentSync: { openClose: true, change: 2 },
  notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: '*' }] }] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix', 'refactor'] },
  codeLensProvider: { resolveProvider: true },
  inlayHintProvider: true,
  completionProvider: { triggerCharacters: ['\\'] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: { label: 'Nabla' },
  workspaceSymbolProvider: true,
};
const semanticTokens = {
  legend: {
    tokenTypes: ['variable', 'parameter', 'function', 'type', 'number', 'operator', 'keyword', 'property'],
    tokenModifiers: ['declaration', 'definition', 'readonly', 'defaultLibrary'],
  },
  full: true,
};

test('to a client that registers as it goes, the features of mc documents after the start', async () => {
  const { capabilities, registrations } = await startInProcess(engine, null, capabilitiesWith(true));
  assert.deepEqual(capabilities, always);
  const documentSelector = [{ language: 'mc' }];
  const expected = [
    { method: 'textDocument/documentHighlight', registerOptions: { documentSelector } },
    { method: 'textDocument/foldingRange', registerOptions: { documentSelector } },
    { method: 'textDocument/formatting', registerOptions: { documentSelector } },
    { method: 'textDocument/rangeFormatting', registerOptions: { documentSelector } },
    { method: 'textDocument/selectionRange', registerOptions: { documentSelector } },
    { method: 'textDocument/semanticTokens', registerOptions: { documentSelector, ...semanticTokens } },
    { method: 'textDocument/signatureHelp', registerOptions: { documentSelector, triggerCharacters: ['(', ','] } },
  ];
  await until('everything is registered', () => registrations.length >= expected.length);
  assert.deepEqual(
    registrations.toSorted((a, b) => (a.method < b.method ? -1 : 1)),
    expected,
  );
});
test('to a client that asks for problems, that it may', async () => {
  const asking = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
  const { capabilities } = await startInProcess(engine, null, { ...capabilitiesWith(true), ...asking });
  assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'nabla', interFileDependencies: false, workspaceDiagnostics: false });
  const published = await startInProcess(engine, { publishedDiagnostics: true }, asking);
  assert.ok(!('diagnosticProvider' in published.capabilities));
});
test('to another client all of them at the start', async () => {
  const { capabilities } = await startInProcess(engine, null, capabilitiesWith(false));
  assert.deepEqual(capabilities, {
    ...always,
    documentHighlightProvider: true,
    foldingRangeProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    selectionRangeProvider: true,
    semanticTokensProvider: semanticTokens,
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
  });
});
