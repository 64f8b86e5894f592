import type { DocumentAnalysis } from '../analysis/document.ts';
import type { CheckedBlock } from '../analysis/program.ts';
import { documentOffset } from '../documents/block.ts';
import { symbolsIn } from '../shapes/dependence.ts';
import { printShape } from '../shapes/print.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { canonicalName } from '../syntax/names.ts';
import { PROPERTIES } from '../syntax/properties.ts';
import { COMMAND_BEFORE_CURSOR } from './commandBeforeCursor.ts';
import { functionHelp, functionNames, signatureLabel } from './functionHelp.ts';
import * as messages from './messages.ts';
import { type Place, placeOf } from './places.ts';
import { COMMAND_SPELLINGS, RAISED_SPELLINGS, typedName } from './symbolSpellings.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'name' | 'function' | 'property' | 'size' | 'shape' | 'sign' | 'query' | 'directive';
  /** Beside the label, where that is a word or two; otherwise {@link describeCompletion} says it. */
  readonly detail: string;
  readonly about: CompletionSubject | null;
  readonly insert: string;
  /** What is typed for it. */
  readonly filter: string;
  /** Of another rank come later. */
  readonly rank: number;
  /** Characters that take the item and are then typed themselves. */
  readonly commit: readonly string[];
  /** What it takes the place of. */
  readonly replace: Place;
}

/** What there is more to say of: a name of the document, or a built-in function. */
export interface CompletionSubject {
  readonly kind: 'symbol' | 'function';
  readonly name: string;
}
export interface CompletionText {
  /** A shape, how a function is called. */
  readonly detail: string;
  /** Plain text below it; null where there is nothing more to say. */
  readonly documentation: string | null;
}

/** Of one item, when it is looked at; null for what is no longer in the document. */
export function describeCompletion({ blocks }: DocumentAnalysis, { kind, name }: CompletionSubject): CompletionText | null {
  if (kind === 'function') return functionText(name);
  const block = blocks.find(({ symbols }) => symbols.has(name));
  const symbol = block?.symbols.get(name);
  return block && symbol ? { detail: messages.inShape(printShape(symbol.shape)), documentation: definitionText(block, symbol) } : null;
}

/** In `.mc` files all that may be meant at the offset; elsewhere, inside marked comments, the signs that are typed with a backslash. */
export function completionsAt(analysis: DocumentAnalysis, offset: number): readonly Completion[] {
  const before = analysis.text.slice(analysis.text.lastIndexOf('\n', offset - 1) + 1, offset);
  const block = blockAt(analysis, offset, before);
  if (!block) return [];
  const command = COMMAND_BEFORE_CURSOR.exec(before)?.[0];
  if (command !== undefined)
    return commandSigns({ start: offset - command.length, end: offset }, IN_WORD.test(before.slice(0, before.length - command.length)));
  if (analysis.languageId !== 'mc' || COMMENT.test(before.replaceAll('%*%', ''))) return [];
  const context: Context = { analysis, block, before, offset };
  for (const complete of CONTEXTS) {
    const found = complete(context);
    if (found) return found;
  }
  return [];
}

const IN_WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;
const COMMENT = /#|\/\/|%/;

interface Context {
  readonly analysis: DocumentAnalysis;
  readonly block: CheckedBlock;
  /** The line up to the cursor. */
  readonly before: string;
  readonly offset: number;
}

/** The block that is read there: of marked comments one that holds the last character before the cursor. */
function blockAt({ blocks, languageId }: DocumentAnalysis, offset: number, before: string): CheckedBlock | null {
  if (languageId === 'mc') return blocks[0] ?? null;
  if (before.trim() === '') return null;
  return blocks.find(({ block }) => block.kind === 'marked' && holds(block, offset - 1)) ?? null;
}

function holds(block: CheckedBlock['block'], offset: number): boolean {
  let [low, high] = [0, block.text.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = documentOffset(block, middle);
    if (at === offset) return true;
    if (at < offset) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** A letter behind a word would be part of it, which a command is not. */
function commandSigns(replace: Place, isBehindWord: boolean): readonly Completion[] {
  return [...COMMAND_SPELLINGS].map(([command, character]) => ({
    ...sign(command, character, replace),
    insert: isBehindWord && /^\p{L}/u.test(character) && !character.startsWith('ᵀ') ? ` ${character}` : character,
  }));
}

function sign(typed: string, character: string, replace: Place): Completion {
  return { label: character, kind: 'sign', detail: typed, about: null, insert: character, filter: typed, rank: 0, commit: [], replace };
}

/** The first that applies says all. */
const CONTEXTS: readonly ((context: Context) => readonly Completion[] | null)[] = [
  raised,
  denominators,
  sizesOfShape,
  shapesOfDeclaration,
  properties,
  anything,
];

/** `A^T` → `Aᵀ`. */
function raised({ before, offset }: Context): readonly Completion[] | null {
  const typed = /\^[-\w]*$/.exec(before)?.[0];
  if (typed === undefined || SHAPE_EXPONENT.test(before)) return null;
  const place = { start: offset - typed.length, end: offset };
  const found = [...RAISED_SPELLINGS].filter(([spelling]) => spelling.startsWith(typed)).map(([spelling, character]) => sign(spelling, character, place));
  return found.length > 0 ? found : null;
}

/** `dL/d` → each variable that L depends on, defined names too. */
function denominators({ block, before, offset }: Context): readonly Completion[] | null {
  const found = QUOTIENT.exec(before);
  if (!found) return null;
  const [, sign = '', name = '', typed = ''] = found;
  const of = block.symbols.get(canonicalName(name));
  if (!of) return null;
  return dependencies(of).map(variable => {
    const insert = `${sign}${variable.written}`;
    return {
      label: `${sign}${name}/${insert}`,
      kind: 'query',
      detail: '',
      about: { kind: 'symbol', name: variable.name },
      insert,
      filter: typable(insert),
      rank: variable.definition === null ? 0 : 1,
      commit: [],
      replace: { start: offset - typed.length, end: offset },
    };
  });
}
const QUOTIENT = /(?:^|[^\p{L}\p{N}_])(d|∂)\s?(\p{L}[\p{L}\p{M}\p{N}_]*)\s*\/\s*((?:d|∂)?[\p{L}\p{M}\p{N}_]*)$/u;

const sizeCompletion = (size: string, rank: number, replace: Completion['replace']): Completion => ({
  label: size,
  kind: 'size',
  detail: messages.size,
  about: null,
  insert: size,
  filter: typable(size),
  rank,
  commit: [],
  replace,
});

/** `ℝ^{m×`, `(m, `: sizes that other shapes have. */
function sizesOfShape({ block, before, offset }: Context): readonly Completion[] | null {
  if (!SHAPE_EXPONENT.test(before) && !TUPLE.test(before)) return null;
  const replace = wordPlace(before, offset);
  return sizesIn(block).map(size => sizeCompletion(size, 0, replace));
}
const SHAPE_EXPONENT = /(?:ℝ|𝕊|\bR|\\R|\\Reals|\\mathbb\s?\{?[RS]\}?)(?:\^|\*\*)(?:[\p{L}\p{N}]*|[{(][^)}]*)$/u;
const TUPLE = /^\s*\p{L}[\p{L}\p{M}\p{N}_, ]*:\s*\([^)]*$/u;

/** `x ∈ ` → ℝ^n. */
function shapesOfDeclaration({ before, offset }: Context): readonly Completion[] | null {
  const typed = /(?:∈|\\in\b|\bin)\s*([ℝ𝕊RS]?)$/u.exec(before)?.[1];
  if (typed === undefined || !/^\s*\p{L}/u.test(before)) return null;
  const replace = { start: offset - typed.length, end: offset };
  return SHAPES.map(([insert, typedAs, detail], rank) => ({
    label: insert,
    kind: 'shape',
    detail,
    about: null,
    insert,
    filter: `${typedAs} ${insert}`,
    rank,
    commit: [],
    replace,
  }));
}
const SHAPES = [
  ['ℝ', 'R', messages.shapeKinds.scalar],
  ['ℝ^n', 'R^n', messages.shapeKinds.vector],
  ['ℝ^{m×n}', 'R^{mxn}', messages.shapeKinds.matrix],
  ['ℝ^{n×n}', 'R^{nxn}', messages.shapeKinds.square],
  ['𝕊^n', 'S^n', messages.shapeKinds.symmetric],
  ['ℝ^{m×n×p}', 'R^{mxnxp}', messages.shapeKinds.tensor],
] as const;

/** Behind the shape of a declaration, and behind `A is`. */
function properties({ analysis, block, before, offset }: Context): readonly Completion[] | null {
  const phrase = PROPERTY.exec(before)?.[1];
  if (phrase === undefined) return null;
  const replace = { start: offset - phrase.length, end: offset };
  const isMatrix = declaresMatrix(analysis, block, offset - before.length);
  return PROPERTIES.filter(property => isMatrix !== false || OF_EVERYTHING.has(property)).map(property => ({
    label: property,
    kind: 'property',
    detail: '',
    about: null,
    insert: property,
    filter: property,
    rank: 0,
    commit: [],
    replace,
  }));
}
const DECLARED = String.raw`^\s*\p{L}[\p{L}\p{M}\p{N}_, \\{}]*(?:∈|\\in|\bin|:)\s*(?:[ℝ𝕊]|R\b|S\b|\\mathbb|\\R\b|\()[^=]*?`;
const PROPERTY = new RegExp(
  String.raw`(?:${DECLARED}(?:,\s*|[\p{L}\p{N})}\]]\s+(?:and\s+)?|\band\s+)|^\s*\p{L}[\p{L}\p{M}\p{N}_, ]*\s(?:is|are)\s+(?:.*(?:,|\band)\s+)?)([A-Za-z][A-Za-z -]*|)$`,
  'u',
);
const OF_EVERYTHING: ReadonlySet<string> = new Set(['positive', 'nonnegative', 'constant']);

/** Whether the declaration on the line gives a matrix; null where it cannot be read. */
function declaresMatrix({ text }: DocumentAnalysis, { block, statements }: CheckedBlock, lineStart: number): boolean | null {
  const end = text.indexOf('\n', lineStart);
  const here = statements.find(placed => {
    const place = placeOf(block, placed, placed.typed.tree.span);
    return place.start >= lineStart && (end < 0 || place.start < end);
  });
  const symbol = here?.typed.symbols[0];
  return symbol ? symbol.shape.kind === 'matrix' : null;
}

/** Names, functions and, at the beginning of a line, queries and directives. */
function anything({ block, before, offset }: Context): readonly Completion[] | null {
  const replace = wordPlace(before, offset);
  if (replace.start === replace.end && /[\p{N}.]$/u.test(before)) return null;
  const isFirst = before.slice(0, before.length - (replace.end - replace.start)).trim() === '';
  const names = [...block.symbols.values()].map(
    (symbol): Completion => ({
      label: symbol.written,
      kind: symbol.domain === null && !symbol.parameters?.length ? 'name' : 'function',
      detail: '',
      about: { kind: 'symbol', name: symbol.name },
      insert: symbol.written,
      filter: typable(symbol.written),
      rank: 0,
      commit: [],
      replace,
    }),
  );
  const sizes = sizesIn(block)
    .filter(size => !block.symbols.has(size))
    .map(size => sizeCompletion(size, 1, replace));
  const functions = functionNames()
    .filter(name => !block.symbols.has(name))
    .map(name => functionCompletion(name, replace));
  return [...names, ...sizes, ...functions, ...(isFirst ? [...queries(block, replace), ...directives(replace)] : [])];
}

function functionText(name: string): CompletionText | null {
  const help = functionHelp(name);
  if (!help) return null;
  const { signatures, example } = help;
  const described = signatures.map(signature => {
    const parameters = signature.parameters.map(parameter => `${parameter.name}: ${parameter.words}`).join(', ');
    return `${signatureLabel(name, signature)}: ${signature.gives}\n${parameters}`;
  });
  return { detail: signatureLabel('', signatures[0]!), documentation: [...described, messages.example(example)].join('\n\n') };
}

function functionCompletion(name: string, replace: Place): Completion {
  return {
    label: name,
    kind: 'function',
    detail: '',
    about: { kind: 'function', name },
    insert: name,
    filter: name === 'trace' ? 'tr trace' : name,
    rank: 3,
    commit: ['('],
    replace,
  };
}

/** `dL/dθ` of every defined name by every variable. */
function queries(block: CheckedBlock, replace: Place): readonly Completion[] {
  return [...block.symbols.values()]
    .filter(symbol => symbol.definition !== null && !symbol.parameters?.length)
    .flatMap(of =>
      dependencies(of)
        .filter(variable => variable.definition === null)
        .map((variable): Completion => {
          const query = `d${of.written}/d${variable.written}`;
          return {
            label: query,
            kind: 'query',
            detail: messages.derivative,
            about: null,
            insert: query,
            filter: typable(query),
            rank: 2,
            commit: [],
            replace,
          };
        }),
    );
}

function directives(replace: Place): readonly Completion[] {
  return Object.entries(messages.directives).map(([directive, detail]) => ({
    label: directive,
    kind: 'directive',
    detail,
    about: null,
    insert: directive,
    filter: directive,
    rank: 4,
    commit: [],
    replace,
  }));
}

const dependencies = (of: TypedSymbol): readonly TypedSymbol[] =>
  of.definition === null ? [] : [...symbolsIn(of.definition).values()].filter(({ domain, properties: known }) => domain === null && !known.has('constant'));

/** As it is written where it is defined, or its properties. */
function definitionText({ statements }: CheckedBlock, symbol: TypedSymbol): string | null {
  const defining = statements.find(
    ({ typed: { meaning } }) => meaning.kind === 'definition' && meaning.symbol.name === symbol.name && symbol.definition !== null,
  );
  if (defining) return defining.typed.tree.source;
  return symbol.properties.size > 0 ? [...symbol.properties].join(', ') : null;
}

function sizesIn({ symbols }: CheckedBlock): readonly string[] {
  const found = new Set<string>();
  for (const { shape } of symbols.values()) for (const size of [...shape.rows, ...shape.columns]) for (const name of size.names) found.add(name);
  return [...found].sort();
}

/** The letters before the cursor. */
function wordPlace(before: string, offset: number): Place {
  const word = /(?:\p{L}[\p{L}\p{M}\p{N}_]*)?$/u.exec(before)![0];
  return { start: offset - word.length, end: offset };
}

/** As it is written, and in letters that every keyboard has. */
function typable(name: string): string {
  const typed = typedName(name);
  return typed === null ? name : `${name} ${typed}`;
}
