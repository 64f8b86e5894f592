import type { Span } from './tree.ts';

export type TokenKind =
  | 'number'
  /** `⅓`: text is `1/3` */
  | 'fraction'
  | 'name'
  /** Text is the canonical operator, see characters.ts. `d` is the `d` of a derivative. */
  | 'operator'
  /** Text is the opener: `( [ { ⟨ matrix{ det{`. */
  | 'open'
  | 'close'
  /** `|` or `‖`; which side it is on is decided by brackets.ts. */
  | 'bar'
  /** `X.sum`: text is the canonical function */
  | 'method'
  | 'string'
  /** A word of `\text{…}`: declarations read it, expressions do not. */
  | 'prose'
  /** A LaTeX command or character that means nothing here. */
  | 'unknown'
  | 'end';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Canonical. */
  readonly text: string;
  readonly written: string;
  /** Blanks stand before it. */
  readonly space: boolean;
  /** It is the first of its line. */
  readonly line: boolean;
  /** `\left|` and `\lvert`. */
  readonly side: 'open' | 'close' | undefined;
}

const POSTFIX_OPERATORS: ReadonlySet<string> = new Set(["'", '⊤', '†', '⋆', '∞']);
const LEADING_OPERATORS: ReadonlySet<string> = new Set(['∂', '∇', '∑', '√', 'frac', 'd']);

/** May the token be the last of an operand? */
export function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  switch (token.kind) {
    case 'number':
    case 'fraction':
    case 'name':
    case 'close':
    case 'string':
    case 'method':
      return true;
    case 'operator':
      return POSTFIX_OPERATORS.has(token.text);
    default:
      return false;
  }
}

/** May the token be the first of a factor? A bar is for the caller to judge. */
export function startsOperand(token: Token): boolean {
  switch (token.kind) {
    case 'number':
    case 'fraction':
    case 'name':
    case 'open':
      return true;
    case 'operator':
      return LEADING_OPERATORS.has(token.text);
    default:
      return false;
  }
}

export const isOperator = (token: Token | undefined, text: string): boolean => token !== undefined && token.kind === 'operator' && token.text === text;

export const isOpen = (token: Token | undefined, text: string): boolean => token !== undefined && token.kind === 'open' && token.text === text;

export const isName = (token: Token | undefined, text?: string): boolean =>
  token !== undefined && token.kind === 'name' && (text === undefined || token.text === text);

/** The operators that make a statement of two expressions. */
export const RELATIONS: ReadonlySet<string> = new Set(['=', ':=', '==', '≈', '<-', '+=', '-=', '->']);

export const isRelation = (token: Token): boolean => token.kind === 'operator' && RELATIONS.has(token.text);
