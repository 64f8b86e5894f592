/** `.mc` files: the document is the block. */

import type { Block } from './block.ts';
import type { Work } from './work.ts';

/** The text with one kind of line break; a byte order mark is left out. */
export function scanWhole(text: string, work: Work): Block[] {
  work.visited += text.length;
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  if (!text.includes('\r')) return [new UnchangedText(start === 0 ? text : text.slice(start), start)];
  const normal = text.slice(start).replace(/\r\n?/g, '\n');
  const offsets = new Uint32Array(normal.length + 1);
  let at = start;
  for (let i = 0; i < normal.length; i++) {
    offsets[i] = at;
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
  }
  offsets[normal.length] = text.length;
  return [{ text: normal, offsets, kind: 'whole', scope: 0, starAmbiguous: false, base: 1 }];
}
const BYTE_ORDER_MARK = 0xfeff;

/** Every character stands where it stood: the list of offsets is made for those who ask for it. */
class UnchangedText implements Block {
  readonly text: string;
  readonly shift: number;
  readonly kind = 'whole';
  readonly scope = 0;
  readonly starAmbiguous = false;
  readonly base = 1;
  #offsets: Uint32Array | null = null;

  constructor(text: string, shift: number) {
    this.text = text;
    this.shift = shift;
  }

  get offsets(): Uint32Array {
    this.#offsets ??= Uint32Array.from({ length: this.text.length + 1 }, (_, at) => at + this.shift);
    return this.#offsets;
  }
}
