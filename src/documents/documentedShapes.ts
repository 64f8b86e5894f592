/**
 * Shapes that documentation gives to parameters: numpydoc's `y : (n,) array_like`, Google's `X (ndarray): the
 * input, shape (n, d)`, `:param X: an n by p matrix`, `@param y numeric vector of length n`, `- `A`: an m×n matrix`.
 */

import { shapeSaid, type WordedShape } from './wordedShapes.ts';
import { NO_DECLARED } from './words.ts';

/** `name : shape` with every character where the line has it, blanks between. */
export interface DocumentedShape {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a line of documentation declares; null where it names no parameter, or no shape that could not be something else. */
export function documentedShape(line: string): DocumentedShape | null {
  if (line.length > LONGEST_LINE || !/[:@\\`]/.test(line)) return null;
  for (const { pattern, isTyped } of HEADS) {
    const head = pattern.exec(line);
    if (head === null) continue;
    const name = head.groups!.name!;
    if (NO_DECLARED.has(name.toLowerCase())) return null;
    const nameStart = head.indices!.groups!.name![0];
    const rest = nameStart + name.length;
    const shape = shapeSaid(line, rest + 1, isTyped);
    return shape === null ? null : declarationOf(line, nameStart, rest, shape);
  }
  return null;
}

interface Head {
  readonly pattern: RegExp;
  /** Says that the parameter is an array: then any shape on the line is its own. */
  readonly isTyped: boolean;
}
const NAME = String.raw`(?<name>[\p{L}_][\p{L}\p{M}\p{N}_]*)`;
const TYPE = String.raw`(?:[\w.]*\.)?(?:ndarray|array|Array|array[_-]like|[Tt]ensor|[Mm]atrix|[Vv]ector|DeviceArray|ArrayLike|(?:Float|Double)Tensor|NDArray(?:\[[^\]]{0,30}\])?)`;
const head = (source: string, isTyped: boolean): Head => ({ pattern: new RegExp(source, 'du'), isTyped });

/** In the order of trial. */
const HEADS: readonly Head[] = [
  // Google: `X (ndarray): …`, `X (np.ndarray of shape (n, d)): …`
  head(String.raw`^\s*${NAME}\s+\((?:\w+\s+)?${TYPE}\b[^:]{0,80}:`, true),
  // numpydoc, the shape first: `y : (n,) array_like`
  head(String.raw`^\s*${NAME}\s*:\s*(?=[([][^()[\]]{0,60}[)\]]\s+${TYPE})`, true),
  // Sphinx with a type: `:param np.ndarray X: …`
  head(String.raw`^\s*:param\s+${TYPE}\s+${NAME}\s*:`, true),
  head(String.raw`^\s*:param\s+(?:[\w.[\]]{1,40}\s+)?${NAME}\s*:`, false),
  // doxygen, roxygen, javadoc: `@param[in] X …`
  head(String.raw`^\s*[@\\]t?param(?:\s*\[[^\]]{0,20}\])?\s+(?:\{[^{}]{0,60}\}\s+)?${NAME}\s`, false),
  // rustdoc and Julia: `* `X` - …`, `- `A::Matrix`: …`
  head(String.raw`^\s*[-*+]\s+\x60${NAME}(?:::[\w{}.,<: ]{1,40})?\x60\s*(?:[-–—:]|\()`, false),
  // `b: bias (k,)`: only a shape is written so
  head(String.raw`^\s*${NAME}\s*:\s+(?=\p{L}[^()[\]:;,]{0,60}\(\s*\p{L}\w{0,20}\s*,\s*\))`, true),
];

function declarationOf(line: string, nameStart: number, nameEnd: number, { start, end }: WordedShape): DocumentedShape | null {
  if (start <= nameEnd) return null;
  return { start: nameStart, end, text: `${line.slice(nameStart, nameEnd)}:`.padEnd(start - nameStart) + line.slice(start, end) };
}
const LONGEST_LINE = 400;
