/** Commands that a LaTeX or Markdown document defines: `\newcommand{\norm}[1]{\lVert #1 \rVert}`, `\def\R{\mathbb{R}}`. */

/** What a command stands for. */
interface Macro {
  readonly parameters: number;
  /** The first parameter may be left out: what it is then. */
  readonly preset: string | null;
  readonly body: string;
}

/** Mathematics with its macros replaced: its text, and for each character and the end the place in the document. */
export interface Expanded {
  readonly text: string;
  readonly places: Uint32Array;
}

/** More than anybody writes: what goes beyond is left as it stands. */
const LONGEST_DEFINITION = 1000;
const LONGEST_EXPANSION = 20_000;
const MOST_MACROS = 1000;
const DEEPEST = 20;

export class Macros {
  private readonly table = new Map<string, Macro>();

  /** Reads the definition that begins with the backslash at `at`; returns the place behind it, or -1 where none begins there. */
  define(text: string, at: number): number {
    const head = text.slice(at, at + LONGEST_DEFINITION);
    const kind = /^\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|DeclareMathOperator|DeclareRobustCommand|[gex]?def)(?![A-Za-z])\*?\s*/.exec(head);
    if (kind === null) return -1;
    const named = /^(?:\{\s*\\([A-Za-z]+|[^A-Za-z])\s*\}|\\([A-Za-z]+|[^A-Za-z]))\s*/.exec(head.slice(kind[0].length));
    if (named === null) return -1;
    let from = kind[0].length + named[0].length;
    const counted = /^\[([0-9])\]\s*/.exec(head.slice(from));
    const listed = /^((?:#[1-9])+)\s*/.exec(head.slice(from));
    from += counted?.[0].length ?? listed?.[0].length ?? 0;
    const preset = counted === null ? null : /^\[([^\][{}]*)\]\s*/.exec(head.slice(from));
    from += preset?.[0].length ?? 0;
    const end = endOfGroup(head, from);
    if (end < 0) return -1;
    const inner = head.slice(from + 1, end - 1);
    const body = kind[0].includes('Operator') ? `\\operatorname{${inner}}` : inner;
    const parameters = counted !== null ? Number(counted[1]) : (listed?.[1] ?? '').length / 2;
    if (this.table.size < MOST_MACROS) this.table.set(named[1] ?? named[2]!, { parameters, preset: preset?.[1] ?? null, body });
    return at + end;
  }

  /** The mathematics between two offsets without macros; null where it has none. Definitions in it are read and taken out. */
  expand(text: string, start: number, end: number): Expanded | null {
    if (this.table.size === 0 && !/\\(?:\w*newcommand|\w*def|Declare)/.test(text.slice(start, end))) return null;
    const out = new Expansion();
    const source: Source = { text: text.slice(start, end), places: null, offset: start };
    return this.write(source, 0, out) && out.isChanged ? out.finish(end) : null;
  }

  /** false where it grows beyond all bounds. */
  private write(source: Source, depth: number, out: Expansion): boolean {
    const { text } = source;
    const closings = closingsOf(text);
    let at = 0;
    while (at < text.length) {
      if (text.charCodeAt(at) !== BACKSLASH) {
        out.add(text.charAt(at), placeIn(source, at));
        at++;
        continue;
      }
      const defined = source.places === null ? this.define(text, at) : -1;
      if (defined >= 0) {
        out.isChanged = true;
        at = defined;
        continue;
      }
      const name = /^\\([A-Za-z]+|[^A-Za-z])/.exec(text.slice(at, at + LONGEST_NAME))?.[1];
      const macro = name === undefined ? undefined : this.table.get(name);
      const behindName = at + 1 + (name?.length ?? 0);
      const call = macro === undefined || depth >= DEEPEST ? null : argumentsOf(text, closings, behindName, macro);
      if (macro === undefined || call === null) {
        for (let k = at; k < behindName; k++) out.add(text.charAt(k), placeIn(source, k));
        at = behindName;
        continue;
      }
      out.isChanged = true;
      if (out.length + macro.body.length > LONGEST_EXPANSION) return false;
      if (!this.write(substituted(source, at, macro, call), depth + 1, out)) return false;
      at = call.end;
    }
    return out.length <= LONGEST_EXPANSION;
  }
}

/** Text to write, and where its characters stand: all of it from `offset` on, or each at a place of its own. */
interface Source {
  readonly text: string;
  readonly places: readonly number[] | null;
  readonly offset: number;
}
const placeIn = ({ places, offset }: Source, at: number): number => places?.[at] ?? offset + at;

class Expansion {
  isChanged = false;
  private text = '';
  private readonly places: number[] = [];

  get length(): number {
    return this.text.length;
  }
  /** Places never go back, even where a macro takes its arguments in another order. */
  add(character: string, place: number): void {
    this.places.push(Math.max(place, this.places.at(-1) ?? 0));
    this.text += character;
  }
  finish(end: number): Expanded {
    return { text: this.text, places: Uint32Array.from([...this.places, end]) };
  }
}

interface Call {
  /** The contents of the arguments; null for the first one that was left out. */
  readonly parts: readonly (Part | null)[];
  readonly end: number;
}
interface Part {
  readonly start: number;
  readonly end: number;
}

/** The arguments behind a command; null where some are missing. */
function argumentsOf(text: string, closings: Int32Array, from: number, { parameters, preset }: Macro): Call | null {
  const parts: (Part | null)[] = [];
  let at = from;
  if (preset !== null && parameters > 0) {
    const given = /^\s*\[([^\]]*)\]/.exec(text.slice(at, at + LONGEST_DEFINITION));
    parts.push(given === null ? null : { start: at + given[0].length - 1 - given[1]!.length, end: at + given[0].length - 1 });
    at += given?.[0].length ?? 0;
  }
  while (parts.length < parameters) {
    while (at < text.length && text.charCodeAt(at) <= 32) at++;
    if (at >= text.length) return null;
    if (text.charAt(at) === '{') {
      const close = closings[at]!;
      if (close < 0 || close - at > LONGEST_DEFINITION) return null;
      parts.push({ start: at + 1, end: close });
      at = close + 1;
    } else {
      const end = at + (/^\\(?:[A-Za-z]+|.)/.exec(text.slice(at, at + LONGEST_NAME))?.[0].length ?? 1);
      parts.push({ start: at, end });
      at = end;
    }
  }
  return { parts, end: at };
}

/**
 * The body with the arguments in the place of `#1`, `#2`. An argument stands where it was written; of the body the first
 * half stands at the command's beginning and what follows the last argument at the end of the call, so that a name in an
 * argument is found by itself, and the whole is the call.
 */
function substituted(source: Source, at: number, { body, preset }: Macro, { parts, end }: Call): Source {
  let text = '';
  const places: number[] = [];
  const pieces = body.split(/#([1-9])/);
  const first = placeIn(source, at);
  const last = placeIn(source, end - 1);
  pieces.forEach((piece, k) => {
    if (k % 2 === 0) {
      const isLast = k === pieces.length - 1;
      for (let i = 0; i < piece.length; i++) places.push(isLast && (k > 0 || i === piece.length - 1) ? last : first);
      text += piece;
      return;
    }
    const part = parts[Number(piece) - 1];
    if (part === undefined) return;
    const argument = part === null ? (preset ?? '') : source.text.slice(part.start, part.end);
    for (let i = 0; i < argument.length; i++) places.push(part === null ? first : placeIn(source, part.start + i));
    text += argument;
  });
  // a command at the body's end must not run into the letters behind the call
  if (/\\[A-Za-z]+$/.test(text) && /^[A-Za-z]/.test(source.text.slice(end, end + 1))) {
    text += ' ';
    places.push(last);
  }
  return { text, places, offset: 0 };
}

/** Where the group closes that opens at a place; -1 where none opens, or it does not close. */
function closingsOf(text: string): Int32Array {
  const closings = new Int32Array(text.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === OPEN_BRACE) open.push(i);
    else if (c === CLOSE_BRACE && open.length > 0) closings[open.pop()!] = i;
  }
  return closings;
}

/** Behind the group that opens at `from`; -1 where none does, or it does not close. */
function endOfGroup(text: string, from: number): number {
  if (text.charAt(from) !== '{') return -1;
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\\') i++;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return -1;
}

const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const LONGEST_NAME = 60;
