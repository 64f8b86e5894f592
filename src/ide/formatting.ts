import type { DocumentAnalysis } from '../analysis/document.ts';
import type { CheckedBlock } from '../analysis/program.ts';
import { tokenize } from '../syntax/lexer.ts';
import { type StatementPiece, splitStatements } from '../syntax/statements.ts';
import { endsOperand, isOperator, isRelation, type Token } from '../syntax/token.ts';
import { edited, type Place, type Replacement } from './places.ts';
import { sameStatement } from './sameStatement.ts';

/**
 * The replacements that format an `.mc` document: one blank around relations, sums and the products that have a sign of their own, none inside brackets, the
 * signs of a run of declarations below one another, plain characters for those that only look like them. A statement that would be read as another one is
 * left as it is. Comments and empty lines stay.
 */
export function formattingOf(analysis: DocumentAnalysis, within: Place = { start: 0, end: analysis.text.length }): readonly Replacement[] {
  const [block] = analysis.blocks;
  // the text of an .mc file is its only block
  if (analysis.languageId !== 'mc' || !block || block.block.text !== analysis.text) return [];
  const isWithin = ({ start, end }: Place): boolean => start >= within.start && end <= within.end;
  const pieces = splitStatements(analysis.text).map(piece => ({ piece, gaps: gapsOf(piece, analysis.text) }));
  align(pieces, block, analysis.text);
  let statements = pieces.map(({ piece, gaps }) => ({ piece, edits: gaps.filter(isWithin) }));
  const ends = trailingBlanks(analysis.text).filter(isWithin);
  // each round leaves a statement more as it was
  for (let round = 0; round < mostRounds; round++) {
    const edits = [...statements.flatMap(statement => statement.edits), ...ends].filter(({ start, end, text }) => analysis.text.slice(start, end) !== text);
    const changed = changedStatements(block, analysis.after(edited(analysis.text, edits)).blocks[0]);
    if (changed === null) return [];
    if (changed.length === 0) return edits.toSorted((a, b) => a.start - b.start);
    statements = statements.map(({ piece, edits: own }) => ({ piece, edits: changed.some(place => touches(piece, place)) ? [] : own }));
  }
  return [];
}

const mostRounds = 4;
const touches = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/** The statements that are read as others in the later version, where they stand now; null where it has not as many. */
function changedStatements(before: CheckedBlock, after: CheckedBlock | undefined): readonly Place[] | null {
  if (before.statements.length !== (after?.statements.length ?? 0)) return null;
  return before.statements.flatMap(({ typed: { tree, problems }, shift }, k) => {
    const later = after!.statements[k]!.typed;
    const isSame = sameStatement(tree, later.tree) && problems.length === later.problems.length;
    return isSame ? [] : [{ start: tree.span.start + shift, end: tree.span.end + shift }];
  });
}

/** What only looks like the character that is meant. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...['−', '–', '‐', '‑'].map(dash => [dash, '-'] as const),
  ...['′', '’', '‘', '´'].map(quote => [quote, "'"] as const),
  ...['⋅', '∙', '•'].map(dot => [dot, '·'] as const),
  ['＋', '+'],
  ['∗', '*'],
  ['∕', '/'],
  ['⁄', '/'],
  ['：', ':'],
  ['，', ','],
  ['；', ';'],
]);

/** Blanks between tokens on one line as they should be, and characters to replace; what is right is there too. */
function gapsOf({ text, start }: StatementPiece, source: string): Replacement[] {
  const tokens = tokenize(text, start).filter(token => token.kind !== 'end');
  const found: Replacement[] = [];
  const open: Token[] = [];
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    const gap = before && gapBetween(tokens, at, open);
    if (before && gap !== null && gap !== undefined && /^[ \t]*$/.test(source.slice(before.end, token.start)) && before.end <= token.start)
      found.push({ start: before.end, end: token.start, text: gap(source.slice(before.end, token.start)) });
    if (token.kind === 'open') open.push(token);
    if (token.kind === 'close') open.pop();
    const plain = token.kind === 'operator' ? LOOKALIKES.get(source.slice(token.start, token.end)) : undefined;
    if (plain !== undefined) found.push({ start: token.start, end: token.end, text: plain });
  }
  return found;
}

type Gap = (now: string) => string;
const one: Gap = () => ' ';
const none: Gap = () => '';
/** As many as one, as there were any. */
const atMostOne: Gap = now => (now === '' ? '' : ' ');

/** Between two tokens of which the second is at `at`; `open` are the brackets around both. */
function gapBetween(tokens: readonly Token[], at: number, open: readonly Token[]): Gap | null {
  const [first, second] = [tokens[at - 1]!, tokens[at]!];
  const inside = open.at(-1);
  // braces hold exponents, indices and what LaTeX sets: there every style is its own
  if (open.some(({ text }) => text !== '(' && text !== '[')) return null;
  if ((first.kind === 'open' && isBracket(first)) || (second.kind === 'close' && isBracket(inside))) return none;
  if (isRelationSign(first) || isRelationSign(second)) return inside ? null : one;
  if (isOperator(first, ':') && !inside) return one;
  if (isSeparator(second)) return none;
  if (isSeparator(first)) return isIndexList(tokens, at, open) ? atMostOne : one;
  // where blanks separate columns, they say what belongs together
  if (inside?.text === '[') return null;
  if (isBinary(tokens, at - 1) || isBinary(tokens, at)) return one;
  return atMostOne;
}

const isBracket = (token: Token | undefined): boolean => token?.text === '(' || token?.text === '[';
const isSeparator = (token: Token): boolean => isOperator(token, ',') || isOperator(token, ';');
const isRelationSign = (token: Token): boolean => isRelation(token) || isOperator(token, '∈');

/** `A[i,j]`, `A(1,:)`: close together if they were. */
function isIndexList(tokens: readonly Token[], at: number, open: readonly Token[]): boolean {
  const bracket = open.at(-1);
  if (!bracket || bracket.space || !endsOperand(tokens[tokens.indexOf(bracket) - 1])) return false;
  return bracket.text === '[' || [tokens[at - 2], tokens[at]].every(token => token?.kind === 'number' || isOperator(token, ':'));
}

const SPACED: ReadonlySet<string> = new Set(['+', '-', '@', '·', '.*', './', '⊗']);

/** Has an operand on its left, and is no exponent or sign. */
const isBinary = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]!.kind === 'operator' && SPACED.has(tokens[at]!.text) && endsOperand(tokens[at - 1]) && tokens[at - 1]!.kind !== 'string';

interface FormattedPiece {
  readonly piece: StatementPiece;
  readonly gaps: Replacement[];
}

/** The longest name of a run may be so much longer than the shortest. */
const mostPadding = 12;

/** The signs of declarations on lines below one another. */
function align(pieces: readonly FormattedPiece[], block: CheckedBlock, source: string): void {
  const declared = new Set(
    block.statements.flatMap(({ typed: { tree }, shift }) => (tree.kind === 'declaration' && tree.shape ? [tree.span.start + shift] : [])),
  );
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  let run: { readonly gap: Replacement; readonly width: number; readonly line: number; readonly sign: string; readonly gaps: Replacement[] }[] = [];
  const finish = () => {
    const widths = run.map(({ width }) => width);
    const widest = Math.max(...widths);
    if (run.length > 1 && widest - Math.min(...widths) <= mostPadding)
      for (const { gap, width, gaps } of run) gaps[gaps.indexOf(gap)] = { ...gap, text: ' '.repeat(widest - width + 1) };
    run = [];
  };
  for (const [k, { piece, gaps }] of pieces.entries()) {
    const line = lineOf(piece.start);
    const isAlone = (pieces[k - 1] ? lineOf(pieces[k - 1]!.piece.end) < line : true) && (pieces[k + 1] ? lineOf(pieces[k + 1]!.piece.start) > line : true);
    const sign = declared.has(piece.start) && isAlone ? tokenize(piece.text, piece.start).find(isDeclaringSign) : undefined;
    const gap = sign && gaps.find(({ end }) => end === sign.start);
    if (!sign || !gap || (run.length > 0 && (run.at(-1)!.line !== line - 1 || run.at(-1)!.sign !== sign.text))) finish();
    if (sign && gap) run.push({ gap, width: widthOf(source, piece.start, gap, gaps), line, sign: sign.text, gaps });
  }
  finish();
}

const isDeclaringSign = (token: Token): boolean => isOperator(token, '∈') || isOperator(token, ':') || (token.kind === 'name' && token.text === 'in');

/** In characters as they are seen, once what stands before the sign is formatted. */
function widthOf(source: string, start: number, gap: Replacement, gaps: readonly Replacement[]): number {
  const left = source.slice(start, gap.start);
  const formatted = edited(
    left,
    gaps.filter(each => each !== gap && each.end <= gap.start).map(each => ({ ...each, start: each.start - start, end: each.end - start })),
  );
  return [...formatted.replace(/\p{M}/gu, '')].length;
}

function trailingBlanks(source: string): readonly Replacement[] {
  return [...source.matchAll(/[ \t]+(?=\r?\n|$)/g)].map(({ index, 0: blanks }) => ({ start: index, end: index + blanks.length, text: '' }));
}
