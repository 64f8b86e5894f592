import { type Diagnostic, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type CheckAnswer, type CheckedText, checkRequest, claimsRequest, type DocumentClaims, type DocumentName } from '../../ide/requests.ts';
import { lspDiagnostic } from '../convert.ts';
import type { Feature } from '../feature.ts';

/** Nabla's own requests: the claims of an open document as they are, and a text, open or not, checked to its end. */
export const claims: Feature = {
  capabilities: () => ({}),
  register(server) {
    const { connection, analyses, engine } = server;
    connection.onRequest<DocumentClaims | null, void>(claimsRequest, ({ uri }: DocumentName, token) =>
      server.read<DocumentClaims>(uri, token, ({ analysis, features }) => features.claimsOf(analysis)),
    );
    connection.onRequest<CheckAnswer<Diagnostic> | null, void>(checkRequest, async ({ uri, languageId, text }: CheckedText, token) => {
      const parts = await analyses.checkedParts(TextDocument.create(uri, languageId, 0, text), () => token.isCancellationRequested);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (!parts) return null;
      const found = engine.features.checkOf(text, parts);
      return { ...found, diagnostics: found.diagnostics.map(diagnostic => lspDiagnostic(diagnostic, uri, [])) };
    });
  },
};
