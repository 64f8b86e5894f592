import type { SignatureHelp } from 'vscode-languageserver';
import type { Feature } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

export const signatureHelp: Feature = {
  ...inOwnLanguage('signatureHelp', 'textDocument/signatureHelp', 'signatureHelpProvider', () => ({ triggerCharacters: ['(', ','] })),
  register(server) {
    server.connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
      server.read<SignatureHelp>(uri, token, ({ analysis, features, offsetAt }) => {
        const found = features.signatureHelpAt(analysis, offsetAt(position));
        return (
          found && {
            activeSignature: found.activeSignature,
            activeParameter: found.activeParameter,
            signatures: found.signatures.map(({ label, documentation, parameters }) => ({
              label,
              documentation,
              parameters: parameters.map(({ name, words }) => ({ label: name, ...(words === '' ? {} : { documentation: words }) })),
            })),
          }
        );
      }),
    );
  },
};
