import { type SemanticTokens, SemanticTokensBuilder, SemanticTokensRegistrationType } from 'vscode-languageserver';
import type { SemanticTokenModifier, SemanticTokenType } from '../../ide/semanticTokens.ts';
import type { Feature } from '../feature.ts';
import { inOwnLanguage } from './ownLanguage.ts';

const tokenTypes = ['variable', 'parameter', 'function', 'type', 'number', 'operator', 'keyword', 'property'] satisfies readonly SemanticTokenType[];
const tokenModifiers = ['declaration', 'definition', 'readonly', 'defaultLibrary'] satisfies readonly SemanticTokenModifier[];
const options = { legend: { tokenTypes, tokenModifiers }, full: true };

const own = inOwnLanguage('semanticTokens', SemanticTokensRegistrationType.method, 'semanticTokensProvider', options);

/** For documents of `mc` alone, whoever asks: an editor takes these colours from one server a document. */
export const semanticTokens: Feature = {
  ...own,
  // never offered to a client that does not know of them
  capabilities: client => (client.textDocument?.semanticTokens ? own.capabilities(client) : {}),
  register(server) {
    server.connection.languages.semanticTokens.on(async ({ textDocument: { uri } }, token) => {
      const found = await server.read<SemanticTokens>(uri, token, ({ analysis, features, document }) => {
        if (analysis.languageId !== 'mc') return null;
        const builder = new SemanticTokensBuilder();
        for (const { start, end, type, modifiers } of features.semanticTokensOf(analysis)) {
          const { line, character } = document.positionAt(start);
          const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
          builder.push(line, character, end - start, tokenTypes.indexOf(type), bits);
        }
        return builder.build();
      });
      return found ?? { data: [] };
    });
  },
};
