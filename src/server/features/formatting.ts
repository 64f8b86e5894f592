import type { TextEdit } from 'vscode-languageserver';
import type { Feature, OpenDocument } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

const parts = [
  inOwnLanguage('formatting', 'textDocument/formatting', 'documentFormattingProvider'),
  inOwnLanguage('rangeFormatting', 'textDocument/rangeFormatting', 'documentRangeFormattingProvider'),
];

export const formatting: Feature = {
  capabilities: (client, server) => Object.assign({}, ...parts.map(part => part.capabilities(client, server))),
  started: server => {
    for (const part of parts) part.started(server);
  },
  register(server) {
    server.connection.onDocumentFormatting(({ textDocument: { uri } }, token) => server.read<TextEdit[]>(uri, token, open => edits(open)));
    server.connection.onDocumentRangeFormatting(({ textDocument: { uri }, range }, token) =>
      server.read<TextEdit[]>(uri, token, open => edits(open, { start: open.offsetAt(range.start), end: open.offsetAt(range.end) })),
    );
  },
};

function edits({ analysis, features, range }: OpenDocument, within?: { readonly start: number; readonly end: number }): TextEdit[] {
  return features.formattingOf(analysis, within).map(({ start, end, text }) => ({ range: range({ start, end }), newText: text }));
}
