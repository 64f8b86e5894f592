/** The shapes of a text: statement by statement, with the names known so far. */

import { parseStatement, SplitMemory, type StatementPiece, splitStatements } from '../syntax/statements.ts';
import type { Declaration, ParsedStatement } from '../syntax/tree.ts';
import type { CheckOptions } from './context.ts';
import { declare } from './declare.ts';
import { inferNames } from './infer.ts';
import { KnownStatements, type TypedPiece } from './knownStatements.ts';
import { messages } from './messages.ts';
import { AskedScope } from './reads.ts';
import { type Additions, Scope } from './scope.ts';
import { type Run, type RunInput, runStatement } from './statement.ts';
import type { Layout, Problem, TypedProgram, TypedStatement, TypedSymbol } from './typed.ts';
import { TypeTable } from './typeTable.ts';
import { updatedBy } from './updateSymbol.ts';

export { Scope } from './scope.ts';

export interface ProgramOptions {
  /** An unmarked comment of a host language: unknown names are silent. */
  readonly strict?: boolean;
  /** `*` may be entry by entry here. */
  readonly starAmbiguous?: boolean;
  /** `name = …` defines even where the name has a declared shape, because code assigns. By default in host comments. */
  readonly assigns?: boolean;
  readonly base?: 0 | 1;
  readonly layout?: Layout;
  /** The enclosing table; it is read and never changed. */
  readonly scope?: Scope;
  /**
   * What an earlier version of the text was, read with the same options; null for the first one. What a change does not
   * reach is taken over. Without it nothing is kept for a next version.
   */
  readonly previous?: PreviousProgram | null;
}

export interface PreviousProgram {
  readonly program: CheckedProgram;
  /** The names of the scope around are the very ones that they were then: otherwise each that was used is looked at. */
  readonly isOutsideSame: boolean;
}

export interface CheckedProgram extends TypedProgram {
  /** The table of this text alone; its parent is the scope that was given. `Scope.adopt` takes it over for the next block. */
  readonly scope: Scope;
  /** How far behind its spans each statement stands in the text: what was taken over has those of the version in which it was typed. */
  readonly shifts: readonly number[];
}

/**
 * The typed statements of a text, in the order of the text. A name may be declared or defined after its first use: the
 * statement that says what it is is then read before the one that uses it.
 */
export function checkProgram(text: string, options: ProgramOptions = {}): CheckedProgram {
  const memory = options.previous === undefined ? null : memoryOf(options.previous?.program);
  const pieces = splitStatements(text, memory?.split);
  const order = pieces.map((_, i) => i);
  const hoisted = new Set<string>();
  const typed: TypedPiece[] = [];
  for (;;) {
    const known =
      memory &&
      new KnownStatements(
        memory.typed,
        order.map(position => pieces[position]!),
        options.previous?.isOutsideSame ?? true,
        typed,
      );
    const pass = checkInOrder(text, pieces, order, options, hoisted, known);
    if (pass.hoist) {
      typed.push(...pass.typed);
      const [statement, before] = pass.hoist;
      hoisted.add(`${statement}<${before}`);
      order.splice(order.indexOf(statement), 1);
      order.splice(order.indexOf(before), 0, statement);
      continue;
    }
    return new Checked(pass, memory && { split: memory.split, typed: pass.typed });
  }
}

/** What a next version needs of this one. */
interface ProgramMemory {
  readonly split: SplitMemory;
  readonly typed: readonly TypedPiece[];
}

function memoryOf(program: CheckedProgram | undefined): ProgramMemory {
  return (program instanceof Checked ? program.memory : null) ?? { split: new SplitMemory(), typed: [] };
}

/** The table of all visible names is asked for last of all, and seldom. */
class Checked implements CheckedProgram {
  readonly statements: readonly TypedStatement[];
  readonly shifts: readonly number[];
  readonly scope: Scope;
  readonly memory: ProgramMemory | null;
  #symbols: ReadonlyMap<string, TypedSymbol> | null = null;

  constructor({ statements, shifts, scope }: Pass, memory: ProgramMemory | null) {
    this.statements = statements;
    this.shifts = shifts;
    this.scope = scope;
    this.memory = memory;
  }

  get symbols(): ReadonlyMap<string, TypedSymbol> {
    this.#symbols ??= this.scope.visible();
    return this.#symbols;
  }
}

export interface CheckedStatement {
  readonly statement: TypedStatement;
  /** What the statement adds to the scope; the caller adds it. */
  readonly additions: Additions;
  /** Names that were undeclared here: a later declaration would change this statement. */
  readonly guessed: readonly string[];
}

/** Types one statement in a scope that it does not change. `text` is the text of the spans. */
export function checkStatement(parsed: ParsedStatement, text: string, scope: Scope, options: ProgramOptions = {}): CheckedStatement {
  const layout = scope.layout ?? options.layout ?? 'numerator';
  const { statement: tree } = parsed;
  const convention = { layout, base: scope.base ?? options.base ?? 1 };
  if (tree.kind === 'declaration') return checkDeclaration(parsed, tree, text, scope, convention, options.strict ?? false);
  const checkOptions: CheckOptions = {
    strict: options.strict ?? false,
    starAmbiguous: options.starAmbiguous ?? false,
    assigns: options.assigns ?? (options.strict || options.starAmbiguous) ?? false,
    ...convention,
  };
  const input: RunInput = { tree, text, scope, options: checkOptions, kinds: NO_KINDS, inferred: NOTHING };
  const first = runStatement(input);
  const { unknown, awaited, problems } = first.context;
  const guessed = unknown === null && awaited === null ? NOTHING : [...(unknown?.keys() ?? []), ...(awaited ?? [])];
  if (unknown === null) return checked(parsed, first, problems, guessed, convention);
  if (checkOptions.strict) return checked(parsed, first, NOTHING, guessed, convention);
  // what is half typed is not asked about
  if (awaited !== null || isBroken(parsed)) return checked(parsed, first, problems, guessed, convention);
  const inference = inferNames(kinds => runStatement({ ...input, kinds }), unknown, scope, text);
  if (!inference.symbols) return checked(parsed, first, [...problems, ...inference.problems], guessed, convention);
  const second = runStatement({ ...input, inferred: inference.symbols });
  const additions = { ...second.additions, symbols: [...inference.symbols, ...second.additions.symbols] };
  return checked(parsed, { ...second, additions }, second.context.problems, guessed, convention);
}

const NO_KINDS: RunInput['kinds'] = new Map();
const NOTHING: readonly never[] = [];

const isBroken = ({ problems }: ParsedStatement): boolean => problems.some(problem => problem.severity === 'error');

/** A declaration has no expression to type, and nothing to infer. */
function checkDeclaration(parsed: ParsedStatement, tree: Declaration, text: string, scope: Scope, convention: Convention, strict: boolean): CheckedStatement {
  const { problems: found, unknown, symbols, sizes, broken } = declare(tree, scope, text, strict);
  const additions: Additions = { symbols, updated: updatedBy(scope, symbols), sizes, broken, equation: null, layout: null, base: null };
  const types = new TypeTable();
  if (unknown.length === 0) return finish(parsed, { meaning: DECLARATION, additions, problems: found, guessed: NOTHING, convention, types });
  const names = new Map(unknown.map(each => [each.name, each]));
  const asks = !strict && !isBroken(parsed);
  const undeclared = asks ? [...names.values()].map(({ span, written }) => messages.undeclaredName(span, written, [])) : NOTHING;
  const problems = strict ? NOTHING : [...found, ...undeclared];
  return finish(parsed, { meaning: DECLARATION, additions, problems, guessed: [...names.keys()], convention, types });
}
const DECLARATION = { kind: 'declaration' } as const;

function checked(parsed: ParsedStatement, run: Run, problems: readonly Problem[], guessed: readonly string[], convention: Convention): CheckedStatement {
  return finish(parsed, { meaning: run.meaning, additions: run.additions, problems, guessed, convention, types: run.context.types });
}

/** What is in force where a statement stands. */
type Convention = Pick<TypedStatement, 'layout' | 'base'>;

interface Typing {
  readonly meaning: TypedStatement['meaning'];
  readonly additions: Additions;
  readonly problems: readonly Problem[];
  readonly guessed: readonly string[];
  readonly convention: Convention;
  readonly types: TypeTable;
}

function finish(parsed: ParsedStatement, { meaning, additions, problems, guessed, convention, types }: Typing): CheckedStatement {
  const statement: TypedStatement = {
    tree: parsed.statement,
    layout: additions.layout ?? convention.layout,
    base: additions.base ?? convention.base,
    problems: both(parsed.problems, problems),
    symbols: additions.symbols,
    meaning,
    types,
  };
  return { statement, additions, guessed };
}

function both(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...first, ...second];
}

const mostHoists = 64;

interface Pass {
  readonly statements: readonly TypedStatement[];
  readonly shifts: readonly number[];
  readonly scope: Scope;
  /** A statement that has to be read before another one, and that one. */
  readonly hoist: readonly [statement: number, before: number] | null;
  /** In the order in which they were read, where they are kept. */
  readonly typed: readonly TypedPiece[];
}

function checkInOrder(
  text: string,
  pieces: readonly StatementPiece[],
  order: readonly number[],
  options: ProgramOptions,
  hoisted: ReadonlySet<string>,
  known: KnownStatements | null,
): Pass {
  const scope = new Scope(options.scope ?? null);
  const statements: TypedStatement[] = [];
  const shifts: number[] = [];
  const typed: TypedPiece[] = [];
  /** Which statement first guessed at a name. */
  let guessers: Map<string, number> | null = null;
  for (let place = 0; place < order.length; place++) {
    const position = order[place]!;
    const piece = pieces[position]!;
    const found = known ? keptStatement(known, place, piece, text, scope, options) : null;
    const { statement, additions, guessed } = found?.checked ?? typeStatement(piece, text, scope, options);
    if (guessers !== null && hoisted.size < mostHoists) {
      const before = guesserBefore(additions, guessers, position, hoisted);
      if (before !== undefined) return { statements, shifts, scope, hoist: [position, before], typed };
    }
    for (const name of guessed) {
      guessers ??= new Map();
      if (!guessers.has(name)) guessers.set(name, position);
    }
    scope.add(additions);
    statements[position] = statement;
    shifts[position] = found ? piece.start - found.piece.start : 0;
    if (found) typed.push(found);
  }
  return { statements, shifts, scope, hoist: null, typed };
}

const typeStatement = (piece: StatementPiece, text: string, scope: Scope, options: ProgramOptions): CheckedStatement =>
  checkStatement(parseStatement(piece, scope.knownNames(), { strict: options.strict ?? false }), text, scope, options);

/** Of the version before where that is possible, and kept for the next one. */
function keptStatement(known: KnownStatements, place: number, piece: StatementPiece, text: string, scope: Scope, options: ProgramOptions): TypedPiece {
  const same = known.at(place, piece, scope);
  if (same) return same;
  const asked = new AskedScope(scope);
  const checked = typeStatement(piece, text, asked, options);
  asked.reads.close();
  const { start, end, text: content, written } = piece;
  const typed: TypedPiece = {
    piece: { start, end, text: content, ...(written === undefined ? {} : { written }) },
    checked,
    reads: restsOnText(checked.statement) ? null : asked.reads,
  };
  known.add(typed);
  return typed;
}

/** Quick fixes are spelled as the text around them is, and stand where its lines begin. */
const restsOnText = ({ problems }: TypedStatement): boolean => problems.some(({ fixes }) => fixes !== undefined && fixes.length > 0);

/** The statement that guessed at a name which the one at `position` settles. */
function guesserBefore(
  { symbols, sizes, broken }: Additions,
  guessers: ReadonlyMap<string, number>,
  position: number,
  hoisted: ReadonlySet<string>,
): number | undefined {
  const settled = [...symbols.filter(symbol => symbol.origin !== 'inferred').map(symbol => symbol.name), ...sizes, ...broken];
  return settled.map(name => guessers.get(name)).find(guesser => guesser !== undefined && !hoisted.has(`${position}<${guesser}`));
}
