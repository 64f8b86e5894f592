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
      const analysis = await analyses.checked(TextDocument.create(uri, languageId, 0, text), () => token.isCancellationRequested);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (!analysis) return null;
      const { features } = engine;
      return { ...features.claimsOf(analysis), diagnostics: features.diagnosticsOf(analysis).map(diagnostic => lspDiagnostic(diagnostic, uri, [])) };
    });
  },
};
