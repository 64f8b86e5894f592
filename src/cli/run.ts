import { parseArgs } from 'node:util';
import type { AnalysisOptions, DocumentAnalysis } from '../analysis/document.ts';
import { analyzeCells, cellName, cellsOf, fileResult } from '../analysis/notebook.ts';
import type { FileResult, LanguageId, Output } from '../analysis/result.ts';
import { codeLanguage, LANGUAGE_IDS } from '../code/input.ts';
import { COMMENT_READINGS, type CommentReading, isCommentReading } from '../documents/commentReading.ts';
import { languageOf, NOTEBOOK } from '../documents/fileNames.ts';
import { isKnownLanguage } from '../documents/languages.ts';
import { collectFiles, readText, type SourceFile, type Trouble } from './files.ts';
import * as messages from './messages.ts';
import { printCode, printDerivatives, printExplanation, printVerdicts } from './print.ts';
import { type SelectedFile, selected } from './selected.ts';
import { makeStyle, type Style } from './style.ts';

export interface Engine {
  analyzeFile(text: string, options?: AnalysisOptions): FileResult;
  analyzeDocument(text: string, options?: AnalysisOptions): DocumentAnalysis;
  /** Loads what certificates need. */
  prepare(): Promise<void>;
  /** Loads what prints code. */
  prepareCode(): Promise<void>;
}
export interface Surroundings {
  readonly engine: Engine;
  readonly cwd: string;
  readonly version: string;
  /** Whether standard output takes colours. */
  readonly colours: boolean;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Runs the language server on standard input and output until it ends. */
  readonly serve: () => Promise<void>;
  /** Runs the tools for language models on standard input and output until it ends. */
  readonly serveModels: () => Promise<void>;
}
export type ExitCode = 0 | 1 | 2;

interface Options {
  readonly json: boolean;
  /** Beside the derivative, what else is known of it. */
  readonly properties: boolean;
  readonly layout: AnalysisOptions['layout'];
  readonly language: string | null;
  readonly comments: CommentsByLanguage;
  /** In characters; longer files are left out. null: any. */
  readonly maxSize: number | null;
  /** The language of the code that is printed instead of the results, or that stands in the JSON alone. */
  readonly code: LanguageId | null;
  readonly style: Style;
}

/** Runs a command line (without the names of Node and the script). */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const read = readArguments(args);
  if ('problem' in read) return misuse(read.problem, surroundings);
  const { values, positionals } = read;
  if (values.help) {
    surroundings.out(messages.usage);
    return 0;
  }
  if (values.version) {
    surroundings.out(`${surroundings.version}\n`);
    return 0;
  }
  const { layout, language } = values;
  if (layout !== undefined && layout !== 'numerator' && layout !== 'denominator') return misuse(messages.badLayout(layout), surroundings);
  if (language !== undefined && !isKnownLanguage(language)) return misuse(messages.languageNotRead(language), surroundings);
  const code = values.code === undefined ? null : codeLanguage(values.code);
  if (code === undefined) return misuse(messages.unknownCodeLanguage(values.code!, LANGUAGE_IDS), surroundings);
  if (code && positionals[0] !== 'derive') return misuse(messages.codeOfDerive, surroundings);
  const comments = readComments(values.comments ?? []);
  if (typeof comments === 'string') return misuse(messages.badComments(comments, COMMENT_READINGS), surroundings);
  const size = values['max-size'];
  if (size !== undefined && !/^\d+$/.test(size)) return misuse(messages.badSize(size), surroundings);
  const options: Options = {
    json: values.json ?? false,
    properties: values.properties ?? false,
    layout,
    language: language ?? null,
    comments,
    maxSize: size === undefined ? null : Number(size),
    code,
    style: makeStyle(values.color ?? (values['no-color'] ? false : surroundings.colours)),
  };
  const [command, ...rest] = positionals;
  switch (command) {
    case undefined:
      return misuse(messages.noCommand, surroundings);
    case 'derive':
    case 'check':
      if (rest.length === 0) return misuse(messages.noFiles(command), surroundings);
      await surroundings.engine.prepare();
      if (options.json || options.code || options.properties) await surroundings.engine.prepareCode();
      return deriveOrCheck(command, rest, options, surroundings);
    case 'explain':
      if (rest.length !== 1) return misuse(messages.onePlace, surroundings);
      await surroundings.engine.prepare();
      await surroundings.engine.prepareCode();
      return explain(rest[0]!, options, surroundings);
    case 'lsp':
      if (!values.stdio) return misuse(messages.needsStdio, surroundings);
      await surroundings.serve();
      return 0;
    case 'mcp':
      if (rest.length > 0) return misuse(messages.nothingMore(command), surroundings);
      await surroundings.serveModels();
      return 0;
    default:
      return misuse(messages.unknownCommand(command), surroundings);
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        layout: { type: 'string' },
        language: { type: 'string' },
        comments: { type: 'string', multiple: true },
        'max-size': { type: 'string' },
        code: { type: 'string' },
        color: { type: 'boolean' },
        'no-color': { type: 'boolean' },
        properties: { type: 'boolean' },
        stdio: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { problem: error.message };
  }
}

function misuse(problem: string, { error }: Surroundings): ExitCode {
  error(`nabla: ${problem}\n${messages.tryHelp}\n`);
  return 2;
}

type SelectedOutput = Omit<Output, 'files'> & { readonly files: readonly SelectedFile[] };

/** Every file is read, whatever the others are like. */
function deriveOrCheck(command: 'derive' | 'check', args: readonly string[], options: Options, surroundings: Surroundings): ExitCode {
  const { files, troubles } = collectFiles(args, surroundings.cwd, options.language);
  const results: FileResult[] = [];
  const print = (result: FileResult, text: string): string =>
    command === 'derive' ? printDerivatives(result, text, options.style, options.properties) : printVerdicts(result, text, options.style);
  for (const file of files) {
    const read = analyze(file, options, surroundings);
    if ('message' in read) {
      troubles.push(read);
      continue;
    }
    results.push(read.result);
    if (options.json) continue;
    for (const { result, text } of read.parts) surroundings.out(options.code ? printCode(result, options.code) : print(result, text));
  }
  if (options.json) surroundings.out(`${JSON.stringify({ version: 1, files: results.map(result => selected(result, options)) } satisfies SelectedOutput)}\n`);
  else if (command === 'check') surroundings.out(`${messages.summary(tallyOf(results))}\n`);
  for (const { name, message } of troubles) surroundings.error(`nabla: ${name}: ${message}\n`);
  if (troubles.some(({ isAsked }) => !isAsked)) return 2;
  return command === 'check' && results.some(isRefuted) ? 1 : 0;
}

interface Part {
  readonly result: FileResult;
  readonly text: string;
}

/** A file's result, and that of its parts: the cells of a notebook, of any other file itself. */
function analyze(file: SourceFile, options: Options, { engine }: Surroundings): { readonly result: FileResult; readonly parts: readonly Part[] } | Trouble {
  const read = readText(file.path);
  if ('message' in read) return { name: file.name, message: read.message };
  const { text } = read;
  if (isTooLong(text, options)) return { name: file.name, message: messages.tooLong(text.length), isAsked: true };
  const reading = readingOf(options);
  try {
    if (!isNotebook(file.path)) {
      const result = engine.analyzeFile(text, { languageId: file.languageId, file: file.name, ...reading(file.languageId) });
      return { result, parts: [{ result, text }] };
    }
    const cells = cellsOf(text, options.language);
    if (cells === null) return { name: file.name, message: messages.noNotebook };
    const read = analyzeCells(cells, file.name, (cell, ofCell) => engine.analyzeDocument(cell, { ...ofCell, ...reading(ofCell.languageId) })).map(
      ([cell, { statements }]) => {
        const result = { file: cellName(file.name, cell.number), statements: statements.map(statement => statement.result) };
        return [cell, result] as const;
      },
    );
    const result = fileResult(file.name, text, read);
    const parts = read.filter(([, { statements }]) => statements.length > 0).map(([cell, result]) => ({ result, text: cell.text }));
    return { result, parts: parts.length > 0 ? parts : [{ result, text }] };
  } catch (error) {
    // the other files still have their answers
    return { name: file.name, message: messages.engineFailed(error instanceof Error ? (error.stack ?? error.message) : String(error)) };
  }
}

function explain(place: string, options: Options, surroundings: Surroundings): ExitCode {
  const match = /^(.+?)(?::cell (\d+))?:(\d+)$/s.exec(place);
  if (!match || Number(match[3]) < 1) return misuse(messages.badPlace(place), surroundings);
  const { files, troubles } = collectFiles([match[1]!], surroundings.cwd, options.language);
  const file = files[0];
  const read = file ? readText(file.path) : null;
  if (!file || !read || 'message' in read) {
    const message = read && 'message' in read ? read.message : (troubles[0]?.message ?? messages.missing);
    surroundings.error(`nabla: ${match[1]}: ${message}\n`);
    return 2;
  }
  const { analyzeDocument } = surroundings.engine;
  const cells = isNotebook(file.path) ? (cellsOf(read.text, options.language) ?? []) : null;
  const count = cells?.findIndex(({ number }) => number === Number(match[2])) ?? 0;
  if (count < 0) return misuse(messages.noSuchCell(place), surroundings);
  const cell = cells?.[count];
  const text = cell?.text ?? read.text;
  const name = cell ? cellName(file.name, cell.number) : file.name;
  const lines = text.split('\n');
  const number = Number(match[3]);
  if (number > lines.length) return misuse(messages.noSuchLine(place, lines.length), surroundings);
  const reading = readingOf(options);
  const analysis = cells
    ? analyzeCells(cells.slice(0, count + 1), file.name, (source, ofCell) => analyzeDocument(source, { ...ofCell, ...reading(ofCell.languageId) })).at(-1)![1]
    : analyzeDocument(text, { languageId: file.languageId, file: name, ...reading(file.languageId) });
  const before = lines.slice(0, number - 1).reduce((length, line) => length + line.length + 1, 0);
  const onLine = analysis.statements.find(({ result }) => (result.kind === 'query' || result.kind === 'claim') && result.line === number);
  if (!onLine) {
    surroundings.error(`nabla: ${messages.nothingToExplain(place)}\n`);
    return 1;
  }
  const shown = analysis.panelAt(Math.max(onLine.start, before));
  const content = shown.kind === 'empty' ? shown : { ...shown, place: `${name}:${number}` };
  surroundings.out(options.json ? `${JSON.stringify({ version: 1, content })}\n` : printExplanation(content, options.style));
  return 0;
}

/** How the texts of a language are read. */
function readingOf({ layout, comments }: Options): (languageId: string) => AnalysisOptions {
  return languageId => ({ certify: true, comments: comments.get(languageId) ?? comments.get('*') ?? 'all', ...(layout ? { layout } : {}) });
}

const isTooLong = (text: string, { maxSize }: Options): boolean => maxSize !== null && text.length > maxSize;

/** By language id, `*` for all that have none of their own. */
type CommentsByLanguage = ReadonlyMap<string, CommentReading>;

/** `marked`, `python=all`: the last one counts; the argument that says neither. */
function readComments(written: readonly string[]): CommentsByLanguage | string {
  const comments = new Map<string, CommentReading>();
  for (const argument of written) {
    const [, language = '*', reading] = /^(?:([^=]+)=)?(.*)$/s.exec(argument)!;
    if (!isCommentReading(reading)) return argument;
    comments.set(language, reading);
  }
  return comments;
}

function isRefuted(file: FileResult): boolean {
  return file.statements.some(
    ({ claim, equality, diagnostics }) =>
      claim?.verdict === 'refuted' || equality?.verdict === 'different' || diagnostics.some(diagnostic => diagnostic.severity === 'error'),
  );
}

function tallyOf(results: readonly FileResult[]): messages.Tally {
  const statements = results.flatMap(file => file.statements);
  const verdicts = statements.map(({ claim, equality }) => claim?.verdict ?? equality?.verdict ?? null);
  const count = (...wanted: readonly string[]) => verdicts.filter(verdict => verdict !== null && wanted.includes(verdict)).length;
  return {
    files: results.length,
    verified: count('verified', 'equal'),
    refuted: count('refuted', 'different'),
    otherLayout: count('other-layout'),
    unknown: count('unknown'),
    errors: statements.filter(
      ({ claim, equality, diagnostics }) =>
        claim?.verdict !== 'refuted' && equality?.verdict !== 'different' && diagnostics.some(({ severity }) => severity === 'error'),
    ).length,
  };
}

const isNotebook = (path: string): boolean => languageOf(path) === NOTEBOOK;
