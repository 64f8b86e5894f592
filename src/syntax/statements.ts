/** One statement → its tree and its problems. What the names before it mean comes in; nothing is kept. */

import { adjointNamed } from './adjointNames.ts';
import { type Paired, pairBrackets } from './brackets.ts';
import { someExpression, withoutGroups } from './children.ts';
import { parseDeclaration } from './declarations.ts';
import { readDirective } from './directives.ts';
import { grammar } from './expressions.ts';
import { Names } from './knownNames.ts';
import { tokenize } from './lexer.ts';
import { LONGEST_STATEMENT, problem } from './messages.ts';
import { isMnemonic } from './mnemonic.ts';
import { createReader, fail, type Reader, report, spanOf, within } from './reader.ts';
import { readSolve, type SolveTokens } from './solveQueries.ts';
import type { StatementPiece } from './split.ts';
import { type DefinitionTarget, readTarget } from './targets.ts';
import { isName, isOperator, isRelation, type Token } from './token.ts';
import type { Expression, KnownNames, ParsedStatement, Span, Statement, SyntaxProblem } from './tree.ts';
import { resolveWords } from './words.ts';

export { SplitMemory, type StatementPiece, splitStatements } from './split.ts';

export interface ParseOptions {
  /**
   * In comments without a marker silence is the rule: nothing is complained about, and what cannot be read, or can be read
   * in two ways, is malformed.
   */
  readonly strict?: boolean;
}

/**
 * Reads one statement. Never throws: what cannot be read is an error node with a problem at its place. Spans count from
 * the beginning of the text that splitStatements was given.
 */
export function parseStatement(piece: StatementPiece, known: KnownNames, options: ParseOptions = {}): ParsedStatement {
  const parsed = readStatement(piece, known, options);
  return options.strict ? silenced(parsed) : parsed;
}

/** An undeclared function is unknown, not unreadable; these two readings are guesses. */
const UNKNOWN: ReadonlySet<string> = new Set(['undeclared-before-bracket', 'undeclared-letter-of-function']);
/** What an equation between two expressions says is open; its sides can be read. */
const OPEN = 'equation';
const GUESSES: ReadonlySet<string> = new Set(['prefix-takes-one-factor', 'quotient-of-product']);

function silenced({ statement, problems }: ParsedStatement): ParsedStatement {
  const isReadable = problems.every(({ severity, code }) => (severity === 'error' ? UNKNOWN.has(code) || code === OPEN : !GUESSES.has(code)));
  return isReadable ? { statement, problems: [] } : { statement: { kind: 'malformed', span: statement.span, source: statement.source }, problems: [] };
}

function readStatement(piece: StatementPiece, known: KnownNames, options: ParseOptions): ParsedStatement {
  const source = piece.text.trim();
  const span = { start: piece.start, end: piece.end };
  const malformed: Statement = { kind: 'malformed', span, source };
  if (piece.text.length > LONGEST_STATEMENT) {
    const head = { start: piece.start, end: Math.min(piece.start + 80, piece.end) };
    return { statement: { ...malformed, source: source.slice(0, 200) }, problems: [problem('line-too-long', head, [String(LONGEST_STATEMENT)])] };
  }
  const names = new Names(known);
  const all = piece.tokens ?? tokenize(piece.text, piece.start);
  const tokens = withoutLeadingWords(withoutPunctuation(all), names);
  if (tokens.length === 1) return { statement: malformed, problems: [] };
  const directive = readDirective(tokens, names);
  if (directive) {
    const { name, value, problems } = directive;
    return { statement: name === null ? malformed : { kind: 'directive', name, value, span, source }, problems };
  }
  const solved = options.strict ? null : readSolve(tokens, names);
  if (solved) return solveQuery(solved, { piece, source, span, names, strict: false });
  const paired = tokens === all && piece.paired ? piece.paired : pairBrackets(tokens);
  const strict = options.strict === true;
  const declared = parseDeclaration(tokens, paired, { text: piece.text, offset: piece.start, names, grammar, strict });
  if (declared) {
    const { names: declaredNames, shape, domain, properties } = declared.declaration;
    return { statement: { kind: 'declaration', names: declaredNames, shape, domain, properties, span, source }, problems: firstError(declared.problems) };
  }
  return parseMembers(tokens, paired, { piece, source, span, names, strict });
}

interface Context {
  readonly piece: StatementPiece;
  readonly source: string;
  readonly span: Span;
  readonly names: Names;
  readonly strict: boolean;
}

/** A full stop, comma or semicolon at the end, and the marker `nabla:` at the beginning, say nothing. */
function withoutPunctuation(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.length - 1;
  let from = 0;
  let to = end;
  while (to > from && isSilent(tokens[to - 1]!)) to--;
  while (from < to && isSilent(tokens[from]!)) from++;
  const isMarker = isName(tokens[from], 'nabla') && from + 1 < to && isOperator(tokens[from + 1], ':');
  if (isMarker && to - from > 2) from += 2;
  else if (isMarker) to--;
  return from === 0 && to === end ? tokens : [...tokens.slice(from, to), tokens[end]!];
}

const isSilent = ({ kind, text }: Token): boolean => kind === 'operator' && (text === '.' || text === ',' || text === ';');

const LEADING: ReadonlySet<string> = new Set('let where with for given suppose assume and here consider'.split(' '));
const LONGEST_LEADING = 8;
const isLeading = (word: string): boolean => word.length <= LONGEST_LEADING && (LEADING.has(word) || LEADING.has(word.toLowerCase()));

/** `Let A …`, `where: e = …`: such a word before a name, unless it is itself declared or about to be. */
function withoutLeadingWords(tokens: readonly Token[], names: Names): readonly Token[] {
  let from = 0;
  while (from < tokens.length - 2) {
    const token = tokens[from]!;
    if (token.kind !== 'name' && token.kind !== 'prose') break;
    const punctuation = isOperator(tokens[from + 1], ':') || isOperator(tokens[from + 1], ',') ? 1 : 0;
    const next = tokens[from + 1 + punctuation]!;
    const begins = (next.kind === 'name' && !DECLARING.has(next.text)) || isOperator(next, '∂') || isOperator(next, '∇');
    if (!begins || !isLeading(token.text) || names.isKnown(token.text)) break;
    from += 1 + punctuation;
  }
  return from === 0 ? tokens : tokens.slice(from);
}
const DECLARING: ReadonlySet<string> = new Set(['in', 'is', 'are', 'ℝ', 'R']);

/** Where the relations outside brackets stand. */
function relationsOf(tokens: readonly Token[], match: readonly number[]): number[] {
  const relations: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (isRelation(tokens[at]!)) relations.push(at);
    else if (match[at]! > at) at = match[at]!;
  }
  return relations;
}

function parseMembers(tokens: readonly Token[], raw: Paired, context: Context): ParsedStatement {
  const { names } = context;
  const relations = relationsOf(raw.tokens, raw.match);
  if (relations[0] === 0) return refused(context, tokens[0]!, CONTINUING.has(tokens[0]!.text) ? 'chain-without-start' : 'left-side-missing');
  const sign = relations.length > 0 ? raw.tokens[relations[0]!]!.text : '';
  const target = sign === '' || sign === '==' ? null : readTarget(raw, relations[0]!, names, sign === ':=');
  if (mayBeAdjoint(raw.tokens, relations, names)) {
    const adjoint = readAdjointClaim(tokens, raw, context);
    if (adjoint) return adjoint;
  }
  const scope = target ? names.withParameters(target.parameters.map(parameter => parameter.name)) : names;
  const reader = readerFor(tokens, raw, context, scope, false);
  const places = relationsOf(reader.tokens, reader.match);
  if (places.length === 0) return expressionStatement(reader, context);
  return target ? definition(reader, places, target, context) : equation(reader, places, context);
}

/** What stands before `= 0` has to be a derivative, by the variable that is named. */
function solveQuery({ derivative, variable }: SolveTokens, context: Context): ParsedStatement {
  const parsed = parseMembers(derivative, pairBrackets(derivative), context);
  const { statement } = parsed;
  const asked = statement.kind === 'query' ? withoutGroups(statement.expression) : null;
  if (statement.kind === 'query' && asked?.kind === 'derivative') {
    const by = asked.wrt[0];
    if (!variable) return { ...parsed, statement: { ...statement, isSolved: true } };
    if (by?.kind === 'name' && by.name === variable.text) {
      const solvedFor = { kind: 'name' as const, name: variable.text, written: variable.written, span: spanOf(variable, variable) };
      return { ...parsed, statement: { ...statement, isSolved: true, solvedFor } };
    }
    return { statement, problems: [...parsed.problems, problem('solved-by-another', spanOf(variable, variable), [variable.written])] };
  }
  const first = derivative[0]!;
  const span = { start: first.start, end: derivative.at(-2)!.end };
  return {
    statement: { kind: 'malformed', span: context.span, source: context.source },
    problems: [...parsed.problems, problem('solved-no-derivative', span, [])],
  };
}

const CONTINUING: ReadonlySet<string> = new Set(['=', '==', '≈']);

function readerFor(tokens: readonly Token[], paired: Paired, context: Context, names: Names, adjoint: boolean): Reader {
  return createReader(context.piece.text, context.piece.start, resolveWords(tokens, names, { adjoint }, paired), names, adjoint, grammar);
}

function refused(context: Context, { start, end, written }: Token, code: 'chain-without-start' | 'left-side-missing'): ParsedStatement {
  const span = { start, end };
  return { statement: { kind: 'malformed', span: context.span, source: context.source }, problems: [problem(code, span, [written])] };
}

function expressionStatement(reader: Reader, context: Context): ParsedStatement {
  const expression = within(reader, 0, reader.limit, grammar.expression);
  const kind = withoutGroups(expression).kind === 'derivative' ? 'query' : 'expression';
  return { statement: { kind, expression, span: context.span, source: context.source }, problems: firstError(reader.problems) };
}

/** The expression between two relations. */
function parseMember(reader: Reader, from: number, to: number, relation: Token | null): Expression {
  if (from >= to && relation) {
    const { limit } = reader;
    const missing = fail(reader, 'operand-missing', spanOf(relation, relation), [relation.written]);
    reader.limit = limit;
    return missing;
  }
  return within(reader, from, to, grammar.expression);
}

function membersFrom(reader: Reader, places: readonly number[], first: number): Expression[] {
  return places.slice(first).map((place, i) => parseMember(reader, place + 1, places[first + i + 1] ?? reader.limit, reader.tokens[place]!));
}

function definition(reader: Reader, places: readonly number[], target: DefinitionTarget, context: Context): ParsedStatement {
  const [first, ...further] = places;
  refuseAssignments(reader, places);
  const [value, ...furtherMembers] = membersFrom(reader, places, 0);
  const operator = reader.tokens[first!]!.text === ':=' ? ':=' : '=';
  const chain = further.length === 0 ? {} : { furtherMembers, furtherLineStarts: lineStarts(reader, places, context).slice(2) };
  return {
    statement: { kind: 'definition', ...target, operator, value: value!, ...chain, span: context.span, source: context.source },
    problems: firstError(reader.problems),
  };
}

/** `+=` and arrows belong to backpropagation. */
function refuseAssignments(reader: Reader, places: readonly number[]): void {
  for (const place of places) {
    const token = reader.tokens[place]!;
    if (token.text === '+=' || token.text === '-=' || token.text === '->') report(reader, 'assignment', spanOf(token, token), [token.written]);
  }
}

/** A claim, a chain, an equality; or an equation between two expressions, which is refused. */
function equation(reader: Reader, places: readonly number[], context: Context): ParsedStatement {
  const { span, source } = context;
  const left = parseMember(reader, 0, places[0]!, null);
  refuseAssignments(reader, places);
  const members = [left, ...membersFrom(reader, places, 0)];
  const signs = places.map(place => reader.tokens[place]!.text);
  const starts = lineStarts(reader, places, context);
  const isClaim = isDerivative(left) || members.length > 2 || starts.some(start => start !== starts[0]);
  if (signs.includes(':=')) {
    const token = reader.tokens[places[signs.indexOf(':=')]!]!;
    report(reader, 'definition-target', spanOf(token, token));
    return { statement: { kind: 'malformed', span, source }, problems: firstError(reader.problems) };
  }
  if (isClaim) {
    const mnemonic = isMnemonic(members) ? { mnemonic: true } : {};
    return {
      statement: { kind: 'claim', members, memberLineStarts: starts, adjoint: false, ...mnemonic, span, source },
      problems: firstError(reader.problems),
    };
  }
  if (signs[0] === '==') return { statement: { kind: 'equality', left, right: members[1]!, span, source }, problems: firstError(reader.problems) };
  if (reader.errors === 0) reportEquation(reader, reader.tokens[places[0]!]!);
  return { statement: { kind: 'malformed', span, source, sides: members }, problems: firstError(reader.problems) };
}

function reportEquation(reader: Reader, sign: Token): void {
  const span = spanOf(sign, sign);
  const fixes = [
    { title: 'Check the equality: ==', span, text: '==' },
    { title: 'Define the name: :=', span, text: ':=' },
  ];
  report(reader, 'equation', span, [], fixes);
}

/** A derivative, perhaps transposed, negated, in brackets, or an entry of one. */
function isDerivative(node: Expression): boolean {
  let inner = node;
  for (;;) {
    if (inner.kind === 'derivative' || inner.kind === 'adjoint') return true;
    if (inner.kind === 'group') inner = inner.body;
    else if (inner.kind === 'unary' || inner.kind === 'postfix' || inner.kind === 'index') inner = inner.operand;
    else return false;
  }
}

/** For every member the offset at which its line begins; a member on the line of the one before shares it. */
function lineStarts(reader: Reader, places: readonly number[], context: Context): number[] {
  const { text, start } = context.piece;
  const starts = [start];
  for (const place of places) {
    const token = reader.tokens[place]!;
    const lineStart = Math.max(text.lastIndexOf('\n', token.start - start), text.lastIndexOf('\r', token.start - start)) + 1;
    starts.push(token.line && lineStart > 0 ? start + lineStart : starts.at(-1)!);
  }
  return starts;
}

const ADJOINT_RELATIONS: ReadonlySet<string> = new Set(['=', '==', '≈', '<-', '+=', '->']);

/** Does the left side look like an adjoint of a known quantity, and is there another one on the right? */
function mayBeAdjoint(tokens: readonly Token[], relations: readonly number[], names: Names): boolean {
  const [first] = relations;
  if (first === undefined || !relations.every(place => ADJOINT_RELATIONS.has(tokens[place]!.text))) return false;
  const isAdjointWord = (token: Token): boolean => token.kind === 'name' && adjointNamed(token.text, names, token === tokens[0]) !== null;
  const isDifferential = (token: Token, i: number): boolean =>
    token.kind === 'name' &&
    names.isKnown(token.text) &&
    (isOperator(tokens[i - 1], '∂') || isOperator(tokens[i - 1], '∇') || isOperator(tokens[i - 1], '_') || tokens[i - 1]?.text === 'd');
  return [tokens.slice(0, first), tokens.slice(first)].every((side, index) =>
    side.some((token, i) => isAdjointWord(token) || isDifferential(token, i + index * first)),
  );
}

/** The statement as an adjoint claim; null where the left side is none, or nothing on the right is an adjoint. */
function readAdjointClaim(tokens: readonly Token[], raw: Paired, context: Context): ParsedStatement | null {
  const reader = readerFor(tokens, raw, context, context.names, true);
  const places = relationsOf(reader.tokens, reader.match);
  if (places.length === 0) return null;
  const left = parseMember(reader, 0, places[0]!, null);
  if (left.kind !== 'adjoint') return null;
  const members = [left, ...membersFrom(reader, places, 0)];
  if (!members.slice(1).some(member => someExpression(member, node => node.kind === 'adjoint'))) return null;
  const { span, source } = context;
  const mnemonic = isMnemonic(members) ? { mnemonic: true } : {};
  const memberLineStarts = lineStarts(reader, places, context);
  return { statement: { kind: 'claim', members, memberLineStarts, adjoint: true, ...mnemonic, span, source }, problems: firstError(reader.problems) };
}

/** One clear error: the first; what follows from it is left out, hints too. */
function firstError(problems: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const error = problems.find(found => found.severity === 'error');
  return error ? [error] : problems;
}
