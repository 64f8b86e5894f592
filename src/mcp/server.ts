/**
 * The tools for language models over the Model Context Protocol: what the editor's own models have as `nabla_derive`,
 * `nabla_check` and `nabla_shape_of`, for any assistant.
 */

import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, type CallToolResult, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { ToolAnswer, ToolName } from '../ide/tools.ts';
import type { Engine } from '../server/engine.ts';
import * as messages from './messages.ts';
import { declaredTools, nameInEditor } from './tools.ts';

/** In characters; the editor's default (`nabla.maxFileSize`). */
const longestText = 1_000_000;
const sliceMilliseconds = 20;

/** A server that waits for its transport. No input and no defect of the engine ends it. */
export function makeServer(engine: Engine, version: string, logError: (message: string) => void): Server {
  const server = new Server({ name: 'nabla', title: 'Nabla', version }, { capabilities: { tools: {} }, instructions: messages.instructions });
  server.onerror = error => logError(describe(error));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: declaredTools }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }): Promise<CallToolResult> => {
    const name = nameInEditor.get(params.name);
    if (!name) throw new McpError(ErrorCode.InvalidParams, messages.unknownTool(params.name, [...nameInEditor.keys()]));
    const { text, isError } = await answer(engine, name, params.arguments, signal).catch((error: unknown): ToolAnswer => {
      logError(describe(error));
      return { text: messages.engineFailed, isError: true };
    });
    return { content: [{ type: 'text', text }], isError };
  });
  return server;
}

/** @throws what the engine throws. */
async function answer(engine: Engine, name: ToolName, sent: unknown, signal: AbortSignal): Promise<ToolAnswer> {
  await engine.prepare();
  const asked = engine.features.readToolInput(name, sent);
  if ('problem' in asked) return { text: asked.problem, isError: true };
  const { text, languageId, layout } = asked;
  if (text.length > longestText) return { text: messages.tooLong(longestText), isError: true };
  if (asked.code) await engine.prepareCode();
  const analysis = engine.analyzeDocument(text, { languageId, layout, certify: false });
  do {
    await turn();
    // nobody waits for what is left
    if (signal.aborted) return { text: '', isError: true };
  } while (analysis.certifyNext(sliceMilliseconds));
  return engine.features.toolAnswer(name, analysis, asked);
}

/** Lets other messages in between, a cancellation for one. */
const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
