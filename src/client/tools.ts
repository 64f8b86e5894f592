import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ToolAnswer, type ToolCall, type ToolName, toolRequest } from '../ide/requests.ts';
import * as messages from './messages.ts';

/** As package.json declares them (`contributes.languageModelTools`). */
const names: readonly ToolName[] = ['nabla_derive', 'nabla_check', 'nabla_shape_of'];

/** What language models of the editor can call: the server answers, on a text of the model's own. */
export function registerTools(client: () => BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(...names.map(name => vscode.lm.registerTool(name, tool(name, client))));
}

function tool(name: ToolName, client: () => BaseLanguageClient): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({ invocationMessage: messages.toolRuns[name] }),
    invoke: async ({ input }, token) => {
      if (!client().isRunning()) throw new Error(messages.toolsNeedServer);
      const { text, isError } = await client().sendRequest<ToolAnswer>(toolRequest, { name, input } satisfies ToolCall, token);
      if (isError) throw new Error(text);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}
