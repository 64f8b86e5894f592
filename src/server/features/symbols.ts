import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import type { OutlineItem } from '../../ide/symbols.ts';
import type { Feature, OpenDocument } from '../feature.ts';

const kinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  variable: SymbolKind.Variable,
  function: SymbolKind.Function,
  query: SymbolKind.Event,
  claim: SymbolKind.Boolean,
  region: SymbolKind.Namespace,
};

export const documentSymbols: Feature = {
  capabilities: () => ({ documentSymbolProvider: { label: 'Nabla' } }),
  register(server) {
    server.connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
      server.read<DocumentSymbol[] | SymbolInformation[]>(uri, token, open => {
        const items = open.features.outlineOf(open.analysis);
        const isTree = server.client().textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
        return isTree ? items.map(item => documentSymbol(item, open)) : flat(items, open);
      }),
    );
  },
};

/** Those of the open documents; what else lies in the workspace is not read. */
export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register(server) {
    server.connection.onWorkspaceSymbol(async ({ query }, token) => {
      const found: SymbolInformation[] = [];
      for (const { uri } of server.openDocuments()) {
        const symbols = await server.read<SymbolInformation[]>(uri, token, open => flat(open.features.outlineOf(open.analysis), open));
        found.push(...(symbols ?? []).filter(({ name, kind }) => isNamed.has(kind) && matches(name, query)));
      }
      return found;
    });
  },
};
const isNamed: ReadonlySet<SymbolKind> = new Set([kinds.variable, kinds.function]);

function documentSymbol({ name, detail, kind, place, selection, children }: OutlineItem, open: OpenDocument): DocumentSymbol {
  return {
    name,
    detail,
    kind: kinds[kind],
    range: open.range(place),
    selectionRange: open.range(selection),
    children: children.map(child => documentSymbol(child, open)),
  };
}

function flat(items: readonly OutlineItem[], open: OpenDocument, containerName?: string): SymbolInformation[] {
  return items.flatMap(({ name, kind, selection, children }) => [
    { name, kind: kinds[kind], location: { uri: open.uri, range: open.range(selection) }, ...(containerName === undefined ? {} : { containerName }) },
    ...flat(children, open, name),
  ]);
}

/** The characters of the query occur in this order, whatever their case: the client narrows it down. */
function matches(name: string, query: string): boolean {
  const characters = [...query.toLowerCase()];
  let next = 0;
  for (const character of name.toLowerCase()) if (character === characters[next]) next++;
  return next === characters.length;
}
