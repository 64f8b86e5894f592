/** `.mc` files: the document is the block. */

import type { Block } from './block.ts';
import type { Work } from './work.ts';

/** The text with one kind of line break; a byte order mark is left out. */
export function scanWhole(text: string, work: Work): Block[] {
  work.visited += text.length;
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  if (!text.includes('\r')) {
    const offsets = new Uint32Array(text.length - start + 1);
    for (let i = 0; i < offsets.length; i++) offsets[i] = i + start;
    return [whole(text.slice(start), offsets)];
  }
  const normal = text.slice(start).replace(/\r\n?/g, '\n');
  const offsets = new Uint32Array(normal.length + 1);
  let at = start;
  for (let i = 0; i < normal.length; i++) {
    offsets[i] = at;
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
  }
  offsets[normal.length] = text.length;
  return [whole(normal, offsets)];
}

function whole(text: string, offsets: Uint32Array): Block {
  return { text, offsets, kind: 'whole', scope: 0, starAmbiguous: false, base: 1 };
}
const BYTE_ORDER_MARK = 0xfeff;
