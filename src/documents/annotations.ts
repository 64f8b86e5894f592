/** Shapes in the types of code: jaxtyping's `X: Float[Array, "n d"]`, `Annotated[Tensor, "n d"]`. */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import type { TextChange } from './textChange.ts';
import type { Work } from './work.ts';

/** What a file must say somewhere if it has such types: looked for before anything else, because most files do not. */
const SIGNS = ['jaxtyping', 'Annotated['];
const ANNOTATION =
  /(?<![\p{L}\p{N}_.])(?<name>[\p{L}_][\p{L}\p{M}\p{N}_]{0,60})[ \t]{0,20}:[ \t]{0,20}(?:[\w.]{1,40}\.)?(?:(?:Float|Int|UInt|Num|Real|Inexact|Complex|Shaped|BFloat|Bool)\d{0,3}\[[^\][,"']{1,60},\s{0,60}|Annotated\[[^\]["']{1,60},\s{0,60}|(?:Float|Int|Num|Real|Shaped)\d{0,3}\[)(?:r|rb)?(?<quote>["'])(?<axes>[^"'\n]{0,80})\k<quote>\s{0,20}\]/dgu;
/** No annotation is longer. */
const LONGEST = 400;
/** `*batch`, `...`, `#n` and `_` say nothing about a size. */
const AXIS = /^(?:[a-z]+=)?(?<size>[\p{L}][\p{L}\p{N}_]*(?:[+*-](?:[\p{L}][\p{L}\p{N}_]*|\d+))?|\d+)$/u;

/** What looks like an annotation in a text, be it code or not. */
export interface Annotations {
  /** Where a sign of such types stands; -1 where none does. */
  readonly sign: number;
  /** In their order. */
  readonly all: readonly Annotation[];
}
interface Annotation {
  readonly start: number;
  readonly end: number;
  /** What it declares, where it stood when it was read; its scope is to be set. */
  readonly declares: Block | null;
  /** How far behind that place it stands. */
  readonly moved: number;
}

/** @param earlier Those of an earlier version: only what the change can reach is searched. */
export function annotationsIn(
  text: string,
  language: HostLanguage,
  earlier: { readonly annotations: Annotations; readonly change: TextChange } | null,
  work: Work,
): Annotations {
  if (language.shapeAnnotations !== true) return NONE;
  const sign = earlier === null ? firstSign(text, 0, text.length, work) : signAfter(text, earlier.annotations.sign, earlier.change, work);
  if (sign < 0) return NONE;
  if (earlier === null || earlier.annotations.sign < 0) return { sign, all: searched(text, language, 0, text.length, work) };
  const { all: known } = earlier.annotations;
  const { start, oldEnd, newEnd } = earlier.change;
  const before = known.filter(({ end }) => end < start - LONGEST);
  const behind = known.filter(each => each.start > oldEnd + LONGEST).map(each => movedBy(each, newEnd - oldEnd));
  const from = Math.max(0, Math.min(start - LONGEST, known[before.length]?.start ?? start));
  const around = searched(text, language, from, newEnd + 2 * LONGEST, work).filter(each => each.start <= newEnd + LONGEST);
  return { sign, all: [...before, ...around, ...behind] };
}
const NONE: Annotations = { sign: -1, all: [] };

/** The declarations in the code of a file, in their order, as if a comment stood there; their scope is to be set. */
export function annotatedShapes({ all }: Annotations, comments: readonly Comment[]): Block[] {
  const blocks: Block[] = [];
  let next = 0;
  for (const { start, declares, moved } of all) {
    while (next < comments.length && comments[next]!.end <= start) next++;
    const isInComment = next < comments.length && comments[next]!.start <= start;
    if (!isInComment && declares !== null) blocks.push(moved === 0 ? declares : { ...declares, moved });
  }
  return blocks;
}

function firstSign(text: string, from: number, to: number, work: Work): number {
  work.visited += to - from;
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const sign of SIGNS) {
    const at = part.indexOf(sign);
    if (at >= 0) return from + at;
  }
  return -1;
}

function signAfter(text: string, before: number, { start, oldEnd, newEnd }: TextChange, work: Work): number {
  if (before >= 0 && before + LONGEST_SIGN <= start) return before;
  if (before >= oldEnd) return before + newEnd - oldEnd;
  // none was there, or it was changed
  if (before < 0) return firstSign(text, Math.max(0, start - LONGEST_SIGN), Math.min(text.length, newEnd + LONGEST_SIGN), work);
  return firstSign(text, 0, text.length, work);
}
const LONGEST_SIGN = 10;

/** Those between two places. */
function searched(text: string, language: HostLanguage, from: number, to: number, work: Work): readonly Annotation[] {
  const part = text.slice(0, to);
  work.visited += part.length - from;
  const found: Annotation[] = [];
  ANNOTATION.lastIndex = from;
  for (let match = ANNOTATION.exec(part); match !== null; match = ANNOTATION.exec(part)) {
    const [declares = null] = declarationOf(match, language);
    found.push({ start: match.index, end: match.index + match[0].length, declares, moved: 0 });
  }
  return found;
}

const movedBy = (annotation: Annotation, delta: number): Annotation =>
  delta === 0 ? annotation : { ...annotation, start: annotation.start + delta, end: annotation.end + delta, moved: annotation.moved + delta };

function declarationOf(match: RegExpExecArray, language: HostLanguage): Block[] {
  const { name, axes } = match.groups!;
  const [nameStart] = match.indices!.groups!.name!;
  const [axesStart, axesEnd] = match.indices!.groups!.axes!;
  const sizes: { readonly size: string; readonly at: number }[] = [];
  for (const axis of axes!.matchAll(/\S+/g)) {
    const size = AXIS.exec(axis[0])?.groups?.size;
    if (size === undefined) return [];
    sizes.push({ size, at: axesStart + axis.index + axis[0].length });
  }
  const block = new BlockText();
  block.add(name!, nameStart);
  block.insert(' : (', nameStart + name!.length);
  for (const { at, size } of sizes) {
    block.add(size, at - size.length);
    block.insert(sizes.length === 1 || at !== sizes.at(-1)!.at ? ',' : '', at);
  }
  block.insert(')', axesEnd);
  return [{ ...block.finish(axesEnd), kind: 'comment', scope: 0, starAmbiguous: language.starAmbiguous, base: language.base, binding: true, typeInCode: true }];
}
