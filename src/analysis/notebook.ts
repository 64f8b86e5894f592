/** Jupyter notebooks: their cells as documents, and where each statement of a cell stands in the file. */

import { elementsAt, membersAt, type PlacedString, startOfJson, stringAt } from '../documents/jsonStrings.ts';
import type { AnalysisOptions, DocumentAnalysis } from './document.ts';
import { Lines } from './positions.ts';
import type { Diagnostic, FileResult, Position, Range, StatementResult } from './result.ts';

export interface Cell {
  /** From 1, counting every cell. */
  readonly number: number;
  readonly languageId: string;
  readonly text: string;
  /** For each character and the end of the text its offset in the file. */
  readonly places: readonly number[];
}

/**
 * The code and Markdown cells of a notebook (nbformat 3 and 4); null where the text is none.
 * @param language What code cells are read as, whatever the notebook says.
 */
export function cellsOf(json: string, language: string | null): readonly Cell[] | null {
  if (!isJson(json)) return null;
  const notebook = membersAt(json, startOfJson(json));
  const metadata = membersOf(json, notebook, 'metadata');
  const ofCode = language ?? languageOfNotebook(json, metadata);
  const worksheets = elementsOf(json, notebook, 'worksheets').map(at => membersAt(json, at));
  if (!notebook.has('cells') && worksheets.length === 0) return null;
  const cells = [...elementsOf(json, notebook, 'cells'), ...worksheets.flatMap(sheet => elementsOf(json, sheet, 'cells'))];
  return cells.flatMap((at, index) => {
    const cell = membersAt(json, at);
    const kind = wordOf(json, cell, 'cell_type');
    if (kind !== 'code' && kind !== 'markdown') return [];
    const { text, places } = sourceOf(json, cell.get('source') ?? cell.get('input'));
    const languageId = kind === 'markdown' ? 'markdown' : (language ?? languageOfCell(json, cell, text) ?? ofCode);
    return [{ number: index + 1, languageId, text, places }];
  });
}

/** Each cell with what it says; the names of the cells before it are in scope. */
export function analyzeCells(
  cells: readonly Cell[],
  file: string,
  analyze: (text: string, options: AnalysisOptions & { readonly languageId: string }) => DocumentAnalysis,
): readonly (readonly [Cell, DocumentAnalysis])[] {
  let cellBefore: DocumentAnalysis | null = null;
  return cells.map(cell => {
    const analysis: DocumentAnalysis = analyze(cell.text, { languageId: cell.languageId, file: cellName(file, cell.number), cellBefore });
    cellBefore = analysis;
    return [cell, analysis] as const;
  });
}

/** How messages name a cell. */
export const cellName = (file: string, number: number): string => `${file}:cell ${number}`;

/** What the cells say as one file: lines and ranges are those of the file, and each statement names its cell. */
export function fileResult(file: string, json: string, cells: readonly (readonly [Cell, FileResult])[]): FileResult {
  const lines = new Lines(json);
  return { file, statements: cells.flatMap(([cell, result]) => result.statements.map(statement => placed(statement, cell, lines))) };
}

/** From ranges of a cell to those of the file. */
export function rangeInFile(cell: Cell, lines: Lines): (range: Range) => Range {
  const starts = [0, ...Array.from(cell.text.matchAll(/\r\n?|\n/g), match => match.index + match[0].length)];
  const placeOf = ({ line, character }: Position): number => cell.places[Math.min((starts[line] ?? cell.text.length) + character, cell.text.length)]!;
  return ({ start, end }) => lines.range(placeOf(start), placeOf(end));
}

function placed(statement: StatementResult, cell: Cell, lines: Lines): StatementResult {
  const rangeOf = rangeInFile(cell, lines);
  const diagnosticOf = (diagnostic: Diagnostic): Diagnostic => {
    const { fixes, ...rest } = diagnostic;
    // a line of the cell is a string of its own: what spans several cannot be replaced by text
    const kept = fixes?.filter(fix => fix.range.start.line === fix.range.end.line);
    const written = kept?.map(fix => ({ ...fix, range: rangeOf(fix.range), text: JSON.stringify(fix.text).slice(1, -1) }));
    return { ...rest, range: rangeOf(diagnostic.range), ...(written ? { fixes: written } : {}) };
  };
  const range = rangeOf(statement.range);
  const line = rangeOf({ start: { line: statement.line - 1, character: 0 }, end: { line: statement.line - 1, character: 0 } }).start.line + 1;
  return { ...statement, line, range, diagnostics: statement.diagnostics.map(diagnosticOf), cell: { number: cell.number, line: statement.line } };
}

/** What kernels call their languages, where it is no language id but for its case. */
const LANGUAGES: Readonly<Record<string, string | undefined>> = {
  ipython: 'python',
  ipython3: 'python',
  python3: 'python',
  sage: 'sagemath',
  'c++': 'cpp',
  bash: 'shellscript',
  js: 'javascript',
  'c#': 'csharp',
  'f#': 'fsharp',
};
/** `%%R` at the beginning of a cell: the rest of it is in another language. Of other magics (`%%time`) it is in the notebook's. */
const MAGICS: ReadonlySet<string> = new Set('r julia octave matlab cython javascript js bash ruby perl latex markdown rust sage'.split(' '));

function languageIdOf(name: string): string {
  const lower = name.toLowerCase();
  return LANGUAGES[lower] ?? (/^c\+\+\d*/.test(lower) ? 'cpp' : lower);
}

function languageOfNotebook(json: string, metadata: ReadonlyMap<string, number>): string {
  const name = wordOf(json, membersOf(json, metadata, 'kernelspec'), 'language') ?? wordOf(json, membersOf(json, metadata, 'language_info'), 'name');
  return name === null ? 'python' : languageIdOf(name);
}

function languageOfCell(json: string, cell: ReadonlyMap<string, number>, text: string): string | null {
  const metadata = membersOf(json, cell, 'metadata');
  const named = wordOf(json, membersOf(json, metadata, 'vscode'), 'languageId') ?? wordOf(json, cell, 'language');
  if (named !== null) return languageIdOf(named);
  const magic = /^\s*%%(\w+)/.exec(text.slice(0, LONGEST_MAGIC))?.[1]?.toLowerCase();
  return magic !== undefined && MAGICS.has(magic) ? languageIdOf(magic) : null;
}
const LONGEST_MAGIC = 80;

/** The source of a cell: one string, or one for each line. */
function sourceOf(json: string, at: number | undefined): PlacedString {
  if (at === undefined) return { text: '', places: [0] };
  const strings = [stringAt(json, at), ...elementsAt(json, at).map(each => stringAt(json, each))].filter(string => string !== null);
  const places = strings.flatMap(({ text, places: own }) => own.slice(0, text.length));
  return { text: strings.map(({ text }) => text).join(''), places: [...places, strings.at(-1)?.places.at(-1) ?? at] };
}

function membersOf(json: string, parent: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> {
  const at = parent.get(key);
  return at === undefined ? new Map() : membersAt(json, at);
}
function elementsOf(json: string, parent: ReadonlyMap<string, number>, key: string): readonly number[] {
  const at = parent.get(key);
  return at === undefined ? [] : elementsAt(json, at);
}
function wordOf(json: string, parent: ReadonlyMap<string, number>, key: string): string | null {
  const at = parent.get(key);
  return at === undefined ? null : (stringAt(json, at)?.text ?? null);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}
