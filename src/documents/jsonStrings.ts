/**
 * Where the values of a JSON text stand. The text has been parsed before and is known to be JSON; here values are passed
 * over by loops alone, so that no depth is too deep.
 */

/** A string as it is, and where each of its characters and its end stand in the text. */
export interface PlacedString {
  readonly text: string;
  readonly places: readonly number[];
}

/** The values of an object by their keys, as places in the text; of a key that comes twice the last. Empty for what is no object. */
export function membersAt(json: string, at: number): ReadonlyMap<string, number> {
  const members = new Map<string, number>();
  if (json.charAt(at) !== '{') return members;
  for (let i = afterBlanks(json, at + 1); json.charAt(i) === '"'; ) {
    const key = stringAt(json, i)!.text;
    const value = afterBlanks(json, afterBlanks(json, afterValue(json, i)) + 1);
    members.set(key, value);
    i = afterComma(json, afterValue(json, value));
  }
  return members;
}

/** The places of the elements of a list. Empty for what is no list. */
export function elementsAt(json: string, at: number): readonly number[] {
  const elements: number[] = [];
  if (json.charAt(at) !== '[') return elements;
  for (let i = afterBlanks(json, at + 1); i < json.length && json.charAt(i) !== ']'; ) {
    elements.push(i);
    i = afterComma(json, afterValue(json, i));
  }
  return elements;
}

/** null for what is no string. */
export function stringAt(json: string, at: number): PlacedString | null {
  if (json.charAt(at) !== '"') return null;
  let text = '';
  const places: number[] = [];
  let i = at + 1;
  while (i < json.length && json.charAt(i) !== '"') {
    places.push(i);
    if (json.charAt(i) !== '\\') {
      text += json.charAt(i);
      i++;
      continue;
    }
    const sign = json.charAt(i + 1);
    text += sign === 'u' ? String.fromCharCode(Number.parseInt(json.slice(i + 2, i + 6), 16)) : (ESCAPES[sign] ?? sign);
    i += sign === 'u' ? 6 : 2;
  }
  places.push(i);
  return { text, places };
}

/** Where the first value of the text stands. */
export const startOfJson = (json: string): number => afterBlanks(json, 0);

const ESCAPES: Readonly<Record<string, string | undefined>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function afterBlanks(json: string, from: number): number {
  let i = from;
  while (i < json.length && ' \t\n\r\ufeff'.includes(json.charAt(i))) i++;
  return i;
}

function afterComma(json: string, from: number): number {
  const at = afterBlanks(json, from);
  return json.charAt(at) === ',' ? afterBlanks(json, at + 1) : at;
}

function afterValue(json: string, from: number): number {
  let depth = 0;
  let i = from;
  while (i < json.length) {
    const c = json.charAt(i);
    if (c === '"') {
      i = afterString(json, i);
      if (depth === 0) return i;
    } else if (c === '{' || c === '[') {
      depth++;
      i++;
    } else if (c === '}' || c === ']') {
      // a number or a word ends where the value around it does
      if (depth === 0) return i;
      i++;
      if (--depth === 0) return i;
    } else if (depth === 0 && c === ',') return i;
    else i++;
  }
  return i;
}

function afterString(json: string, at: number): number {
  let i = at + 1;
  while (i < json.length && json.charAt(i) !== '"') i += json.charAt(i) === '\\' ? 2 : 1;
  return Math.min(json.length, i + 1);
}
