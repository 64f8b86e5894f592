import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { commentSyntaxOf } from '../documents/commentSyntax.ts';
import { isKnownLanguage } from '../documents/languages.ts';
import { commentSyntaxNotification, type LanguageSyntax } from '../ide/requests.ts';
import { configurationPaths, LONGEST_CONFIGURATION, parseConfiguration } from './languageConfiguration.ts';
import * as messages from './messages.ts';

/** Tells the server how comments are written in the languages of open documents that Nabla does not know, as the extensions say that contribute them. */
export class LanguageSyntaxes {
  readonly #client: () => BaseLanguageClient;
  /** What the running server was told of, or what there is nothing to tell of. */
  readonly #told = new Set<string>();

  constructor(client: () => BaseLanguageClient) {
    this.#client = client;
  }

  listen(client: BaseLanguageClient): vscode.Disposable {
    const tellAgain = () => {
      this.#told.clear();
      for (const { languageId } of vscode.workspace.textDocuments) void this.tell(languageId);
    };
    return vscode.Disposable.from(
      client.onDidChangeState(({ newState }) => newState === State.Running && tellAgain()),
      vscode.extensions.onDidChange(tellAgain),
      // cells of notebooks are such documents, too
      vscode.workspace.onDidOpenTextDocument(({ languageId }) => void this.tell(languageId)),
    );
  }

  /** Where the server does not run it is told as soon as it does, of what is open then. */
  async tell(languageId: string): Promise<void> {
    const client = this.#client();
    if (isKnownLanguage(languageId) || this.#told.has(languageId) || !client.isRunning()) return;
    this.#told.add(languageId);
    const syntax = commentSyntaxOf(await this.#configurationOf(languageId));
    if (syntax && client.isRunning()) await client.sendNotification(commentSyntaxNotification, { languageId, syntax } satisfies LanguageSyntax);
  }

  /** Several extensions may configure a language: the last one counts, field by field. */
  async #configurationOf(languageId: string): Promise<object> {
    const places = vscode.extensions.all.flatMap(({ extensionUri, packageJSON }) =>
      configurationPaths(packageJSON, languageId).map(path => vscode.Uri.joinPath(extensionUri, path)),
    );
    return Object.assign({}, ...(await Promise.all(places.map(place => this.#read(place)))));
  }

  async #read(place: vscode.Uri): Promise<object> {
    try {
      const bytes = await vscode.workspace.fs.readFile(place);
      return bytes.length > LONGEST_CONFIGURATION ? {} : parseConfiguration(new TextDecoder().decode(bytes));
    } catch (error) {
      // the language is then read as if nothing were known of it
      this.#client().warn(messages.configurationNotRead(place.path), error, false);
      return {};
    }
  }
}
