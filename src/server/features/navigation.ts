import { type DocumentHighlight, DocumentHighlightKind, DocumentHighlightRequest, type Location } from 'vscode-languageserver';
import type { Feature } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

export const definitions: Feature = {
  capabilities: () => ({ definitionProvider: true }),
  register(server) {
    server.connection.onDefinition(({ textDocument: { uri }, position }, token) =>
      server.read<Location[]>(uri, token, ({ analysis, features, offsetAt, range }) =>
        features.definitionsAt(analysis, offsetAt(position)).map(place => ({ uri, range: range(place) })),
      ),
    );
  },
};

export const references: Feature = {
  capabilities: () => ({ referencesProvider: true }),
  register(server) {
    server.connection.onReferences(({ textDocument: { uri }, position, context }, token) =>
      server.read<Location[]>(uri, token, ({ analysis, features, offsetAt, range }) =>
        features.referencesAt(analysis, offsetAt(position), context.includeDeclaration).map(place => ({ uri, range: range(place) })),
      ),
    );
  },
};

const kinds = { read: DocumentHighlightKind.Read, write: DocumentHighlightKind.Write } as const;

export const highlights: Feature = {
  ...inOwnLanguage('documentHighlight', DocumentHighlightRequest.method, 'documentHighlightProvider'),
  register(server) {
    server.connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
      server.read<DocumentHighlight[]>(uri, token, ({ analysis, features, offsetAt, range }) => {
        const found = features.highlightsAt(analysis, offsetAt(position));
        return found.length === 0 ? null : found.map(({ kind, ...place }) => ({ range: range(place), kind: kinds[kind] }));
      }),
    );
  },
};
