/**
 * What an editor takes from one server a document, or what would take the place of what the host language has: a client
 * that registers as it goes is told of it after the start, for documents of the language `mc` alone. Another client
 * is told at the start: it starts this server for the languages that its user names.
 */

import { type ClientCapabilities, RegistrationType, type ServerCapabilities } from 'vscode-languageserver';
import type { Server } from '../feature.ts';

/** The part of `textDocument` in the client's capabilities. */
type Dynamic = 'documentHighlight' | 'semanticTokens' | 'foldingRange' | 'selectionRange' | 'signatureHelp' | 'formatting' | 'rangeFormatting';

interface OwnLanguage {
  capabilities(client: ClientCapabilities, server: Server): Partial<ServerCapabilities>;
  started(server: Server): void;
}

/** @param options What both ways of registering say beside the documents, to a client that can do so much. */
export function inOwnLanguage(
  client: Dynamic,
  method: string,
  capability: keyof ServerCapabilities,
  options: (client: ClientCapabilities) => object | null = () => null,
): OwnLanguage {
  const isDynamic = ({ textDocument }: ClientCapabilities) => textDocument?.[client]?.dynamicRegistration === true;
  return {
    capabilities: capabilities => (isDynamic(capabilities) ? {} : { [capability]: options(capabilities) ?? true }),
    started: server => {
      if (isDynamic(server.client()))
        void server.connection.client.register(new RegistrationType<object>(method), { documentSelector: [{ language: 'mc' }], ...options(server.client()) });
    },
  };
}
