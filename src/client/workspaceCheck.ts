import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { NOTEBOOK } from '../documents/fileNames.ts';
import type { DocumentClaims } from '../ide/requests.ts';
import { defaultSettings } from '../ide/settings.ts';
import { checkText } from './claims.ts';
import type { LanguageSyntaxes } from './languageSyntaxes.ts';
import * as messages from './messages.ts';
import type { SynchronizedDocuments } from './synchronized.ts';
import { type WorkspaceFile, workspaceFiles } from './workspaceFiles.ts';

/** What a check came to. */
export interface CheckSummary {
  /** Files that were read. */
  readonly files: number;
  /** Files that could not be: the log says why. */
  readonly failed: number;
  readonly holds: number;
  readonly otherLayout: number;
  readonly refuted: number;
  readonly undecided: number;
  /** Statements beside the claims, and claims, that cannot be read. */
  readonly errors: number;
  readonly isCancelled: boolean;
}

export interface CheckedFile extends WorkspaceFile {
  readonly claims: DocumentClaims;
}

/** Files are read while others are checked: the server does one thing at a time. */
const filesAtOnce = 4;
/** A character of UTF-8 has four bytes at most. */
const bytesOfCharacter = 4;

/**
 * The claims of all files. Problems of files that are not open are shown by it, those of documents that the server has by
 * the server. A file that was checked is checked again when it was changed or closed.
 */
export class WorkspaceCheck implements vscode.Disposable {
  readonly #client: () => BaseLanguageClient;
  readonly #documents: SynchronizedDocuments;
  readonly #syntaxes: LanguageSyntaxes;
  readonly #problems = vscode.languages.createDiagnosticCollection('nabla.workspace');
  readonly #files = new Map<string, CheckedFile>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri | null>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #watcher: vscode.Disposable | null = null;
  /** Claims of a file are others; null stands for all files. */
  readonly onDidChange = this.#changed.event;

  constructor(client: () => BaseLanguageClient, documents: SynchronizedDocuments, syntaxes: LanguageSyntaxes) {
    this.#client = client;
    this.#documents = documents;
    this.#syntaxes = syntaxes;
    this.#subscriptions.push(
      documents.onDidOpen(({ uri }) => this.#problems.delete(uri)),
      documents.onDidClose(({ uri }) => void this.#again(uri)),
      vscode.workspace.onDidOpenNotebookDocument(({ uri }) => this.#problems.delete(uri)),
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => void this.#again(uri)),
    );
  }

  /** The files of the last check that claim or ask for anything. */
  get files(): readonly CheckedFile[] {
    return [...this.#files.values()];
  }

  dispose(): void {
    this.#watcher?.dispose();
    vscode.Disposable.from(...this.#subscriptions, this.#problems, this.#changed).dispose();
  }

  /** With progress and a message at the end. */
  async run(): Promise<CheckSummary | null> {
    if (!vscode.workspace.workspaceFolders?.length) {
      void vscode.window.showInformationMessage(messages.noFolder);
      return null;
    }
    const summary = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: messages.checkingWorkspace, cancellable: true },
      (progress, token) => this.check(token, (name, share) => progress.report({ message: name, increment: share * 100 })),
    );
    const text = messages.checkSummary(summary);
    const isWrong = summary.refuted > 0 || summary.errors > 0;
    const shown = isWrong ? vscode.window.showWarningMessage(text, messages.showProblems) : vscode.window.showInformationMessage(text);
    // the summary is there whether somebody looks at the message or not
    void shown.then(choice => choice && vscode.commands.executeCommand('workbench.actions.view.problems'));
    return summary;
  }

  /** `report` is told the name of every file before it is read, and its share of all files. */
  async check(token: vscode.CancellationToken, report: (name: string, share: number) => void = () => undefined): Promise<CheckSummary> {
    const files = await workspaceFiles(token);
    await Promise.all(files.map(({ languageId }) => this.#syntaxes.tell(languageId)));
    this.#problems.clear();
    this.#files.clear();
    this.#changed.fire(null);
    let read = 0;
    let failed = 0;
    const waiting = files.values();
    const work = async () => {
      for (const file of waiting) {
        if (token.isCancellationRequested) return;
        report(vscode.workspace.asRelativePath(file.uri), 1 / files.length);
        try {
          if (await this.#checkFile(file, token)) read++;
        } catch (error) {
          if (token.isCancellationRequested) return;
          failed++;
          this.#client().error(messages.notChecked(vscode.workspace.asRelativePath(file.uri)), error, false);
        }
      }
    };
    await Promise.all(Array.from({ length: filesAtOnce }, work));
    this.#watcher ??= this.#watch();
    return { ...this.#count(), files: read, failed, isCancelled: token.isCancellationRequested };
  }

  /** Whether it was read. */
  async #checkFile(file: WorkspaceFile, token: vscode.CancellationToken): Promise<boolean> {
    const found = openText(file) ?? { languageId: file.languageId, text: await readFile(file) };
    const { languageId, text } = found;
    const answer = text === null ? null : await checkText(this.#client(), { uri: file.uri, languageId, text }, token);
    if (!answer) {
      this.#forget(file.uri);
      return false;
    }
    const { diagnostics, ...claims } = answer;
    if (claims.claims.length > 0 || claims.derivatives > 0 || diagnostics.length > 0) this.#files.set(file.uri.toString(), { ...file, claims });
    else this.#files.delete(file.uri.toString());
    const shown = await this.#client().protocol2CodeConverter.asDiagnostics([...diagnostics], token);
    // it may have been opened meanwhile
    if (!this.#isShown(file.uri)) this.#problems.set(file.uri, shown);
    this.#changed.fire(file.uri);
    return true;
  }

  /** Whether the server publishes its problems: it has the document, or the cells of it. */
  #isShown(uri: vscode.Uri): boolean {
    return this.#documents.has(uri) || openNotebook(uri) !== undefined;
  }

  #count(): Pick<CheckSummary, 'holds' | 'otherLayout' | 'refuted' | 'undecided' | 'errors'> {
    const claims = this.files.flatMap(file => file.claims.claims);
    const count = (...wanted: readonly string[]) => claims.filter(({ verdict }) => wanted.includes(verdict)).length;
    return {
      holds: count('holds'),
      otherLayout: count('other-layout'),
      refuted: count('refuted'),
      undecided: count('undecided', 'pending'),
      errors: count('broken') + this.files.reduce((sum, file) => sum + file.claims.errors, 0),
    };
  }

  #watch(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*', true);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(uri => void this.#again(uri)),
      watcher.onDidDelete(uri => this.#forget(uri)),
    );
  }

  /** A document that is open is the server's affair. */
  async #again(uri: vscode.Uri): Promise<void> {
    const file = this.#files.get(uri.toString());
    if (!file || this.#isShown(uri)) return;
    try {
      await this.#checkFile(file, new vscode.CancellationTokenSource().token);
    } catch (error) {
      // it was deleted or moved, or the server stops
      this.#forget(uri);
      this.#client().info(messages.notChecked(vscode.workspace.asRelativePath(uri)), error, false);
    }
  }

  #forget(uri: vscode.Uri): void {
    this.#problems.delete(uri);
    if (this.#files.delete(uri.toString())) this.#changed.fire(uri);
  }
}

/** What the editor has of it, which may not be saved; null where it is not open. */
function openText({ uri, languageId }: WorkspaceFile): { readonly languageId: string; readonly text: string } | null {
  const notebook = openNotebook(uri);
  if (notebook) return { languageId, text: notebookText(notebook) };
  const document = vscode.workspace.textDocuments.find(each => each.uri.toString() === uri.toString());
  return document ? { languageId: languageId === NOTEBOOK ? languageId : document.languageId, text: document.getText() } : null;
}

function openNotebook(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find(each => each.uri.toString() === uri.toString());
}

/** As a file of Jupyter would hold its cells. */
function notebookText(notebook: vscode.NotebookDocument): string {
  const cells = notebook.getCells().map(({ kind, document }) => ({
    cell_type: kind === vscode.NotebookCellKind.Markup ? 'markdown' : 'code',
    metadata: { vscode: { languageId: document.languageId } },
    source: document.getText(),
  }));
  return JSON.stringify({ cells }, null, 1);
}

/** null for what is no text or too long to be read. */
async function readFile({ uri }: WorkspaceFile): Promise<string | null> {
  const limit = vscode.workspace.getConfiguration('nabla').get('maxFileSize', defaultSettings.maxFileSize);
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > limit * bytesOfCharacter) return null;
  const bytes = await vscode.workspace.fs.readFile(uri);
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes);
}
