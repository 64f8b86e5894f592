/** A comment's line cut into the pieces that may be mathematics; what is prose between them is left out. */

import { type Role, rolesOf, SPACE_OF_FUNCTION } from './roles.ts';
import { bracketedSizes, declaresMatrix, holdsClearSize, separatedSizes, soleSize } from './sizes.ts';
import { type Token, tokensOf } from './tokens.ts';
import { describedShape } from './wordedShapes.ts';
import { CONDITIONS, GREEK, NO_DECLARED, NOUNS, PROPERTY_WORDS, QUALIFIERS } from './words.ts';

export interface Chunk {
  /** Offsets in the line. */
  readonly start: number;
  readonly end: number;
  /** The line's own characters, blanks and signs in the place of words that the language does not know (`array of shape`); `end − start` long. */
  readonly text: string;
  /** Has a top-level `=`. */
  readonly equation: boolean;
  /** States a shape or a property. */
  readonly declaration: boolean;
  /** The prose around it may change what an equation says (`averaged over`, `if A is symmetric`), or it was cut in the middle. */
  readonly qualified: boolean;
  /** Holds a word that may be a name or prose. */
  readonly doubtful: boolean;
  /** Nothing stands before, nothing after it on the line. */
  readonly first: boolean;
  readonly last: boolean;
}

export function chunksOf(line: string): Chunk[] {
  const tokens = tokensOf(line);
  return new Chunker(line, tokens, rolesOf(tokens, line)).chunks();
}

interface OpenChunk {
  first: number;
  equation: boolean;
  declaration: boolean;
  doubtful: boolean;
  edits: { start: number; end: number; text: string }[];
}
interface ClosedChunk extends OpenChunk {
  last: number;
  /** A sign ended it that ends sentences and statements, not a word or a gap. */
  strongEnd: boolean;
  broken: boolean;
}

class Chunker {
  private readonly line: string;
  private readonly tokens: readonly Token[];
  private readonly roles: readonly Role[];
  private readonly closed: ClosedChunk[] = [];
  private open: OpenChunk | null = null;
  private depth = 0;

  constructor(line: string, tokens: readonly Token[], roles: readonly Role[]) {
    this.line = line;
    this.tokens = tokens;
    this.roles = roles;
  }

  chunks(): Chunk[] {
    let i = 0;
    while (i < this.tokens.length) i = this.step(i);
    this.close(this.tokens.length, true);
    return this.closed.map((chunk, k) => this.finish(chunk, this.closed[k + 1]));
  }

  /** Reads the token at `i`, returns the next to read. */
  private step(i: number): number {
    const role = this.roles[i]!;
    const token = this.tokens[i]!;
    if (role !== 'formula' && role !== 'doubtful') return this.prose(i, role);
    if (token.gap >= 2 && this.open !== null && this.depth === 0 && !isJoint(this.tokens[i - 1]!) && !isJoint(token) && !this.namesAlone(i)) {
      const followed = !(token.text === '(' || token.text === '[');
      this.close(i, !followed);
    }
    if (this.open?.equation === true && this.depth === 0 && (token.text === '∈' || token.text === '\\in')) {
      // `e = y - X w ∈ ℝ^n`: the shape follows from the right side.
      this.close(i, true);
      return this.skipTo(token.end + (SPACE.exec(this.line.slice(token.end))?.[0].length ?? 0));
    }
    if (token.kind === 'sign') {
      const next = this.sign(i, token);
      if (next >= 0) return next;
    }
    this.extend(i, role === 'doubtful');
    if (token.kind === 'sign' || token.kind === 'command' || token.text === 'in') this.note(token, i);
    if (this.open!.declaration && (token.text === '∈' || token.text === '\\in' || token.text === 'in')) {
      const end = token.end + (SPACE.exec(this.line.slice(token.end))?.[0].length ?? 0);
      if (end > token.end && this.endsAt(end)) return this.declare(end);
    }
    return i + 1;
  }

  private extend(i: number, doubtful: boolean): void {
    this.open ??= { first: i, equation: false, declaration: false, doubtful: false, edits: [] };
    if (doubtful) this.open.doubtful = true;
  }

  /** What a sign inside a chunk says of it. */
  private note(token: Token, i: number): void {
    const open = this.open!;
    const { text } = token;
    if ('([{'.includes(text)) this.depth++;
    else if (')]}'.includes(text)) this.depth = Math.max(0, this.depth - 1);
    else if (this.depth === 0 && text === '=') open.equation = true;
    else if (this.depth === 0 && (text === '∈' || text === '\\in' || (text === 'in' && this.roles[i + 1] === 'formula')) && !open.equation)
      open.declaration = true;
  }

  /** A sign that ends or shapes a chunk; the next token to read, or -1 where it is an ordinary part of it. */
  private sign(i: number, token: Token): number {
    const { text } = token;
    if (text === '-' || text === '=' || text === '/') {
      const arrow = this.arrowLength(i);
      if (arrow > 0) {
        this.close(i, true);
        return i + arrow;
      }
      return -1;
    }
    if (this.depth > 0) return -1;
    if (text === ':') return this.colon(i);
    if (text === ',') return this.comma(i);
    if (text === '(' || text === '[') return this.bracket(i, token);
    return -1;
  }

  /** `-->`, `->`, `=>`, `--`, `//`: how many tokens it has, 0 where it is none. */
  private arrowLength(i: number): number {
    const rest = this.line.slice(this.tokens[i]!.start, this.tokens[i]!.start + 4);
    if (rest.startsWith('->')) return SPACE_OF_FUNCTION.test(this.line.slice(0, this.tokens[i]!.start)) ? 0 : 2;
    const arrow = /^(?:-{1,3}>|={1,2}>|--+(?=\s|$)|\/\/)/.exec(rest);
    return arrow === null ? 0 : arrow[0].length;
  }

  private colon(i: number): number {
    const next = this.tokens[i + 1];
    if (next?.text === '=' && next.gap === 0) return -1;
    if (this.open !== null && this.namesAlone(i) && this.namesQuantity()) {
      const from = next?.start ?? this.line.length;
      const rest = this.line.slice(from);
      const words = WORDS_BEFORE_SHAPE.exec(rest);
      const shapeAt = from + (words?.[0].length ?? 0);
      if (words !== null) this.open.edits.push({ start: from, end: shapeAt, text: '' });
      if (/^(?:ℝ|R\^|\\mathbb|\\R|𝕊)/u.test(rest)) {
        this.open.declaration = true;
        return -1;
      }
      const described = describedShape(this.line, from);
      if (described !== null) {
        this.open.edits.push({ start: from, end: described.start, text: '' });
        return this.declare(described.end);
      }
      const shape = bracketedSizes(this.line, shapeAt) ?? separatedSizes(this.line, shapeAt) ?? soleSize(this.line, shapeAt);
      if (shape !== null && this.endsAt(shape.end) && !this.isType(shape, i)) return this.declare(shape.end);
      if (/^scalar(?![\p{L}\p{N}_-])/u.test(rest)) {
        this.open.edits.push({ start: from, end: from + 6, text: '(    )' });
        return this.declare(from + 6);
      }
    }
    this.close(i, true);
    return i + 1;
  }

  /** `x: ()` in the middle of a line and `f: (N, D) -> T` are types. */
  private isType({ sizes, end }: { readonly sizes: readonly string[]; readonly end: number }, colon: number): boolean {
    const rest = this.line.slice(end);
    if (/^\s*(?:->|=>|→)\s*[^\s([]/u.test(rest)) return true;
    return sizes.length === 0 && (this.open!.first > 0 || this.open!.first < colon - 1 || !/^\s*(?:$|[-–—#(]|,\s*\p{L})/u.test(rest));
  }

  /** The open chunk is a declaration whose shape ends at `end`: properties may follow, nothing else. */
  private declare(end: number): number {
    const open = this.open!;
    open.declaration = true;
    let i = this.tokens.findIndex(token => token.start >= end);
    if (i < 0) i = this.tokens.length;
    return this.properties(i);
  }

  /** Properties from token `i` on: after a comma, or directly, where a comma is put in. */
  private properties(start: number, afterVerb = false): number {
    let i = start;
    for (;;) {
      const token = this.tokens[i];
      if (token === undefined) break;
      const property = token.text === ',' || (token.text === '-' && token.gap === 0) || token.text === 'and' ? this.tokens[i + 1] : token;
      if (property === undefined || !PROPERTY_WORDS.has(property.text.toLowerCase())) break;
      if (property === token && i === start && token.gap > 0 && !afterVerb) this.open!.edits.push({ start: token.start - 1, end: token.start, text: ',' });
      i += property === token ? 1 : 2;
    }
    const after = this.tokens[i];
    this.close(i, after === undefined || after.kind === 'sign');
    return i;
  }

  private comma(i: number): number {
    const next = this.tokens[i + 1];
    const role = this.roles[i + 1];
    if (this.open === null) return i + 1;
    if (this.open.declaration && next !== undefined && PROPERTY_WORDS.has(next.text.toLowerCase())) return this.properties(i);
    if (this.open.equation || this.open.declaration || role === undefined || (role !== 'formula' && role !== 'doubtful')) {
      this.close(i, true);
      return i + 1;
    }
    return -1;
  }

  /** A bracket at depth 0: a shape after a name or after a formula, words in brackets, or an ordinary one. */
  private bracket(i: number, token: Token): number {
    const { text } = token;
    const spaced = token.gap > 0 || this.open === null;
    if (!spaced) return -1;
    const shape = bracketedSizes(this.line, token.start);
    if (shape !== null && this.open !== null) {
      const inner = this.line.slice(token.start + 1, shape.end - 1);
      const clear = inner.includes(',') || inner.includes('×');
      const ends = this.endsAt(shape.end);
      if (ends && this.namesAlone(i)) {
        // `f (a, b)` may be a call, `X (n × p)` may not.
        const name = this.tokens[i - 1]!.text;
        const short = name.length <= 2 || GREEK.has(name.replace('\\', '')) || !inner.includes(',') || text === '[';
        const stated = shape.sizes.length > 1 || inner.includes(',');
        if (short && stated && (!inner.includes(',') || holdsClearSize(shape.sizes)) && !this.isArticleBefore(i, shape.end)) return this.declare(shape.end);
      } else if (ends && (clear || (token.gap > 1 && shape.sizes.length > 1))) {
        this.close(i, true);
        return this.skipTo(shape.end);
      } else if (ends && shape.sizes.length > 1 && /\s[xX]\s/.test(inner)) {
        this.close(i, false, true);
        return this.skipTo(shape.end);
      }
    }
    const end = this.parenthetical(i);
    if (end < 0) return -1;
    // A factor behind the words would be lost.
    const after = this.tokens[end];
    this.close(i, false, after !== undefined && after.kind !== 'sign' && this.roles[end] === 'formula');
    return end;
  }

  /** `a (N, D) array`: the name before the bracket is an article. */
  private isArticleBefore(i: number, end: number): boolean {
    return /^[aA]$/.test(this.tokens[i - 1]!.text) && /^\s\p{Ll}/u.test(this.line.slice(end));
  }

  /** Nothing at `offset` goes on the expression that ends there. */
  private endsAt(offset: number): boolean {
    const i = this.tokens.findIndex(token => token.start >= offset);
    const after = this.tokens[i];
    if (after === undefined || after.gap >= 2) return true;
    if (after.kind === 'sign')
      return (
        after.text === ',' ||
        after.text === ':' ||
        this.arrowLength(i) > 0 ||
        !(isJoint(after) || "([{^'/.\\<>~".includes(after.text)) ||
        this.roles[i] === 'cut'
      );
    return after.kind === 'foreign' || PROPERTY_WORDS.has(after.text.toLowerCase()) || this.roles[i] !== 'formula';
  }
  /** The open chunk is no label (`Gradient:`, `returns:`). */
  private namesQuantity(): boolean {
    const { text } = this.tokens[this.open!.first]!;
    return !NO_DECLARED.has(text) && !NOUNS.has(text.toLowerCase());
  }
  private skipTo(offset: number): number {
    const i = this.tokens.findIndex(token => token.start >= offset);
    return i < 0 ? this.tokens.length : i;
  }

  /** Words in brackets: the token behind them, -1 where the brackets hold a formula. */
  private parenthetical(start: number): number {
    let depth = 0;
    let wordy = false;
    let i = start;
    for (; i < this.tokens.length; i++) {
      const { text } = this.tokens[i]!;
      if (text === '(' || text === '[') depth++;
      else if (text === ')' || text === ']') {
        depth--;
        if (depth === 0) break;
      }
      const role = this.roles[i]!;
      if (role === 'plain' || role === 'connective' || role === 'qualifier' || role === 'cut') wordy = true;
      if (role === 'doubtful' && i === start + 1 && (this.tokens[i + 1]?.text === ')' || this.tokens[i + 1]?.text === ']')) wordy = true;
    }
    return wordy ? Math.min(i + 1, this.tokens.length) : -1;
  }

  private prose(i: number, role: Role): number {
    const token = this.tokens[i]!;
    if (token.text === 'and' && this.open !== null && this.depth === 0 && this.namesAlone(i) && this.sharesShape(i + 1)) {
      this.open.edits.push({ start: token.start, end: token.end, text: ',' });
      return i + 1;
    }
    const described = this.open !== null && this.depth === 0 && /^(?:an?|has|have|is|are)$/.test(token.text) && this.namesAlone(i) && this.namesQuantity();
    const shape = described ? describedShape(this.line, token.start) : null;
    if (shape !== null) {
      // `x has length n`, `b a vector of length m`: where the first word stands the colon does
      const verb = token.text === 'is' || token.text === 'are';
      this.open!.edits.push({ start: verb ? token.end : token.start, end: shape.start, text: verb ? '' : ':' });
      return this.declare(shape.end);
    }
    if (this.open !== null && this.depth === 0 && (token.text === 'is' || token.text === 'are') && this.namesAlone(i)) {
      const next = this.afterArticles(i + 1);
      const shapeAt = this.tokens[next]?.start ?? this.line.length;
      const shape = separatedSizes(this.line, shapeAt);
      const property = PROPERTY_WORDS.has(this.tokens[next]?.text.toLowerCase() ?? '');
      if (shape !== null || property) {
        for (let k = i + 1; k < next; k++) this.open.edits.push({ start: this.tokens[k]!.start, end: this.tokens[k]!.end, text: '' });
        if (shape !== null) return this.declare(shape.end);
        this.open.declaration = true;
        return this.properties(next, true);
      }
    }
    this.close(i, role === 'cut');
    if (this.depth !== 0) this.depth = 0;
    return i + 1;
  }

  /** `x are vectors of length n`, `B are n x n`, behind `A and`. */
  private sharesShape(i: number): boolean {
    const [name, verb] = [this.tokens[i], this.tokens[i + 1]];
    if (name === undefined || verb?.text !== 'are' || (name.kind !== 'word' && name.kind !== 'command') || this.roles[i] !== 'formula') return false;
    const shapeAt = this.tokens[this.afterArticles(i + 2)]?.start ?? this.line.length;
    return describedShape(this.line, verb.start) !== null || separatedSizes(this.line, shapeAt) !== null;
  }

  private afterArticles(i: number): number {
    let next = i;
    while (/^(?:an?|the|real|dense|square|full)$/i.test(this.tokens[next]?.text ?? '')) next++;
    return next;
  }

  /** The open chunk is a name, or names with commas between them, and ends before token `i`. */
  private namesAlone(i: number): boolean {
    if (this.open === null) return false;
    for (let k = this.open.first; k < i; k++) {
      const token = this.tokens[k]!;
      const name = (k - this.open.first) % 2 === 0;
      if (name ? token.kind !== 'word' && token.kind !== 'command' : token.text !== ',' && token.text !== 'and') return false;
    }
    return (i - this.open.first) % 2 === 1;
  }

  private close(before: number, strongEnd: boolean, broken = false): void {
    if (this.open === null) return;
    let last = before - 1;
    while (last >= this.open.first && /^[,;:]$/.test(this.tokens[last]!.text)) last--;
    if (last >= this.open.first) this.closed.push({ ...this.open, last, strongEnd, broken: broken || (this.depth > 0 && before < this.tokens.length) });
    this.open = null;
  }

  private finish(chunk: ClosedChunk, next: ClosedChunk | undefined): Chunk {
    const start = this.tokens[chunk.first]!.start;
    const end = this.tokens[chunk.last]!.end;
    let text = this.line.slice(start, end);
    for (const edit of chunk.edits) {
      const from = edit.start - start;
      if (edit.end <= end) text = text.slice(0, from) + edit.text.padEnd(edit.end - edit.start) + text.slice(edit.end - start);
    }
    return {
      start,
      end,
      text,
      equation: chunk.equation,
      declaration: chunk.declaration,
      doubtful: chunk.doubtful,
      qualified: chunk.broken || this.isQualified(chunk, next),
      first: chunk.first === 0,
      last: chunk.last === this.tokens.length - 1,
    };
  }

  private isQualified(chunk: ClosedChunk, next: ClosedChunk | undefined): boolean {
    const after = chunk.last + 1;
    if (!chunk.strongEnd && this.roles[after] === 'plain') return true;
    if (!chunk.strongEnd && next !== undefined && !next.equation && !next.declaration && (next.last > next.first || next.first === after)) return true;
    let direct = true;
    if (chunk.first === 1 && chunk.declaration && /^(?:assume|suppose|let|where)$/.test(this.lower(0))) return false;
    for (let i = chunk.first - 1; i >= 0; i--) {
      if (this.tokens[i]!.text === ':') direct = false;
      if (this.isProse(i) && (direct ? QUALIFIERS.has(this.lower(i)) : QUALIFIERS.has(this.lower(i)) && !ORDINALS.test(this.lower(i)))) return true;
    }
    const own = this.ownProperties();
    for (let i = after; i < this.tokens.length; i++) {
      if (own !== null && i >= own.first && i <= own.last) continue;
      if (this.isProse(i) ? QUALIFIERS.has(this.lower(i)) : CONDITIONS.has(this.lower(i))) return true;
    }
    return false;
  }
  /** The one matrix that the line declares: its properties are its own. Of several it would be open whose they are. */
  private ownProperties(): ClosedChunk | null {
    const [one, ...others] = this.closed.filter(
      ({ declaration, first, last }) => declaration && declaresMatrix(this.line.slice(this.tokens[first]!.start, this.tokens[last]!.end)),
    );
    return one !== undefined && others.length === 0 ? one : null;
  }
  private isProse(i: number): boolean {
    const role = this.roles[i];
    return role !== 'formula' && role !== 'doubtful';
  }
  private lower(i: number): string {
    return this.tokens[i]!.text.toLowerCase();
  }
}

/** `ℝ^{n×d}`, `R^(n x d)`, `\\mathbb{R}^n` behind `∈`. */
const SPACE =
  /^\s*(?:[ℝ𝕊RS]|\\(?:mathbb|mathbf|Bbb)\s*\{?\s*[RS]\s*\}?|\\(?:R|Real|reals)\b)(?:\s?[\^_]\s?(?:\{[^{}]{1,60}\}|\([^()]{1,60}\)|[\p{L}\d][\p{L}\p{N}_]*(?:\s?×\s?[\p{L}\d][\p{L}\p{N}_]*){0,4})){1,2}/u;
/** `X : array-like of shape`, `X : ndarray, shape =` */
const WORDS_BEFORE_SHAPE = /^(?![^([]*\b(?:if|when|are|and)\b)[\w.\-{}|,` ]{0,80}?\b(?:shape|size|dims?)\s*[=:]?\s*(?=[([])/;
/** In a label (`First layer:`) these say which, not how much. */
const ORDINALS = /^(?:first|second|last|rows?|columns?|per|sum|up|no|but|over)$/;
const JOINTS = '=+-*/@^·⊙∘⊗∈,:×≈_ᵀ⁻|‖';

/** Around an operator a wide gap is alignment. */
function isJoint(token: Token): boolean {
  return token.kind === 'sign' && JOINTS.includes(token.text);
}
