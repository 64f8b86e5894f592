import { DocumentFormattingRequest, DocumentRangeFormattingRequest, type TextEdit } from 'vscode-languageserver';
import type { Feature, OpenDocument } from '../feature.ts';

/** For `.mc` documents alone: an editor takes one formatter a document, and that of a host file is the host language's own. */
export const formatting: Feature = {
  capabilities: client => ({
    ...(client.textDocument?.formatting?.dynamicRegistration ? {} : { documentFormattingProvider: true }),
    ...(client.textDocument?.rangeFormatting?.dynamicRegistration ? {} : { documentRangeFormattingProvider: true }),
  }),
  register(server) {
    server.connection.onDocumentFormatting(({ textDocument: { uri } }, token) => server.read<TextEdit[]>(uri, token, open => edits(open)));
    server.connection.onDocumentRangeFormatting(({ textDocument: { uri }, range }, token) =>
      server.read<TextEdit[]>(uri, token, open => edits(open, { start: open.offsetAt(range.start), end: open.offsetAt(range.end) })),
    );
  },
  started({ client, connection }) {
    const { formatting: whole, rangeFormatting } = client().textDocument ?? {};
    const options = { documentSelector: [{ language: 'mc' }] };
    if (whole?.dynamicRegistration) void connection.client.register(DocumentFormattingRequest.type, options);
    if (rangeFormatting?.dynamicRegistration) void connection.client.register(DocumentRangeFormattingRequest.type, options);
  },
};

function edits({ analysis, features, range }: OpenDocument, within?: { readonly start: number; readonly end: number }): TextEdit[] {
  return features.formattingOf(analysis, within).map(({ start, end, text }) => ({ range: range({ start, end }), newText: text }));
}
