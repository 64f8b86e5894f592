import { type SignatureHelp, SignatureHelpRequest } from 'vscode-languageserver';
import type { Feature } from '../feature.ts';

const options = { triggerCharacters: ['(', ','] };

/** For `.mc` documents alone: in a host file the first that answers is shown, and that is the host language's own. */
export const signatureHelp: Feature = {
  capabilities: client => (client.textDocument?.signatureHelp?.dynamicRegistration ? {} : { signatureHelpProvider: options }),
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
  started({ client, connection }) {
    if (!client().textDocument?.signatureHelp?.dynamicRegistration) return;
    void connection.client.register(SignatureHelpRequest.type, { ...options, documentSelector: [{ language: 'mc' }] });
  },
};
