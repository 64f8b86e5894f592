/** The shapes of a text: statement by statement, with the names known so far. */

import { parseStatement, splitStatements } from '../syntax/statements.ts';
import type { ParsedStatement } from '../syntax/tree.ts';
import type { CheckOptions } from './context.ts';
import { inferNames } from './infer.ts';
import { messages } from './messages.ts';
import { type Additions, Scope } from './scope.ts';
import { type Run, runStatement } from './statement.ts';
import type { Layout, Problem, TypedProgram, TypedStatement, TypedSymbol } from './typed.ts';

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
}

export interface CheckedProgram extends TypedProgram {
  /** The table of this text alone; its parent is the scope that was given. `Scope.adopt` takes it over for the next block. */
  readonly scope: Scope;
}

/**
 * The typed statements of a text, in the order of the text. A name may be declared or defined after its first use: the
 * statement that says what it is is then read before the one that uses it.
 */
export function checkProgram(text: string, options: ProgramOptions = {}): CheckedProgram {
  const pieces = splitStatements(text);
  const order = pieces.map((_, i) => i);
  const hoisted = new Set<string>();
  for (;;) {
    const pass = checkInOrder(text, pieces, order, options, hoisted);
    if (pass.hoist) {
      const [statement, before] = pass.hoist;
      hoisted.add(`${statement}<${before}`);
      order.splice(order.indexOf(statement), 1);
      order.splice(order.indexOf(before), 0, statement);
      continue;
    }
    return { statements: pass.statements, symbols: pass.scope.visible(), scope: pass.scope };
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
  const checkOptions: CheckOptions = {
    strict: options.strict ?? false,
    starAmbiguous: options.starAmbiguous ?? false,
    assigns: options.assigns ?? (options.strict || options.starAmbiguous) ?? false,
    base: scope.base ?? options.base ?? 1,
    layout: scope.layout ?? options.layout ?? 'numerator',
  };
  const input = { tree: parsed.statement, text, scope, options: checkOptions, kinds: new Map(), inferred: [] };
  const first = runStatement(input);
  const { unknown, awaited } = first.context;
  const { layout } = checkOptions;
  const guessed = [...unknown.keys(), ...awaited];
  if (unknown.size === 0) return checked(parsed, first, first.context.problems, guessed, layout);
  if (checkOptions.strict) return checked(parsed, first, [], guessed, layout);
  // what is half typed is not asked about
  if (awaited.size > 0 || parsed.problems.some(problem => problem.severity === 'error')) return checked(parsed, first, first.context.problems, guessed, layout);
  if (parsed.statement.kind === 'declaration') {
    const problems = [...unknown.values()].map(({ span, written }) => messages.undeclaredName(span, written, []));
    return checked(parsed, first, [...first.context.problems, ...problems], guessed, layout);
  }
  const inference = inferNames(kinds => runStatement({ ...input, kinds }), unknown, scope, text);
  if (!inference.symbols) return checked(parsed, first, [...first.context.problems, ...inference.problems], guessed, layout);
  const second = runStatement({ ...input, inferred: inference.symbols });
  return checked(parsed, second, second.context.problems, guessed, layout, inference.symbols);
}

function checked(
  parsed: ParsedStatement,
  run: Run,
  problems: readonly Problem[],
  guessed: readonly string[],
  layout: Layout,
  inferred: readonly TypedSymbol[] = [],
): CheckedStatement {
  const additions = { ...run.additions, symbols: [...inferred, ...run.additions.symbols] };
  const statement: TypedStatement = {
    tree: parsed.statement,
    layout: additions.layout ?? layout,
    problems: [...parsed.problems, ...problems],
    symbols: additions.symbols,
    meaning: run.meaning,
    types: run.context.types,
  };
  return { statement, additions, guessed };
}

const mostHoists = 64;

interface Pass {
  readonly statements: readonly TypedStatement[];
  readonly scope: Scope;
  /** A statement that has to be read before another one, and that one. */
  readonly hoist: readonly [statement: number, before: number] | null;
}

type Piece = ReturnType<typeof splitStatements>[number];

function checkInOrder(text: string, pieces: readonly Piece[], order: readonly number[], options: ProgramOptions, hoisted: ReadonlySet<string>): Pass {
  const scope = new Scope(options.scope ?? null);
  const statements: TypedStatement[] = [];
  const guessers = new Map<string, number>();
  for (const position of order) {
    const parsed = parseStatement(pieces[position]!, scope.knownNames(), { strict: options.strict ?? false });
    const { statement, additions, guessed } = checkStatement(parsed, text, scope, options);
    if (hoisted.size < mostHoists) {
      const settled = [...additions.symbols.filter(symbol => symbol.origin !== 'inferred').map(symbol => symbol.name), ...additions.sizes, ...additions.broken];
      const before = settled.map(name => guessers.get(name)).find(guesser => guesser !== undefined && !hoisted.has(`${position}<${guesser}`));
      if (before !== undefined) return { statements, scope, hoist: [position, before] };
    }
    for (const name of guessed) if (!guessers.has(name)) guessers.set(name, position);
    scope.add(additions);
    statements[position] = statement;
  }
  return { statements, scope, hoist: null };
}
