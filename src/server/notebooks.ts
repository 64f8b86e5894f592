/**
 * The cells of notebooks: each is a document among the others, and here is their order. Editors that do not know notebooks
 * send none, and open cells, if at all, as documents of their own.
 */

import type {
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  Disposable,
  NotebookCell,
  NotificationHandler,
  ServerCapabilities,
  TextDocuments,
} from 'vscode-languageserver';

type TextDocumentConnection = Parameters<TextDocuments<{ uri: string }>['listen']>[0];

export const notebookCapabilities: Partial<ServerCapabilities> = {
  notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: '*' }] }] },
};

interface Place {
  readonly notebook: string;
  readonly index: number;
}

export class Notebooks {
  /** The documents of the cells of each, in their order. */
  readonly #cells = new Map<string, readonly string[]>();
  readonly #places = new Map<string, Place>();
  readonly #moved: (cells: readonly string[]) => void;

  /** @param moved The order of these cells is another one. */
  constructor(moved: (cells: readonly string[]) => void) {
    this.#moved = moved;
  }

  /** The cell before a cell, null for the first one; undefined for what is no cell. */
  before(uri: string): string | null | undefined {
    const place = this.#places.get(uri);
    return place && (this.#cells.get(place.notebook)![place.index - 1] ?? null);
  }

  /** The cells behind a cell. */
  behind(uri: string): readonly string[] {
    const place = this.#places.get(uri);
    return place ? this.#cells.get(place.notebook)!.slice(place.index + 1) : [];
  }

  /** Follows the notebooks of a connection. What it returns is that connection with their cells as text documents of it. */
  listen(connection: Connection): TextDocumentConnection {
    const documents = new CellConnection(connection);
    const { synchronization } = connection.notebooks;
    synchronization.onDidOpenNotebookDocument(({ notebookDocument: { uri, cells }, cellTextDocuments }) => {
      this.#order(uri, cells.map(documentOf));
      for (const textDocument of cellTextDocuments) documents.open({ textDocument });
    });
    synchronization.onDidChangeNotebookDocument(({ notebookDocument: { uri }, change: { cells } }) => {
      const structure = cells?.structure;
      if (structure) {
        const order = [...(this.#cells.get(uri) ?? [])];
        const { start, deleteCount, cells: added } = structure.array;
        order.splice(start, deleteCount, ...(added ?? []).map(documentOf));
        this.#order(uri, order);
        for (const textDocument of structure.didOpen ?? []) documents.open({ textDocument });
        for (const textDocument of structure.didClose ?? []) documents.close({ textDocument });
        this.#moved(order);
      }
      for (const { document, changes } of cells?.textContent ?? []) documents.change({ textDocument: document, contentChanges: changes });
    });
    synchronization.onDidCloseNotebookDocument(({ notebookDocument: { uri }, cellTextDocuments }) => {
      this.#order(uri, []);
      this.#cells.delete(uri);
      for (const textDocument of cellTextDocuments) documents.close({ textDocument });
    });
    return documents;
  }

  #order(notebook: string, cells: readonly string[]): void {
    for (const cell of this.#cells.get(notebook) ?? []) this.#places.delete(cell);
    this.#cells.set(notebook, cells);
    for (const [index, cell] of cells.entries()) this.#places.set(cell, { notebook, index });
  }
}

const documentOf = ({ document }: NotebookCell): string => document;

/** A connection whose handlers hear of cells, too. */
class CellConnection implements TextDocumentConnection {
  open: NotificationHandler<DidOpenTextDocumentParams> = () => undefined;
  change: NotificationHandler<DidChangeTextDocumentParams> = () => undefined;
  close: NotificationHandler<DidCloseTextDocumentParams> = () => undefined;
  readonly #connection: Connection;
  readonly onWillSaveTextDocument: Connection['onWillSaveTextDocument'];
  readonly onWillSaveTextDocumentWaitUntil: Connection['onWillSaveTextDocumentWaitUntil'];
  readonly onDidSaveTextDocument: Connection['onDidSaveTextDocument'];

  constructor(connection: Connection) {
    this.#connection = connection;
    this.onWillSaveTextDocument = connection.onWillSaveTextDocument;
    this.onWillSaveTextDocumentWaitUntil = connection.onWillSaveTextDocumentWaitUntil;
    this.onDidSaveTextDocument = connection.onDidSaveTextDocument;
  }

  onDidOpenTextDocument(handler: NotificationHandler<DidOpenTextDocumentParams>): Disposable {
    this.open = handler;
    return this.#connection.onDidOpenTextDocument(handler);
  }

  onDidChangeTextDocument(handler: NotificationHandler<DidChangeTextDocumentParams>): Disposable {
    this.change = handler;
    return this.#connection.onDidChangeTextDocument(handler);
  }

  onDidCloseTextDocument(handler: NotificationHandler<DidCloseTextDocumentParams>): Disposable {
    this.close = handler;
    return this.#connection.onDidCloseTextDocument(handler);
  }
}
