import { type ClientCapabilities, type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import type { DocumentAnalysis } from '../../analysis/document.ts';
import { COMMAND_BEFORE_CURSOR } from '../../ide/commandBeforeCursor.ts';
import type { Completion, CompletionSubject } from '../../ide/completion.ts';
import type { Features } from '../engine.ts';
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
  capabilities: client => ({ completionProvider: { triggerCharacters: ['\\'], ...(isLazy(client) ? { resolveProvider: true } : {}) } }),
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
          ...(found.about === null
            ? {}
            : isLazy(server.client())
              ? { data: { uri, about: found.about } satisfies ItemData }
              : described(found.about, analysis, features)),
          ...(found.commit.length === 0 ? {} : { commitCharacters: [...found.commit] }),
          filterText: found.filter,
          sortText: `${found.rank} ${found.label}`,
          textEdit: { range: range(found.replace), newText: found.insert },
        })),
      );
    });
    server.connection.onCompletionResolve(async (item, token) => {
      const data = item.data as ItemData | undefined;
      const text = data && (await server.read(data.uri, token, ({ analysis, features }) => described(data.about, analysis, features)));
      return { ...item, ...text };
    });
  },
};

interface ItemData {
  readonly uri: string;
  readonly about: CompletionSubject;
}

/** Whether what is said of an item may come when it is looked at. */
function isLazy({ textDocument }: ClientCapabilities): boolean {
  const properties = textDocument?.completion?.completionItem?.resolveSupport?.properties ?? [];
  return ['detail', 'documentation'].every(property => properties.includes(property));
}

function described(about: CompletionSubject, analysis: DocumentAnalysis, features: Features): Pick<CompletionItem, 'detail' | 'documentation'> {
  const text = features.describeCompletion(analysis, about);
  return text === null ? {} : { detail: text.detail, ...(text.documentation === null ? {} : { documentation: text.documentation }) };
}
