import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { snippetAbove } from '../ide/insertion.ts';
import { type ChangedParameters, commands, type DocumentPlace, insertSnippetAction, type PanelPlace, panelRequest } from '../ide/requests.ts';
import { panelHtml } from '../panel/html.ts';
import type { FromPanel, LimitChoice, NumbersChoice, PanelContent, PanelPreferences, TensorSizes, ToPanel } from '../panel/protocol.ts';
import type { Typeset } from './hover.ts';
import * as messages from './messages.ts';
import { saveFiles } from './savedFiles.ts';
import { unlessStopped } from './stopped.ts';

const viewType = 'nabla.panel';
const preferencesKey = 'nabla.panel.preferences';
const followDelayMilliseconds = 80;

/** The derivation beside the source. It follows the cursor unless it is pinned; there is one in a window. */
export class DerivationPanel implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #client: () => BaseLanguageClient;
  readonly #loadTypesetter: () => Promise<Typeset>;
  readonly #subscriptions: vscode.Disposable[] = [];
  #panel: vscode.WebviewPanel | null = null;
  #ready = false;
  #pinned = false;
  #content: PanelContent = { kind: 'empty', text: messages.emptyPanel };
  #place: DocumentPlace | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #preferences: Partial<PanelPreferences>;
  /** Chosen for the entries of a tensor and the numbers of a graph, by name. */
  #sizes: TensorSizes = {};
  #numbers: NumbersChoice = { uri: '', seed: 1, entered: {} };
  #limit: LimitChoice | null = null;

  constructor(context: vscode.ExtensionContext, client: () => BaseLanguageClient, loadTypesetter: () => Promise<Typeset>) {
    this.#context = context;
    this.#loadTypesetter = loadTypesetter;
    this.#client = client;
    this.#preferences = context.globalState.get<Partial<PanelPreferences>>(preferencesKey) ?? {};
    this.#subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: async panel => this.#adopt(panel) }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#follow(textEditor)),
      vscode.window.onDidChangeActiveTextEditor(editor => editor && this.#follow(editor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#refresh(document.uri.toString())),
    );
  }

  /** What it shows now; null where it is closed. */
  get content(): PanelContent | null {
    return this.#panel ? this.#content : null;
  }

  /** Whether its page runs and listens. */
  get ready(): boolean {
    return this.#panel !== null && this.#ready;
  }

  /** Results that come later than the content are shown when they come. */
  listen(client: BaseLanguageClient, changed: vscode.Event<ChangedParameters>): vscode.Disposable {
    return changed(({ uri }) => {
      const shown = this.#place;
      // the server names documents as the client sent them
      if (shown && client.code2ProtocolConverter.asUri(vscode.Uri.parse(shown.uri)) === uri) this.#refresh(shown.uri);
    });
  }

  async show(place: DocumentPlace): Promise<void> {
    this.#pinned = false;
    if (this.#panel) this.#panel.reveal(undefined, true);
    else
      this.#adopt(
        vscode.window.createWebviewPanel(
          viewType,
          messages.panelTitle,
          { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
          { enableFindWidget: true },
        ),
      );
    await this.#ask(place);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#ready = false;
    const resources = vscode.Uri.joinPath(this.#context.extensionUri, 'dist', 'panel');
    panel.webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [resources] };
    panel.iconPath = vscode.Uri.joinPath(this.#context.extensionUri, 'media', 'icon.png');
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = null;
    });
    panel.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message));
    const address = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(resources, name)).toString();
    const nonce = Array.from(crypto.getRandomValues(new Uint8Array(18)), byte => byte.toString(16).padStart(2, '0')).join('');
    panel.webview.html = panelHtml({ script: address('panel.js'), style: address('panel.css'), csp: panel.webview.cspSource, nonce });
  }

  #receive(message: FromPanel): void {
    switch (message.type) {
      case 'ready': {
        this.#ready = true;
        this.#post({ type: 'preferences', preferences: this.#preferences });
        // restored with the window: the page has its own memory of what it showed, the place is the active editor's
        if (this.#place) this.#post({ type: 'show', content: this.#content });
        else if (vscode.window.activeTextEditor) this.#follow(vscode.window.activeTextEditor);
        return;
      }
      case 'reveal':
        void this.#reveal(message.uri, message.line);
        return;
      case 'open':
        void this.#ask({ uri: message.uri, position: new vscode.Position(message.position.line, message.position.character) });
        return;
      case 'pin':
        this.#pinned = message.pinned;
        clearTimeout(this.#timer);
        if (!message.pinned && vscode.window.activeTextEditor) this.#follow(vscode.window.activeTextEditor);
        return;
      case 'save':
        void saveFiles(message.files, this.#place?.uri, this.#loadTypesetter);
        return;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text).then(() => vscode.window.setStatusBarMessage(messages.copiedFromPanel(message.what), 3000));
        return;
      case 'preferences': {
        const before = this.#preferences;
        this.#preferences = message.preferences;
        void this.#context.globalState.update(preferencesKey, message.preferences);
        const isOther = before.view !== message.preferences.view || before.code !== message.preferences.code;
        if (this.#place && isOther && Object.keys(this.#wanted).length > 0) void this.#ask(this.#place);
        return;
      }
      case 'sizes':
        this.#sizes = { ...this.#sizes, ...message.sizes };
        if (this.#place) void this.#ask(this.#place);
        return;
      case 'numbers':
        this.#numbers = message.numbers;
        if (this.#place && this.#preferences.view === 'numbers') void this.#ask(this.#place);
        return;
      case 'limit':
        this.#limit = message.limit;
        if (this.#place && this.#preferences.view === 'limit') void this.#ask(this.#place);
        return;
      case 'copyCode':
      case 'insertCode':
        void vscode.commands.executeCommand(commands[message.type], message.uri, message.position, message.language);
        return;
      case 'focusEditor':
        void this.#focusEditor();
        return;
      case 'action':
        if (message.id === insertSnippetAction) void this.#insertSnippet(message.uri, message.line);
        return;
      case 'layout':
        // the page has both layouts and switches by itself; which one a document means is said in the document or the settings
        return;
    }
  }

  /** What the view that is shown needs beside the result. */
  get #wanted(): Pick<PanelPlace, 'code' | 'parts'> {
    const { view, code } = this.#preferences;
    if (view === 'code') return { code: code ?? 'auto' };
    if (view === 'graph') return { parts: { graph: this.#sizes } };
    if (view === 'tensor') return { parts: { sizes: this.#sizes } };
    if (view === 'numbers') return { parts: { numbers: this.#numbers } };
    return view === 'limit' ? { parts: { limit: this.#limit ?? { at: this.#numbers, output: null, direction: null } } } : {};
  }

  #follow(editor: vscode.TextEditor): void {
    if (!this.#panel?.visible || this.#pinned || !isSource(editor.document)) return;
    this.#later({ uri: editor.document.uri.toString(), position: editor.selection.active });
  }

  #refresh(uri: string): void {
    if (!this.#panel?.visible || this.#place?.uri !== uri) return;
    const editor = this.#pinned ? undefined : vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
    this.#later(editor ? { uri, position: editor.selection.active } : this.#place);
  }

  #later(place: DocumentPlace): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(place), followDelayMilliseconds);
  }

  async #ask(place: DocumentPlace): Promise<void> {
    const client = this.#client();
    if (!client.isRunning()) return;
    const number = ++this.#asked;
    const { line, character } = place.position;
    const uri = client.code2ProtocolConverter.asUri(vscode.Uri.parse(place.uri));
    const asked: PanelPlace = { uri, position: { line, character }, ...this.#wanted };
    const answer = await unlessStopped(client.sendRequest<PanelContent | null>(panelRequest, asked).then(content => ({ content })));
    // a later question is under way
    if (!answer || number !== this.#asked || !this.#panel) return;
    this.#place = place;
    this.#content = answer.content ?? { kind: 'empty', text: messages.notRead };
    this.#panel.title = this.#content.kind === 'empty' ? messages.panelTitle : this.#content.query;
    this.#post({ type: 'show', content: this.#content });
  }

  #post(message: ToPanel): void {
    if (this.#ready) void this.#panel?.webview.postMessage(message);
  }

  async #focusEditor(): Promise<void> {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#place?.uri);
    if (editor) await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    else await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  }

  /** What the message proposes to write, above the line it is about. */
  async #insertSnippet(uri: string, line: number): Promise<void> {
    if (this.#content.kind !== 'message' || !this.#content.snippet) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    if (line >= document.lineCount) return;
    const newline = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    const { range, text } = snippetAbove(document.lineAt(line).text, line, this.#content.snippet, newline);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(range.start.line, range.start.character), text);
    if (!(await vscode.workspace.applyEdit(edit))) void vscode.window.showWarningMessage(messages.notWritable);
  }

  async #reveal(uri: string, line: number): Promise<void> {
    const target = vscode.Uri.parse(uri);
    const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === target.toString());
    const document = await vscode.workspace.openTextDocument(target);
    const column = open?.viewColumn ?? vscode.ViewColumn.One;
    const position = new vscode.Position(Math.min(line, document.lineCount - 1), 0);
    const start = document.lineAt(position.line).firstNonWhitespaceCharacterIndex;
    await vscode.window.showTextDocument(document, { viewColumn: column, selection: new vscode.Range(position.line, start, position.line, start) });
  }
}

/** The log and other outputs are documents too. */
function isSource(document: vscode.TextDocument): boolean {
  return document.uri.scheme !== 'output' && document.uri.scheme !== 'debug';
}
