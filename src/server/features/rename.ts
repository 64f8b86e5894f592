import { LSPErrorCodes, type PrepareRenameResult, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { Feature } from '../feature.ts';

type Refused = { readonly refused: string };

export const rename: Feature = {
  capabilities: client => ({ renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true }),
  register(server) {
    server.connection.onPrepareRename(async ({ textDocument: { uri }, position }, token) =>
      orRefusal(
        await server.read<PrepareRenameResult | Refused>(uri, token, ({ analysis, features, offsetAt, range }) => {
          const found = features.renamePlaceAt(analysis, offsetAt(position));
          return found && 'written' in found ? { range: range(found), placeholder: found.written } : found;
        }),
      ),
    );
    server.connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }, token) =>
      orRefusal(
        await server.read<WorkspaceEdit | Refused>(uri, token, ({ analysis, features, offsetAt, range }) => {
          const answer = features.renameAt(analysis, offsetAt(position), newName);
          return answer && 'edits' in answer
            ? { changes: { [uri]: answer.edits.map(({ text, ...place }) => ({ range: range(place), newText: text })) } }
            : answer;
        }),
      ),
    );
  },
};

/** @throws ResponseError RequestFailed, with the reason, which editors show. */
function orRefusal<T extends object>(answer: T | Refused | null): T | null {
  if (answer && 'refused' in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, (answer as Refused).refused);
  return answer as T | null;
}
