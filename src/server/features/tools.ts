import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { messagesOfTools } from '../../ide/messagesOfTools.ts';
import { type ToolAnswer, type ToolCall, toolRequest } from '../../ide/requests.ts';
import type { Feature } from '../feature.ts';

/** Nabla's own request: what a language model asks, of a text of its own. */
export const tools: Feature = {
  capabilities: () => ({}),
  register({ connection, analyses, engine }) {
    connection.onRequest<ToolAnswer, void>(toolRequest, async ({ name, input }: ToolCall, token) => {
      await analyses.prepare();
      const asked = engine.features.readToolInput(name, input);
      if ('problem' in asked) return { text: asked.problem, isError: true };
      if (asked.code) await engine.prepareCode();
      const document = TextDocument.create('untitled:tool', asked.languageId, 0, asked.text);
      const analysis = await analyses.checked(document, () => token.isCancellationRequested, asked.layout);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
      if (!analysis) return { text: messagesOfTools.notRead(asked.languageId), isError: true };
      return engine.features.toolAnswer(name, analysis, asked);
    });
  },
};
