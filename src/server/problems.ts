/**
 * The problems of open documents. A client that asks for them is answered, and told to ask again when certificates or
 * settings made others of them; to any other client they are published. A client that cannot be told to ask again is
 * one of the others: most problems of claims are known only after the first answer.
 */

import type { ClientCapabilities, Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../analysis/document.ts';
import type { InitializationOptions } from '../ide/requests.ts';
import { lspDiagnostic } from './convert.ts';
import type { Server } from './feature.ts';

export function asksForProblems({ textDocument, workspace }: ClientCapabilities, { publishedDiagnostics }: InitializationOptions): boolean {
  return textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true && publishedDiagnostics !== true;
}

export class Problems {
  readonly #server: Server;
  /** What a client that asks has, by document. */
  readonly #given = new Map<string, { readonly id: string; readonly content: string }>();
  #number = 0;
  /** A client is being told to ask again; whether it has to be told once more. */
  #telling: 'no' | 'once' | 'again' = 'no';

  constructor(server: Server) {
    this.#server = server;
  }

  /** @param isUnasked The text is the one that the client has asked about: it has no reason to ask again. */
  publish(document: TextDocument, analysis: DocumentAnalysis | null, isUnasked: boolean): void {
    const { uri, version } = document;
    if (!this.#server.asksForProblems()) {
      void this.#server.connection.sendDiagnostics({ uri, version, diagnostics: this.of(uri, analysis) });
      return;
    }
    const given = this.#given.get(uri);
    if (isUnasked && given && given.content !== JSON.stringify(this.of(uri, analysis))) this.askAgain();
  }

  /** The answer for a client that has the answer of this id. */
  report(uri: string, items: Diagnostic[], previous: string | undefined): DocumentDiagnosticReport {
    const content = JSON.stringify(items);
    const known = this.#given.get(uri);
    const given = known?.content === content ? known : { id: String(++this.#number), content };
    this.#given.set(uri, given);
    return given.id === previous ? { kind: 'unchanged', resultId: given.id } : { kind: 'full', resultId: given.id, items };
  }

  of(uri: string, analysis: DocumentAnalysis | null): Diagnostic[] {
    if (!analysis) return [];
    const { engine, client } = this.#server;
    const { publishDiagnostics, diagnostic } = client().textDocument ?? {};
    const isRelatedShown = publishDiagnostics?.relatedInformation === true || diagnostic?.relatedInformation === true;
    return engine.features.diagnosticsOf(analysis).map(each => lspDiagnostic(each, uri, isRelatedShown ? engine.features.relatedPlaces(analysis, each) : []));
  }

  /** Everything that a client has asked for may be out of date; one that is told is not told again before it has heard. */
  askAgain(): void {
    const { connection, asksForProblems } = this.#server;
    if (!asksForProblems()) return;
    if (this.#telling !== 'no') {
      this.#telling = 'again';
      return;
    }
    this.#telling = 'once';
    const heard = () => {
      const isAgain = this.#telling === 'again';
      this.#telling = 'no';
      if (isAgain) this.askAgain();
    };
    // a client that refuses asks when it likes
    connection.languages.diagnostics.refresh().then(heard, heard);
  }

  closed(uri: string): void {
    this.#given.delete(uri);
    // who asked forgets by himself
    if (!this.#server.asksForProblems()) void this.#server.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}
