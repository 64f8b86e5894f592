/** Offsets and LSP positions: lines end in \n, \r\n or \r, characters are UTF-16 units. */

import type { TextChange } from '../documents/textChange.ts';
import type { Range } from './result.ts';

export class Lines {
  private readonly text: string;
  private earlier: { readonly lines: Lines; readonly change: TextChange } | null;
  private found: Uint32Array | null = null;

  /** @param earlier The lines of another version of the text: those that the change leaves alone are not looked for again. */
  constructor(text: string, earlier: { readonly lines: Lines; readonly change: TextChange } | null = null) {
    this.text = text;
    this.earlier = earlier?.lines.found ? earlier : null;
  }

  private get starts(): Uint32Array {
    if (this.found) return this.found;
    this.found = this.earlier ? lineStartsAfter(this.text, this.earlier.lines.starts, this.earlier.change) : Uint32Array.from(lineStarts(this.text));
    // versions must not hold on to one another for ever
    this.earlier = null;
    return this.found;
  }

  /** From 0. */
  lineAt(offset: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether the second range lies in the first. */
  contains(outer: Range, inner: Range): boolean {
    const before = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
    return before(outer.start, inner.start) && before(inner.end, outer.end);
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  /** Of a position that is in the text. */
  offset({ line, character }: Range['start']): number {
    return (this.starts[line] ?? this.text.length) + character;
  }

  private position(offset: number): Range['start'] {
    const line = this.lineAt(offset);
    return { line, character: offset - this.starts[line]! };
  }
}

/** A line begins behind a break, and `\r\n` is one: what stands before and at its beginning decides. */
function lineStartsAfter(text: string, earlier: Uint32Array, { start, oldEnd, newEnd }: TextChange): Uint32Array {
  const delta = newEnd - oldEnd;
  const kept = Math.max(1, countUntil(earlier, start - 1));
  const from = Math.max(0, start - 1);
  const added = lineStarts(text.slice(from, newEnd + 1)).filter(each => each > 0 && from + each >= start && from + each <= newEnd);
  const behind = countUntil(earlier, oldEnd);
  const starts = new Uint32Array(kept + added.length + earlier.length - behind);
  starts.set(earlier.subarray(0, kept));
  for (let k = 0; k < added.length; k++) starts[kept + k] = from + added[k]!;
  const shift = kept + added.length - behind;
  for (let k = behind; k < earlier.length; k++) starts[k + shift] = earlier[k]! + delta;
  return starts;
}

/** How many of the ascending numbers are at most `limit`. */
function countUntil(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
