/** A line of a comment as words, numbers and signs, for telling formula from prose. No grammar: the parser reads what is kept. */

export interface Token {
  readonly kind: 'word' | 'number' | 'command' | 'sign' | 'foreign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Blanks between the token before and this one. */
  readonly gap: number;
}

export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let lastEnd = 0;
  while (at < line.length) {
    const c = line.codePointAt(at)!;
    if (isBlank(c)) {
      at++;
      continue;
    }
    const start = at;
    const kind = kindOf(line, at, c);
    at = endOf(line, at, c, kind);
    tokens.push({ kind, text: line.slice(start, at), start, end: at, gap: start - lastEnd });
    lastEnd = at;
  }
  return tokens;
}

/** Letters of scripts whose users write prose around ASCII formulas without spaces, and their punctuation. */
export function isForeign(c: number): boolean {
  return (
    (c >= 0x2e80 && c <= 0x9fff) ||
    (c >= 0xac00 && c <= 0xd7af) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xff01 && c <= 0xffef && c !== 0xff1d) ||
    (c >= 0x400 && c <= 0x6ff)
  );
}

const isBlank = (c: number): boolean =>
  c === 32 ||
  c === 9 ||
  c === 0xa0 ||
  c === 13 ||
  c === 10 ||
  (c >= 0x200b && c <= 0x200f) ||
  (c >= 0x202a && c <= 0x202e) ||
  (c >= 0x2066 && c <= 0x2069) ||
  c === 0xfeff;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isAsciiLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);

/** Letters, combining marks and subscripts; no superscripts, which are operators. */
function isWordPoint(c: number): boolean {
  if (c < 128) return isAsciiLetter(c) || isDigit(c) || c === 95;
  if (c >= 0x300 && c <= 0x36f) return true;
  if (c >= 0x2080 && c <= 0x209c) return true;
  if (c === 0x2202 || c === 0x2207 || c === 0x1d40 || c === 0x1d48 || c === 0x22a4 || c === 0x1d34 || isForeign(c)) return false;
  if ((c >= 0x1d2c && c <= 0x1d61) || (c >= 0x1d62 && c <= 0x1d6a) || c === 0x1d6b) return c >= 0x1d62;
  if (c === 0xaa || c === 0xba || (c >= 0x2070 && c <= 0x207f) || (c >= 0x2b0 && c <= 0x2ff)) return false;
  return LETTER.test(String.fromCodePoint(c));
}
const LETTER = /^\p{L}$/u;

function kindOf(line: string, at: number, c: number): Token['kind'] {
  if (isForeign(c)) return 'foreign';
  if (isDigit(c)) return 'number';
  if (c === 92 && isAsciiLetter(line.charCodeAt(at + 1))) return 'command';
  return c !== 95 && isWordPoint(c) ? 'word' : 'sign';
}

function endOf(line: string, start: number, c: number, kind: Token['kind']): number {
  let at = start + (c > 0xffff ? 2 : 1);
  if (kind === 'sign') return at;
  for (; at < line.length; ) {
    const next = line.codePointAt(at)!;
    const goesOn =
      kind === 'foreign'
        ? isForeign(next)
        : kind === 'number'
          ? isDigit(next) || (next === 46 && isDigit(line.charCodeAt(at + 1)))
          : kind === 'command'
            ? isAsciiLetter(next)
            : isWordPoint(next);
    if (!goesOn) break;
    at += next > 0xffff ? 2 : 1;
  }
  return at;
}
