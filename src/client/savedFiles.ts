import * as vscode from 'vscode';
import type { SavedFiles } from '../panel/protocol.ts';
import type { Typeset } from './hover.ts';
import * as messages from './messages.ts';

/** On paper and on any ground: dark ink, and the hues of the axes in light themes. */
const colours = { ink: '#1f1f1f', numerator: '#0057b7', denominator: '#a14600' };
const fontSize = 20;

type Format = keyof typeof messages.savedFormats;

/** Asks where to, and writes the format that the name of the file says; LaTeX where it says none. */
export async function saveFiles(files: SavedFiles, beside: string | undefined, loadTypesetter: () => Promise<Typeset>): Promise<void> {
  const folder = beside === undefined ? undefined : folderOf(vscode.Uri.parse(beside));
  const filters = Object.fromEntries(Object.entries(messages.savedFormats).map(([extension, name]) => [name, [extension]]));
  const defaultUri = folder && vscode.Uri.joinPath(folder, `${files.name}.tex`);
  const target = await vscode.window.showSaveDialog({ title: messages.saveTitle, filters, ...(defaultUri ? { defaultUri } : {}) });
  if (!target) return;
  const name = target.path.split('/').at(-1) ?? '';
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await contentOf(files, formatOf(name), loadTypesetter)));
    vscode.window.setStatusBarMessage(messages.saved(name), 3000);
  } catch (error) {
    void vscode.window.showErrorMessage(messages.notSaved(name, error instanceof Error ? error.message : String(error)));
  }
}

/** Of a document that is nowhere yet the first folder of the workspace. */
function folderOf(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
}

function formatOf(name: string): Format {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  return extension === 'htm' ? 'html' : extension === 'markdown' ? 'md' : Object.hasOwn(messages.savedFormats, extension) ? (extension as Format) : 'tex';
}

async function contentOf(files: SavedFiles, format: Format, loadTypesetter: () => Promise<Typeset>): Promise<string> {
  if (format !== 'svg') return files[format];
  const typeset = await loadTypesetter();
  return (await typeset(files.picture, { colours, fontSize })).svg;
}
