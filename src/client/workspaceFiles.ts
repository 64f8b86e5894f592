import * as vscode from 'vscode';
import { extensionsOf, languageOf } from '../documents/fileNames.ts';
import { defaultSettings, isLanguageRead } from '../ide/settings.ts';
import { readAssociations } from './fileAssociations.ts';
import { ignoredBy } from './ignoredFiles.ts';

export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  readonly languageId: string;
}

/** Hidden folders and packages of others; what `files.exclude` names is left out as well. */
const neverRead = '{**/node_modules/**,**/.*/**}';

/** The files of the workspace in languages that are read, sorted, without what a `.gitignore` of the workspace leaves out. */
export async function workspaceFiles(token: vscode.CancellationToken): Promise<readonly WorkspaceFile[]> {
  const languages = vscode.workspace.getConfiguration('nabla').get('languages', defaultSettings.languages);
  const isRead = (languageId: string) => isLanguageRead(languageId, languages);
  const associations = readAssociations(vscode.workspace.getConfiguration('files').get('associations', {}));
  const extensions = extensionsOf(isRead);
  const globs = associations.filter(({ languageId }) => isRead(languageId)).map(({ glob }) => glob);
  // patterns know upper and lower case
  if (extensions.length > 0) globs.push(`**/*.{${extensions.flatMap(extension => [...new Set([extension, extension.toUpperCase()])]).join(',')}}`);
  const found = await Promise.all(globs.map(glob => vscode.workspace.findFiles(glob, neverRead, undefined, token)));
  const isIgnored = await ignoredFiles(token);
  const byAddress = new Map(found.flat().map(uri => [uri.toString(), uri]));
  return [...byAddress.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, uri]) => {
      const languageId = associations.find(({ isOf }) => isOf(uri.path))?.languageId ?? languageOf(uri.path);
      return languageId !== null && isRead(languageId) && !isIgnored(uri) ? [{ uri, languageId }] : [];
    });
}

async function ignoredFiles(token: vscode.CancellationToken): Promise<(uri: vscode.Uri) => boolean> {
  const found = await vscode.workspace.findFiles('**/.gitignore', neverRead, undefined, token);
  const texts = await Promise.all(
    found.map(async uri => ({
      folder: uri.path.slice(1).replace(/\/?\.gitignore$/, ''),
      text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)),
    })),
  );
  const isIgnored = ignoredBy(texts);
  return uri => isIgnored(uri.path.slice(1));
}
