/** A line of a comment read: the pieces of it that may be mathematics, with their tiers. */

import { type Chunk, chunksOf } from './chunks.ts';
import { type DocumentedShape, documentedShape } from './documentedShapes.ts';
import { RecentMap } from './recentMap.ts';
import { declaresMatrix } from './sizes.ts';
import { type ChunkTier, LONGEST_LINE, NEVER_LINES, type Tier, tierOfChunk } from './tierRules.ts';
import { mayBeRead } from './triggers.ts';

export type { Tier };

export interface Piece {
  readonly chunk: Chunk;
  readonly tier: Exclude<ChunkTier, 'never'>;
  readonly rule: string;
  /** Begins with `=`, `+` … as the continuation of the line before. */
  readonly leadingOperator: string;
  /** Brackets closed here that an earlier line must have opened, and brackets that stay open. */
  readonly closes: number;
  readonly opens: number;
  /** Ends in an operator: goes on on the next line. */
  readonly operatorAtEnd: boolean;
}
export interface ReadLine {
  readonly pieces: readonly Piece[];
  /** The prose of the line speaks of a condition (`if A is symmetric`) that bears on the equations after it. */
  readonly conditional: boolean;
  /** Begins like the continuation of a sum or product, whether or not that could be read. */
  readonly continues: boolean;
}

/** The tier of a line of a comment without its comment sign: that of its best piece. */
export function classifyLine(line: string): Tier {
  const pieces = readLine(line)?.pieces ?? [];
  if (pieces.some(piece => piece.tier === 'certain')) return 'certain';
  return pieces.some(piece => piece.tier === 'needs-declarations' || piece.tier === 'likely') ? 'needs-declarations' : 'never';
}

/** null for a line that holds nothing; cheap for prose. Where a formula of the line before is `open`, a line without any sign may end it. */
export function readLine(line: string, open = false): ReadLine | null {
  if (line.length > LONGEST_LINE) return null;
  const lately = open ? READ_OPEN : READ;
  const known = lately.get(line);
  if (known !== undefined) return known;
  // a part of a string holds the whole in memory; this is the same line in a string of its own
  const own = ` ${line}`.slice(1);
  const read = readAnew(own, open);
  lately.set(own, read);
  return read;
}

/** What was read lately: of a comment that is typed in every line but one is as it was. */
const READ = new RecentMap<string, ReadLine | null>();
const READ_OPEN = new RecentMap<string, ReadLine | null>();

function readAnew(line: string, open: boolean): ReadLine | null {
  const documented = open ? null : documentedShape(line);
  if (documented !== null) return { pieces: [pieceOfDocumentation(documented)], continues: false, conditional: false };
  if (!(open || mayBeRead(line, 0, line.length))) return null;
  if (NEVER_LINES.some(rule => rule.pattern.test(line))) return null;
  const pieces: Piece[] = [];
  for (const chunk of chunksOf(withoutTags(line))) {
    const piece = pieceOf(chunk, open);
    if (piece !== null) pieces.push(piece);
  }
  const continues = /^\s*(?:[+·]|@\s|[-*]\s?(?=[\p{L}\d(‖|∂][\p{N}_]?(?:[\s^'*@+(]|[A-Zᵀ]|$)))/u.test(line);
  return { pieces, continues, conditional: statesCondition(withoutOwnProperties(line, pieces)) && !pieces.some(piece => piece.rule === 'R10') };
}

/** The shape that documentation gives to a parameter is the parameter's, whatever the line says besides. */
function pieceOfDocumentation({ start, end, text }: DocumentedShape): Piece {
  const chunk = { start, end, text, equation: false, declaration: true, qualified: false, doubtful: false, first: true, last: true };
  return { chunk, tier: 'certain', rule: 'R3d', leadingOperator: '', closes: 0, opens: 0, operatorAtEnd: false };
}

/** Tags of documentation and bullets blanked out. */
function withoutTags(line: string): string {
  const tag = TAG.exec(line)?.[0] ?? BULLET.exec(line)?.[0];
  if (tag === undefined) return line;
  return ' '.repeat(tag.length) + line.slice(tag.length);
}
const TAG = /^\s*(?:[@\\]t?param(?:\s*\[[^\]]{0,20}\])?\s+(?:\{[^{}]{0,60}\}\s+)?|:param\s+(?:[\w.[\]]{1,40}\s+(?=\w+:))?|@[a-zA-Z]+\s+)/;
const BULLET = /^\s*[-*+•]\s+(?=\\?[\p{L}_][\p{L}\p{M}\p{N}_]*\s*(?:[:,∈]|\\in\b|in\s+R|is\s|\s\(\w+(?:,|\s*×|\s+x\s)\s*\w+\)))/u;

/** `with K ∈ ℝ^{n×n} symmetric` declares; of several matrices it would be open which of them the property is said of. */
function withoutOwnProperties(line: string, pieces: readonly Piece[]): string {
  const [declared, ...others] = pieces.filter(({ chunk }) => chunk.declaration && declaresMatrix(chunk.text)).map(({ chunk }) => chunk);
  if (!declared || others.length > 0) return line;
  return line.slice(0, declared.start) + ' '.repeat(declared.end - declared.start) + line.slice(declared.end);
}

/** The prose of a line speaks of a condition on the equations after it. */
export function statesCondition(line: string): boolean {
  return line.length <= LONGEST_LINE && CONDITION_WORD.test(line) && CONDITION.test(line);
}
const CONDITION_WORD = /symmetric|diagonal|orthogonal|orthonormal|triangular|definite|invertible|idempotent/i;
const CONDITION =
  /\b(?:if|when|assum\w*|suppos\w*|provided|since|because|for|with|where)\b.*\b(?:symmetric|diagonal|orthogonal|orthonormal|triangular|definite|semidefinite|invertible|idempotent)\b/i;

function pieceOf(chunk: Chunk, open: boolean): Piece | null {
  const operator = /^(?:\+|-|\*|=|@|·|\.\*|⊙|≈)(?=\s|[^=*+])/u.exec(chunk.text)?.[0] ?? '';
  // `exponent -(x - m)`: behind words a sign
  const leading = operator === '-' && !chunk.first && !/^-\s/.test(chunk.text) ? '' : operator;
  const { closes, opens } = bracketBalance(chunk.text);
  if ((closes > 0 && !chunk.first) || oddBars(chunk.text)) return null;
  const operatorAtEnd = /(?:(?<![_^])[-+*/@·=⊙×]|\\cdot)\s*$/u.test(chunk.text);
  if ((opens > 0 || operatorAtEnd) && !chunk.last) return null;
  if (leading !== '' && !chunk.first) return null;
  const { tier, rule } = tierOfChunk(chunk);
  const rest = { leadingOperator: leading, closes, opens, operatorAtEnd };
  if (tier !== 'never') return { chunk, tier, rule, ...rest };
  // What no rule claims may go on a formula, what a rule forbids may not.
  const mayContinue =
    rule === 'N14-prose' && !chunk.doubtful && (leading === '' ? closes > 0 || (open && chunk.first && chunk.last) : CONTINUATION.test(chunk.text));
  return mayContinue ? { chunk, tier: 'beside-certain', rule: 'R12', ...rest } : null;
}
/** Any formula may go on a chain or a sum. */
const CONTINUATION = /^[-+*=@·]\s*[\p{L}\d(\\‖|∂∇[]/u;

function bracketBalance(text: string): { closes: number; opens: number } {
  let opens = 0;
  let closes = 0;
  for (const c of text) {
    if (c === '(' || c === '[' || c === '{') opens++;
    else if (c === ')' || c === ']' || c === '}') {
      if (opens > 0) opens--;
      else closes++;
    }
  }
  return { closes, opens };
}
function oddBars(text: string): boolean {
  return (
    (text.match(/‖/g)?.length ?? 0) % 2 === 1 || (text.match(/\|\|/g)?.length ?? 0) % 2 === 1 || (text.match(/(?<![|\\])\|(?!\|)/g)?.length ?? 0) % 2 === 1
  );
}
