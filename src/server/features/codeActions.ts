import { CodeActionKind, CodeActionTriggerKind, type CodeAction as LspCodeAction } from 'vscode-languageserver';
import { lspCodeAction } from '../convert.ts';
import type { Feature } from '../feature.ts';

export const codeActions: Feature = {
  capabilities: () => ({ codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] } }),
  register(server) {
    server.connection.onCodeAction(({ textDocument: { uri }, range, context }, token) =>
      server.read<LspCodeAction[]>(uri, token, ({ analysis, features, offsetAt }) => {
        const options = {
          commands: server.commandLinks(),
          codeSetting: server.settings().code.language,
          invoked: context.triggerKind !== CodeActionTriggerKind.Automatic,
        };
        const actions = features.codeActionsAt(analysis, range, offsetAt(range.start), options);
        return actions.map(action => lspCodeAction(action, { uri, position: range.start }, context.diagnostics));
      }),
    );
  },
};
