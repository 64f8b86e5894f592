import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { contributes } from '../../package.json';
import titles from '../../package.nls.json';
import type { ToolName } from '../ide/tools.ts';

/** Assistants put the name of the server before that of a tool, the editor does not. */
const shortName = (name: string): string => name.replace(/^nabla_/, '');

/** As package.json declares them for the editor: descriptions and input schemas are written there and nowhere else. */
export const declaredTools: Tool[] = contributes.languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
  name: shortName(name),
  title: titles[displayName.replaceAll('%', '') as keyof typeof titles],
  description: modelDescription,
  // TypeScript gives each schema the properties of the others, as undefined
  inputSchema: inputSchema as object as Tool['inputSchema'],
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
}));

export const nameInEditor: ReadonlyMap<string, ToolName> = new Map(contributes.languageModelTools.map(({ name }) => [shortName(name), name as ToolName]));
