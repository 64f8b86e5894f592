/**
 * Typst's mathematics → LaTeX, character by character with its place: `bb(R)^(m times n)` → `\mathbb{R}^{m \times n}`. What has
 * a meaning in Typst that is not known here (`#code`, a word of the document's own) makes a formula unreadable as a whole.
 */

import { SHORTHANDS, SYMBOLS, WRAPPINGS } from './typstSymbols.ts';

/** The LaTeX, and for each of its characters and its end the place in the document. */
export interface Translation {
  readonly text: string;
  readonly places: Uint32Array;
}

/** null for what is not understood. @param own Words that the document defines. */
export function typstToLatex(text: string, start: number, end: number, own: ReadonlySet<string>): Translation | null {
  const piece = new Translator(text, end, own).sequence(start, '', 0);
  return piece === null ? null : { text: piece.text, places: Uint32Array.from([...piece.places, end]) };
}

interface Piece {
  readonly text: string;
  readonly places: readonly number[];
  readonly end: number;
}
/** The signs that end a list are in the document at `end`. */
interface Arguments {
  readonly rows: readonly (readonly Piece[])[];
  readonly end: number;
}

/** Nobody nests deeper. */
const DEEPEST = 40;

class Translator {
  private readonly text: string;
  private readonly limit: number;
  private readonly own: ReadonlySet<string>;

  constructor(text: string, limit: number, own: ReadonlySet<string>) {
    this.text = text;
    this.limit = limit;
    this.own = own;
  }

  /** Up to one of the signs `until`, or to the end where that is empty; null where they do not come. */
  sequence(start: number, until: string, depth: number): Piece | null {
    if (depth > DEEPEST) return null;
    const pieces: Piece[] = [];
    let at = start;
    while (at < this.limit && !(until !== '' && until.includes(this.text.charAt(at)))) {
      const after = this.afterBlanks(at);
      if (after > at) {
        pieces.push({ text: ' ', places: [at], end: after });
        at = after;
        continue;
      }
      let piece: Piece | null;
      if (this.text.charAt(at) === '/') {
        piece = this.fraction(pieces, at, depth);
      } else piece = this.attached(at, depth);
      if (piece === null) return null;
      pieces.push(piece);
      at = piece.end;
    }
    if (until !== '' && at >= this.limit) return null;
    return joined(pieces, at);
  }

  /** `a/b`: what stands next to the sign on both sides, with its scripts; brackets around it are not printed. */
  private fraction(pieces: Piece[], at: number, depth: number): Piece | null {
    while (pieces.at(-1)?.text === ' ') pieces.pop();
    const over = pieces.pop();
    const from = this.afterBlanks(at + 1);
    const under = from < this.limit ? this.attached(from, depth) : null;
    if (over === undefined || under === null || over.text.length > LONGEST_NUMERATOR || !/[\p{L}\p{N})}\]]\s?$/u.test(over.text)) return null;
    const first = over.places[0]!;
    // in `f(x)/g(y)` the call is one, in `2 (x)/y` it is none
    const isCall = this.text.charAt(first) === '(' && isWordUnit(this.text.charAt(first - 1));
    if (isCall || this.isCalled(under)) return null;
    return joined([inserted('\\frac{', first), bare(over), inserted('}{', at), bare(under), inserted('}', under.places.at(-1)!)], under.end);
  }

  /** One sign, word, call or group with its sub- and superscripts. */
  private attached(start: number, depth: number): Piece | null {
    const base = this.primary(start, depth);
    if (base === null) return null;
    const pieces = [base];
    let at = base.end;
    for (let sign = this.text.charAt(at); at < this.limit && (sign === '^' || sign === '_'); sign = this.text.charAt(at)) {
      const from = this.afterBlanks(at + 1);
      const script = from < this.limit ? this.primary(from, depth) : null;
      // `x^T(y)` and `x^-1` are a matter of opinion
      if (script === null || this.isCalled(script) || (/^[+-]$/.test(script.text) && isWordUnit(this.text.charAt(script.end)))) return null;
      pieces.push(inserted(`${sign}{`, at), bare(script), inserted('}', script.places.at(-1)!));
      at = script.end;
    }
    return joined(pieces, at);
  }

  private isCalled({ end }: Piece): boolean {
    return this.text.charAt(end) === '(' && isWordUnit(this.text.charAt(end - 1));
  }

  private primary(at: number, depth: number): Piece | null {
    const { text } = this;
    const c = text.charAt(at);
    if (c === '(' || c === '[') return this.group(at, c === '(' ? ')' : ']', depth);
    if (c === '"') return this.quoted(at);
    if (c === '\\') return at + 1 >= this.limit || /\s/.test(text.charAt(at + 1)) ? inserted('\\\\', at, at + 1) : null;
    if (/[#{}$%~@`)\]]/.test(c)) return null;
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    if (number !== undefined) return this.kept(at, at + number.length);
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word !== undefined && at + word.length <= this.limit) return this.word(word, at, depth);
    const shorthand = SHORTHANDS.find(([sign]) => text.startsWith(sign, at));
    if (shorthand !== undefined) return inserted(shorthand[1], at, at + shorthand[0].length);
    const length = text.codePointAt(at)! > 0xffff ? 2 : 1;
    return this.kept(at, at + length);
  }

  private word(word: string, at: number, depth: number): Piece | null {
    const end = at + word.length;
    const calls = this.text.charAt(end) === '(' && end < this.limit;
    if (this.own.has(word) || (word === 'dot' && calls)) return null;
    if (word === 'frac' || WRAPPINGS.has(word) || word === 'mat' || word === 'vec' || word === 'op') return calls ? this.call(word, at, depth) : null;
    const symbol = SYMBOLS.get(word);
    if (symbol !== undefined) return inserted(/[A-Za-z]$/.test(symbol) ? `${symbol} ` : symbol, at, end);
    return [...word].length === 1 ? this.kept(at, end) : null;
  }

  private call(word: string, at: number, depth: number): Piece | null {
    const list = this.arguments(at + word.length + 1, depth);
    if (list === null) return null;
    const { rows, end } = list;
    const [row] = rows as [readonly Piece[]];
    const last = end - 1;
    if (word === 'mat' || word === 'vec') {
      const lines = word === 'vec' ? row.map(piece => [piece]) : rows;
      if (word === 'vec' && rows.length > 1) return null;
      const cells = lines.flatMap((line, i) => [
        ...(i > 0 ? [inserted('\\\\ ', line[0]!.places[0] ?? at)] : []),
        ...line.flatMap((piece, k) => [...(k > 0 ? [inserted('& ', piece.places[0] ?? at)] : []), piece]),
      ]);
      return joined([inserted('\\begin{bmatrix}', at), ...cells, inserted('\\end{bmatrix}', last)], end);
    }
    if (rows.length > 1) return null;
    if (word === 'frac') {
      if (row.length !== 2) return null;
      return joined([inserted('\\frac{', at), row[0]!, inserted('}{', row[0]!.end), row[1]!, inserted('}', last)], end);
    }
    if (row.length !== 1) return null;
    if (word === 'op') {
      const name = /^\\text\{([A-Za-z]+)\}$/.exec(row[0]!.text)?.[1];
      return name === undefined ? null : inserted(`\\operatorname{${name}}`, at, end);
    }
    const [before, behind] = WRAPPINGS.get(word)!;
    return joined([inserted(before, at), row[0]!, inserted(behind, last)], end);
  }

  /** Behind the opening bracket: arguments between commas, rows between semicolons. Named ones are not read. */
  private arguments(start: number, depth: number): Arguments | null {
    const rows: Piece[][] = [[]];
    let at = start;
    for (;;) {
      const piece = this.sequence(this.afterBlanks(at), ',;)', depth + 1);
      if (piece === null || piece.text.trim() === '' || /^[a-z-]+:/.test(this.text.slice(this.afterBlanks(at), piece.end))) return null;
      rows.at(-1)!.push(piece);
      const sign = this.text.charAt(piece.end);
      at = piece.end + 1;
      if (sign === ')') return { rows, end: at };
      if (sign === ';') rows.push([]);
    }
  }

  private group(at: number, close: string, depth: number): Piece | null {
    const inner = this.sequence(at + 1, close, depth + 1);
    if (inner === null) return null;
    return joined([this.kept(at, at + 1), inner, this.kept(inner.end, inner.end + 1)], inner.end + 1);
  }

  private quoted(at: number): Piece | null {
    const close = this.text.indexOf('"', at + 1);
    if (close < 0 || close >= this.limit) return null;
    const words = this.text.slice(at + 1, close);
    return /^[\p{L}\s.,]*$/u.test(words) ? inserted(`\\text{${words}}`, at, close + 1) : null;
  }

  private kept(from: number, to: number): Piece {
    return { text: this.text.slice(from, to), places: Array.from({ length: to - from }, (_, k) => from + k), end: to };
  }

  /** Behind blanks and comments. */
  private afterBlanks(from: number): number {
    BLANKS.lastIndex = from;
    return Math.min(this.limit, from + (BLANKS.exec(this.text)?.[0].length ?? 0));
  }
}

const NUMBER = /\d+(?:\.\d+)?/y;
/** A letter, or a name with its variants. */
const WORD = /\p{L}[\p{L}\p{N}]*(?:\.[a-z]+)*/uy;
const LONGEST_NUMERATOR = 1000;
const isWordUnit = (c: string): boolean => /[\p{L}\p{N}]/u.test(c);
const BLANKS = /(?:\s|\/\/[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/)+/y;

function inserted(text: string, at: number, end = at): Piece {
  return { text, places: Array.from({ length: text.length }, () => at), end };
}
function joined(pieces: readonly Piece[], end: number): Piece {
  return { text: pieces.map(({ text }) => text).join(''), places: pieces.flatMap(({ places }) => places), end };
}
/** Without the round brackets around all of it. */
function bare(piece: Piece): Piece {
  const { text, places } = piece;
  if (!text.startsWith('(') || !text.endsWith(')')) return piece;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text.charAt(i) === '(') depth++;
    else if (text.charAt(i) === ')' && --depth === 0) return piece;
  }
  return { ...piece, text: text.slice(1, -1), places: places.slice(1, -1) };
}
