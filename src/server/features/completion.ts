import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { COMMAND_BEFORE_CURSOR } from '../../ide/commandBeforeCursor.ts';
import type { Completion } from '../../ide/completion.ts';
import type { Feature } from '../feature.ts';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  name: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  property: CompletionItemKind.EnumMember,
  size: CompletionItemKind.TypeParameter,
  shape: CompletionItemKind.Class,
  sign: CompletionItemKind.Constant,
  query: CompletionItemKind.Value,
  directive: CompletionItemKind.Keyword,
};

export const completion: Feature = {
  capabilities: () => ({ completionProvider: { triggerCharacters: ['\\'] } }),
  register(server) {
    server.connection.onCompletion(({ textDocument: { uri }, position }, token) => {
      const document = server.openDocuments().find(each => each.uri === uri);
      // completions of the host language wait for these: what needs no analysis is answered without one
      const line = document?.getText({ start: { line: position.line, character: 0 }, end: position }) ?? '';
      if (document?.languageId !== 'mc' && !COMMAND_BEFORE_CURSOR.test(line)) return null;
      return server.read<CompletionItem[]>(uri, token, ({ analysis, features, offsetAt, range }) =>
        features.completionsAt(analysis, offsetAt(position)).map(found => ({
          label: found.label,
          kind: kinds[found.kind],
          ...(found.detail === '' ? {} : { detail: found.detail }),
          ...(found.documentation === null ? {} : { documentation: found.documentation }),
          ...(found.commit.length === 0 ? {} : { commitCharacters: [...found.commit] }),
          filterText: found.filter,
          sortText: `${found.rank} ${found.label}`,
          textEdit: { range: range(found.replace), newText: found.insert },
        })),
      );
    });
  },
};
