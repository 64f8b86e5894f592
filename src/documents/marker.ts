/** `nabla:` and `∇`, by which a person says that a comment is mathematics, and `nabla: off`, that it is none. */

export interface Marker {
  readonly kind: 'on' | 'off';
  /** How many characters of the line the marker takes; a statement may follow. */
  readonly length: number;
}

/** The marker at the beginning of a comment's line. A `∇` counts alone on its line; before a name it is a gradient. */
export function markerOf(text: string, start: number, end: number): Marker | null {
  const c = text.charCodeAt(start);
  if (c === NABLA_SIGN) return end - start === 1 || (end - start === 2 && text.charAt(start + 1) === ':') ? { kind: 'on', length: end - start } : null;
  if (c !== SMALL_N && c !== CAPITAL_N) return null;
  const match = MARKER.exec(text.slice(start, Math.min(end, start + LONGEST_MARKER)));
  if (match === null) return null;
  const [whole, word] = match;
  if (word === undefined) return { kind: 'on', length: whole.length };
  return { kind: word === 'off' ? 'off' : 'on', length: whole.length };
}

const NABLA_SIGN = 0x2207;
const SMALL_N = 110;
const CAPITAL_N = 78;
const LONGEST_MARKER = 40;
const MARKER = /^[nN]abla:[ \t]*(?:(on|off)(?=\s*$))?/;
