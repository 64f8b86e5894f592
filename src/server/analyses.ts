import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentAnalysis } from '../analysis/document.ts';
import type { CommentSyntax } from '../documents/commentSyntax.ts';
import { NOTEBOOK } from '../documents/fileNames.ts';
import type { CheckedPart } from '../ide/checkedText.ts';
import { nameOf } from '../ide/panel.ts';
import type { ServerSettings } from '../ide/requests.ts';
import { isLanguageRead } from '../ide/settings.ts';
import type { Engine } from './engine.ts';
import { later, soon, turn } from './turns.ts';

export interface AnalysesHost {
  find(uri: string): TextDocument | undefined;
  /** Which documents are cells of a notebook, and their order. */
  readonly cells: {
    /** null: the first one; undefined: no cell. */
    before(uri: string): string | null | undefined;
    behind(uri: string): readonly string[];
  };
  settings(): ServerSettings;
  /** How comments are written in a language that Nabla does not know, as far as the client has said it: the same object until it says otherwise. */
  commentSyntax(languageId: string): CommentSyntax | null;
  /** Diagnostics of the document are new; null where the document is not read. `isUnasked`: its text is the same as before. */
  publish(document: TextDocument, analysis: DocumentAnalysis | null, isUnasked: boolean): void;
  /** A certificate came in. */
  changed(uri: string): void;
  logError(message: string): void;
}

interface Entry {
  readonly version: number;
  /** null: not read (too long, language left out) or the engine failed on it. */
  readonly analysis: DocumentAnalysis | null;
  readonly milliseconds: number;
  /** Of a cell the names that those before it give, null for the first one. */
  readonly around: object | null | undefined;
  readonly commentSyntax: CommentSyntax | null;
  isPublished: boolean;
  /** Its text was analysed before, with other names around it. */
  readonly isSameText: boolean;
  /** So many of the statements have their hover prepared. */
  prepared: number;
}

const sliceMilliseconds = 10;
/** An analysis that takes no longer holds up nobody, whatever is typed meanwhile. */
const promptMilliseconds = 16;
const longestDelayMilliseconds = 300;
const changedEveryMilliseconds = 250;
/** Certificates of a changed document wait until nothing was typed for so long: a slice of them would hold up the next keystroke. */
const quietMilliseconds = 150;

/**
 * One analysis a document and version, made when it is first asked for or soon after a change, and its certificates
 * filled in while nothing else is to do. The only state of the server beside the open documents.
 */
export class Analyses {
  readonly #engine: Engine;
  readonly #host: AnalysesHost;
  readonly #entries = new Map<string, Entry>();
  /** Documents that are to be analysed, and what takes that back. */
  readonly #waiting = new Map<string, () => void>();
  /** Documents with pending certificates, or hovers that are not prepared, the most recently used last. */
  readonly #uncertified = new Set<string>();
  /** What takes back the next slice; null where none is to come. */
  #slice: (() => void) | null = null;
  /** Before this time no slice is run. */
  #quietUntil = 0;
  #prepared: Promise<void> | null = null;
  readonly #toldAt = new Map<string, number>();
  /** Documents with certificates that the client has not heard of. */
  readonly #untold = new Set<string>();

  constructor(engine: Engine, host: AnalysesHost) {
    this.#engine = engine;
    this.#host = host;
  }

  /** The analysis of the document as it is now; null where it is not open or not read. */
  async at(uri: string): Promise<{ readonly document: TextDocument; readonly analysis: DocumentAnalysis } | null> {
    await this.prepare();
    const document = this.#host.find(uri);
    const analysis = document ? this.#analyze(document).analysis : null;
    return document && analysis ? { document, analysis } : null;
  }

  /**
   * A text that need not be open, with all its certificates, which are run in slices; null where it is not read, and
   * where it was cancelled before the end.
   * @throws what the engine throws.
   */
  async checked(document: TextDocument, isCancelled: () => boolean, layout?: ServerSettings['layout']): Promise<DocumentAnalysis | null> {
    await this.prepare();
    const analysis = this.#read(document, undefined, undefined, layout);
    return analysis && (await certified(analysis, isCancelled)) ? analysis : null;
  }

  /**
   * Like {@link checked}, a notebook as it lies on the disk by its cells.
   * @throws what the engine throws.
   */
  async checkedParts(document: TextDocument, isCancelled: () => boolean): Promise<readonly CheckedPart[] | null> {
    if (document.languageId !== NOTEBOOK) {
      const analysis = await this.checked(document, isCancelled);
      return analysis && [{ analysis, cell: null }];
    }
    await this.prepare();
    const { languages, maxFileSize, layout, comments } = this.#host.settings();
    const text = document.getText();
    if (!isLanguageRead(NOTEBOOK, languages) || text.length > maxFileSize) return null;
    const { analyzeCells, cellsOf } = this.#engine.features;
    const cells = (cellsOf(text, null) ?? []).filter(({ languageId }) => isLanguageRead(languageId, languages));
    const parts = analyzeCells(cells, nameOf(document.uri), (cell, options) =>
      this.#engine.analyzeDocument(cell, { ...options, layout, comments, commentSyntax: this.#host.commentSyntax(options.languageId), certify: false }),
    );
    for (const [, analysis] of parts) if (!(await certified(analysis, isCancelled))) return null;
    return parts.map(([cell, analysis]) => ({ analysis, cell }));
  }

  /** The document was opened or changed: analyses it after the changes that are already under way, the later the slower it was last time. */
  schedule(uri: string): void {
    this.#waiting.get(uri)?.();
    const known = this.#entries.get(uri);
    if (known) this.#quietUntil = performance.now() + quietMilliseconds;
    const last = known?.milliseconds ?? 0;
    const refresh = () => void this.prepare().then(() => this.#guard(uri, () => this.#refresh(uri)));
    this.#waiting.set(uri, last < promptMilliseconds ? soon(refresh) : later(refresh, Math.min(longestDelayMilliseconds, last * 2)));
  }

  forget(uri: string): void {
    this.#waiting.get(uri)?.();
    this.#waiting.delete(uri);
    this.#entries.delete(uri);
    this.#uncertified.delete(uri);
    this.#toldAt.delete(uri);
    this.#untold.delete(uri);
  }

  /** Settings changed: everything is read anew. */
  reset(uris: readonly string[]): void {
    this.#entries.clear();
    this.#uncertified.clear();
    for (const uri of uris) this.schedule(uri);
  }

  stop(): void {
    for (const cancel of this.#waiting.values()) cancel();
    this.#waiting.clear();
    this.#uncertified.clear();
    this.#slice?.();
    this.#slice = null;
  }

  /**
   * Runs certificates of the document in slices, that of the statement at the offset first, letting other messages in
   * between, until `isPending` is false, the time is over, the document has changed, or nothing is left to run.
   */
  async settle(uri: string, offset: number, milliseconds: number, isPending: () => boolean): Promise<void> {
    if (!isPending()) return;
    await this.prepare();
    const deadline = performance.now() + milliseconds;
    const entry = this.#entries.get(uri);
    const { analysis } = entry ?? {};
    if (!entry || !analysis) return;
    let changed = false;
    while (isPending()) {
      const left = deadline - performance.now();
      if (left <= 0 || this.#host.find(uri)?.version !== entry.version) break;
      if (!analysis.certifyNext(Math.min(left, sliceMilliseconds), offset)) break;
      changed = true;
      await turn();
    }
    if (changed && this.#entries.get(uri) === entry) this.#tell(uri, analysis);
  }

  /** Once, with the first document that is read: the server answers its first message without it. */
  prepare(): Promise<void> {
    this.#prepared ??= this.#engine.prepare().catch((error: unknown) => this.#host.logError(`not loaded: ${describe(error)}`));
    return this.#prepared;
  }

  #refresh(uri: string): void {
    this.#waiting.delete(uri);
    const document = this.#host.find(uri);
    if (!document) return;
    const entry = this.#analyze(document);
    const { analysis, isPublished, isSameText } = entry;
    // a cell whose surroundings changed in nothing that it sees
    if (isPublished) return;
    entry.isPublished = true;
    this.#host.publish(document, analysis, isSameText);
    if (!analysis) return;
    this.#uncertified.delete(uri);
    this.#uncertified.add(uri);
    this.#continue();
  }

  #analyze(document: TextDocument): Entry {
    const { uri, version } = document;
    const known = this.#entries.get(uri);
    const before = this.#cellBefore(uri);
    const around = before ? before.names : before;
    const commentSyntax = this.#host.commentSyntax(document.languageId);
    if (known?.version === version && known.around === around && known.commentSyntax === commentSyntax) return known;
    const started = performance.now();
    const analysis = this.#guard(uri, () => this.#read(document, known?.analysis ?? null, before)) ?? null;
    const entry: Entry = {
      version,
      analysis,
      milliseconds: performance.now() - started,
      around,
      commentSyntax,
      isPublished: false,
      isSameText: known?.version === version,
      prepared: 0,
    };
    this.#entries.set(uri, entry);
    if (known && known.analysis?.names !== analysis?.names) for (const cell of this.#host.cells.behind(uri)) this.schedule(cell);
    return entry;
  }

  /** The analysis of the nearest cell before that is read, null where there is none; undefined for what is no cell. */
  #cellBefore(uri: string): DocumentAnalysis | null | undefined {
    let cell = this.#host.cells.before(uri);
    for (; typeof cell === 'string'; cell = this.#host.cells.before(cell)) {
      const document = this.#host.find(cell);
      const analysis = document && this.#analyze(document).analysis;
      if (analysis) return analysis;
    }
    return cell;
  }

  /** Without a previous version, be it null, nothing is kept for a next one. */
  #read(
    document: TextDocument,
    previous?: DocumentAnalysis | null,
    cellBefore?: DocumentAnalysis | null,
    wanted?: ServerSettings['layout'],
  ): DocumentAnalysis | null {
    const { layout, languages, comments, maxFileSize } = this.#host.settings();
    const { languageId } = document;
    if (!isLanguageRead(languageId, languages)) return null;
    const text = document.getText();
    if (text.length > maxFileSize) return null;
    const cell = cellBefore === undefined ? {} : { cellBefore };
    return this.#engine.analyzeDocument(text, {
      languageId,
      layout: wanted ?? layout,
      comments,
      commentSyntax: this.#host.commentSyntax(languageId),
      certify: false,
      file: nameOf(document.uri),
      previous,
      ...cell,
    });
  }

  #continue(): void {
    if (this.#slice || this.#uncertified.size === 0) return;
    const run = () => {
      this.#slice = null;
      const uri = [...this.#uncertified].at(-1);
      if (uri !== undefined && performance.now() >= this.#quietUntil) this.#guard(uri, () => this.#certifySlice(uri));
      this.#continue();
    };
    const pause = this.#quietUntil - performance.now();
    this.#slice = pause > 0 ? later(run, pause) : soon(run);
  }

  #certifySlice(uri: string): void {
    const entry = this.#entries.get(uri);
    // taken off first: where the engine throws, it is not asked again
    this.#uncertified.delete(uri);
    if (!entry?.analysis || this.#host.find(uri)?.version !== entry.version) return;
    const changed = entry.analysis.certifyNext(sliceMilliseconds);
    if (changed) {
      this.#uncertified.add(uri);
      this.#untold.add(uri);
    }
    const told = this.#toldAt.get(uri) ?? 0;
    const isTime = !changed || performance.now() - told > changedEveryMilliseconds;
    if (isTime && this.#untold.has(uri)) this.#tell(uri, entry.analysis);
    if (!changed && !this.#prepareHovers(entry.analysis.statements, entry)) this.#uncertified.add(uri);
  }

  /** Behind the certificates, in slices like theirs: whoever hovers first does not wait for what could be known. Whether all are ready. */
  #prepareHovers(statements: DocumentAnalysis['statements'], entry: Entry): boolean {
    const end = performance.now() + sliceMilliseconds;
    while (entry.prepared < statements.length) {
      if (performance.now() >= end) return false;
      this.#engine.features.prepareHover(statements[entry.prepared++]!);
    }
    return true;
  }

  #tell(uri: string, analysis: DocumentAnalysis): void {
    const document = this.#host.find(uri);
    if (!document) return;
    this.#toldAt.set(uri, performance.now());
    this.#untold.delete(uri);
    this.#host.publish(document, analysis, true);
    this.#host.changed(uri);
  }

  /** A defect of the engine costs this document its answers, never the server its life. */
  #guard<T>(uri: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.#host.logError(`${uri}: ${describe(error)}`);
      return undefined;
    }
  }
}

/** Runs all certificates in slices; whether it came to the end. */
async function certified(analysis: DocumentAnalysis, isCancelled: () => boolean): Promise<boolean> {
  do {
    await turn();
    if (isCancelled()) return false;
  } while (analysis.certifyNext(sliceMilliseconds));
  return true;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
