// The least language server: every hover has the same answer, every change publishes no diagnostics.

import { createConnection, ProposedFeatures, TextDocumentSyncKind } from 'vscode-languageserver/node';

const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental }, hoverProvider: true } }));
const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
connection.onHover(() => ({ range, contents: { kind: 'markdown', value: '`dL/dθ ∈ ℝ^{1×D}`\n\n```\n∂L/∂θ = -2 eᵀ Φ\n```' } }));
const publish = ({ textDocument: { uri, version } }) => void connection.sendDiagnostics({ uri, version, diagnostics: [] });
connection.onDidOpenTextDocument(publish);
connection.onDidChangeTextDocument(publish);
connection.onDidCloseTextDocument(() => undefined);
connection.listen();
