/** Shapes in the types of code: jaxtyping's `X: Float[Array, "n d"]`, `Annotated[Tensor, "n d"]`. */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import type { Work } from './work.ts';

/** What a file must say somewhere if it has such types: looked for before anything else, because most files do not. */
const SIGNS = ['jaxtyping', 'Annotated['];
const ANNOTATION =
  /(?<![\p{L}\p{N}_.])(?<name>[\p{L}_][\p{L}\p{M}\p{N}_]*)[ \t]*:[ \t]*(?:[\w.]{1,40}\.)?(?:(?:Float|Int|UInt|Num|Real|Inexact|Complex|Shaped|BFloat|Bool)\d{0,3}\[[^\][,"']{1,60},\s*|Annotated\[[^\]["']{1,60},\s*|(?:Float|Int|Num|Real|Shaped)\d{0,3}\[)(?:r|rb)?(?<quote>["'])(?<axes>[^"'\n]{0,80})\k<quote>\s*\]/dgu;
/** `*batch`, `...`, `#n` and `_` say nothing about a size. */
const AXIS = /^(?:[a-z]+=)?(?<size>[\p{L}][\p{L}\p{N}_]*(?:[+*-](?:[\p{L}][\p{L}\p{N}_]*|\d+))?|\d+)$/u;

/** The declarations in the code of a file, in their order, as if a comment stood there; their scope is to be set. */
export function annotatedShapes(text: string, language: HostLanguage, comments: readonly Comment[], work: Work): Block[] {
  if (language.shapeAnnotations !== true || !SIGNS.some(sign => text.includes(sign))) return [];
  work.visited += text.length;
  const blocks: Block[] = [];
  let next = 0;
  for (const match of text.matchAll(ANNOTATION)) {
    while (next < comments.length && comments[next]!.end <= match.index) next++;
    const isInComment = next < comments.length && comments[next]!.start <= match.index;
    if (!isInComment) blocks.push(...declarationOf(match, language));
  }
  return blocks;
}

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
