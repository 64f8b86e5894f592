import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CODE_LABELS, LANGUAGE_IDS, type LanguageId } from '../code/input.ts';
import { type CodeChoice, isCodeChoice } from '../ide/codeLanguage.ts';
import {
  type CodeAnswer,
  type CodePlace,
  codeRequest,
  commands,
  type DerivativeAnswer,
  type DocumentPlace,
  derivativeRequest,
  type TextInsertion,
  type VariablesAnswer,
  variablesRequest,
} from '../ide/requests.ts';
import * as messages from './messages.ts';
import type { DerivationPanel } from './panel.ts';
import { unlessStopped } from './stopped.ts';

type Found = Extract<DerivativeAnswer, { kind: 'derivative' }>;
type Variables = Extract<VariablesAnswer, { kind: 'variables' }>;
type FoundCode = Extract<CodeAnswer, { kind: 'code' }>;

/**
 * Commands run for the cursor of the active editor, or for a place that a link in a hover names: (uri, position). Those
 * of code take a language as a third argument.
 */
export function registerCommands(client: () => BaseLanguageClient, panel: DerivationPanel): vscode.Disposable {
  const derivative = async (place: DocumentPlace): Promise<Found | null> => {
    const answer = await client().sendRequest<DerivativeAnswer | null>(derivativeRequest, asSent(place));
    if (answer?.kind === 'derivative') return answer;
    void vscode.window.showInformationMessage(answer?.reason ?? messages.notRead);
    return null;
  };
  const code = async (place: DocumentPlace, language: CodeChoice): Promise<FoundCode | null> => {
    const answer = await client().sendRequest<CodeAnswer | null>(codeRequest, { ...asSent(place), language } satisfies CodePlace);
    if (answer?.kind === 'code') return answer;
    void vscode.window.showInformationMessage(answer?.reason ?? messages.notRead);
    return null;
  };
  const asSent = (place: DocumentPlace): DocumentPlace => ({
    uri: client().code2ProtocolConverter.asUri(vscode.Uri.parse(place.uri)),
    position: place.position,
  });
  const copy = async (text: string, what: string, query: string) => {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(messages.copied(what, query), 3000);
  };
  const copyLatex = async (place: DocumentPlace) => {
    const found = await derivative(place);
    if (found) await copy(latexOf(found), 'LaTeX', found.query);
  };
  const copyCode = async (place: DocumentPlace, language: CodeChoice) => {
    const found = await code(place, language);
    if (found) await copy(found.source, messages.codeIn(CODE_LABELS[found.language]), found.query);
  };
  /** The language of the file stands first, so that Enter takes it. */
  const copyCodeAs = async (place: DocumentPlace) => {
    const usual = await code(place, 'auto');
    const language = usual && (await pickLanguage(usual.language));
    if (language) await copyCode(place, language);
  };
  const insert = async (place: DocumentPlace) => {
    const found = await derivative(place);
    if (!found) return;
    if (!found.insertion) {
      void vscode.window.showInformationMessage(found.notInserted ?? messages.notWritable);
      return;
    }
    await write(place.uri, found.insertion);
  };
  const insertCode = async (place: DocumentPlace, language: CodeChoice) => {
    const found = await code(place, language);
    if (!found) return;
    if (found.insertion) await write(place.uri, found.insertion);
    else void vscode.window.showInformationMessage(found.notInserted ?? messages.notWritable);
  };
  const deriveBy = async (place: DocumentPlace, name: string | null) => {
    const answer = await client().sendRequest<VariablesAnswer | null>(variablesRequest, asSent(place));
    if (answer?.kind !== 'variables') {
      void vscode.window.showInformationMessage(answer?.reason ?? messages.notRead);
      return;
    }
    const named = answer.variables.find(variable => variable.name === name) ?? (answer.variables.length === 1 ? answer.variables[0] : undefined);
    const variable = named ?? (await pickVariable(answer));
    if (variable) await write(place.uri, variable.insertion);
  };
  const register = (command: string, run: (place: DocumentPlace, language: CodeChoice) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (uri?: unknown, position?: unknown, language?: unknown) => {
      const place = placeFrom(uri, position) ?? placeOfCursor();
      if (place) await unlessStopped(run(place, isCodeChoice(language) ? language : 'auto'));
      else void vscode.window.showInformationMessage(messages.noEditor);
    });
  return vscode.Disposable.from(
    register(commands.showDerivation, place => panel.show(place)),
    register(commands.copyLatex, copyLatex),
    register(commands.copyCode, copyCode),
    register(commands.copyCodeAs, copyCodeAs),
    register(commands.insertDerivative, insert),
    register(commands.insertCode, insertCode),
    vscode.commands.registerCommand(commands.deriveBy, async (uri?: unknown, position?: unknown, name?: unknown) => {
      const place = placeFrom(uri, position) ?? placeOfCursor();
      if (place) await deriveBy(place, typeof name === 'string' ? name : null);
      else void vscode.window.showInformationMessage(messages.noEditor);
    }),
  );
}

async function write(uri: string, { range, text }: TextInsertion): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(vscode.Uri.parse(uri), new vscode.Position(range.start.line, range.start.character), text);
  if (!(await vscode.workspace.applyEdit(edit))) void vscode.window.showWarningMessage(messages.notWritable);
}

async function pickLanguage(usual: LanguageId): Promise<LanguageId | null> {
  const items = [usual, ...LANGUAGE_IDS.filter(id => id !== usual)].map(id => ({
    id,
    label: CODE_LABELS[id],
    description: id === usual ? messages.usualLanguage : undefined,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: messages.pickLanguage }))?.id ?? null;
}

async function pickVariable({ of, variables }: Variables): Promise<Variables['variables'][number] | null> {
  const items = variables.map(variable => ({ variable, label: variable.name, description: variable.shape }));
  return (await vscode.window.showQuickPick(items, { placeHolder: messages.pickVariable(of) }))?.variable ?? null;
}

function latexOf({ latex, equations }: Found): string {
  switch (vscode.workspace.getConfiguration('nabla').get('latex.copy')) {
    case 'fraction':
      return equations.fraction;
    case 'gradient':
      return equations.gradient ?? equations.fraction;
    default:
      return latex;
  }
}

function placeFrom(uri: unknown, position: unknown): DocumentPlace | null {
  if (typeof uri !== 'string' || typeof position !== 'object' || position === null) return null;
  const { line, character } = position as { line?: unknown; character?: unknown };
  return typeof line === 'number' && typeof character === 'number' ? { uri, position: { line, character } } : null;
}

function placeOfCursor(): DocumentPlace | null {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
