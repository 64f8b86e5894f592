import {
  type CancellationToken,
  type ClientCapabilities,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensEdit,
  SemanticTokensRegistrationType,
} from 'vscode-languageserver';
import type { SemanticTokenModifier, SemanticTokenType } from '../../ide/semanticTokens.ts';
import type { Feature, OpenDocument, Server } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

const tokenTypes = ['variable', 'parameter', 'function', 'type', 'number', 'operator', 'keyword', 'property'] satisfies readonly SemanticTokenType[];
const tokenModifiers = ['declaration', 'definition', 'readonly', 'defaultLibrary'] satisfies readonly SemanticTokenModifier[];
const options = (client: ClientCapabilities) => ({ legend: { tokenTypes, tokenModifiers }, full: takesChanges(client) ? { delta: true } : true });

const own = inOwnLanguage('semanticTokens', SemanticTokensRegistrationType.method, 'semanticTokensProvider', options);

/** For documents of `mc` alone, whoever asks: an editor takes these colours from one server a document. */
export const semanticTokens: Feature = {
  ...own,
  // never offered to a client that does not know of them
  capabilities: (client, server) => (client.textDocument?.semanticTokens ? own.capabilities(client, server) : {}),
  register(server) {
    const { semanticTokens: requests } = server.connection.languages;
    const given = new Given();
    requests.on(async ({ textDocument: { uri } }, token) => given.whole(uri, await tokensOf(server, uri, token), server));
    requests.onDelta(async ({ textDocument: { uri }, previousResultId }, token) =>
      given.changes(uri, await tokensOf(server, uri, token), previousResultId, server),
    );
  },
};

/** What a client that takes changes has, by document. The ids of the library's builder are times: two results may have the same. */
class Given {
  readonly #results = new Map<string, { readonly id: string; readonly data: number[] }>();
  #number = 0;

  whole(uri: string, data: number[], server: Server): SemanticTokens {
    if (!takesChanges(server.client())) return { data };
    const open = new Set(server.openDocuments().map(each => each.uri));
    for (const known of this.#results.keys()) if (!open.has(known)) this.#results.delete(known);
    const id = String(++this.#number);
    this.#results.set(uri, { id, data });
    return { resultId: id, data };
  }

  changes(uri: string, data: number[], previous: string, server: Server): SemanticTokens | SemanticTokensDelta {
    const known = this.#results.get(uri);
    const { resultId } = this.whole(uri, data, server);
    return known?.id === previous ? { resultId, edits: changed(known.data, data) } : { resultId, data };
  }
}

/** One edit, between what is the same at the beginning and at the end. */
function changed(before: readonly number[], after: number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let rest = 0;
  while (rest < shorter - start && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  const deleteCount = before.length - rest - start;
  const data = after.slice(start, after.length - rest);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

function takesChanges({ textDocument }: ClientCapabilities): boolean {
  const full = textDocument?.semanticTokens?.requests?.full;
  return typeof full === 'object' && full.delta === true;
}

async function tokensOf(server: Server, uri: string, token: CancellationToken): Promise<number[]> {
  const found = await server.read<number[]>(uri, token, open => (open.analysis.languageId === 'mc' ? encoded(open) : null));
  return found ?? [];
}

function encoded({ analysis, features, document }: OpenDocument): number[] {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type, modifiers } of features.semanticTokensOf(analysis)) {
    const { line, character } = document.positionAt(start);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, end - start, tokenTypes.indexOf(type), bits);
  }
  return builder.build().data;
}
