/** `scores = q @ k.T  # (B, T, T)`: a shape at the end of a code line, bound to the name that the code gives there. */

import type { Block } from './block.ts';
import { BlockText } from './blocks.ts';
import type { Comment } from './comment.ts';
import type { HostLanguage } from './languages.ts';
import { bracketedSizes, separatedSizes } from './sizes.ts';
import { isBreak, isWordUnit } from './surroundings.ts';
import type { Work } from './work.ts';

/** The declaration that a comment behind code makes, in the file's scope; null where it is no shape or the code names nothing. */
export function bindShape(text: string, comment: Comment, language: HostLanguage, work: Work): Block | null {
  const content = text.slice(comment.contentStart, Math.min(comment.contentEnd, comment.contentStart + LONGEST_COMMENT));
  work.visited += content.length;
  const shape = shapeIn(content);
  if (shape === null) return null;
  let codeStart = comment.start;
  while (codeStart > 0 && !isBreak(text.charCodeAt(codeStart - 1))) {
    if (comment.start - codeStart > LONGEST_CODE) return null;
    codeStart--;
  }
  const code = text.slice(codeStart, comment.start);
  work.visited += code.length;
  const name = nameGiven(code, language);
  if (name === null || NUMBER_GIVEN.test(code)) return null;
  // a scalar is computed; elsewhere `()` is an empty list of parameters
  if (content.slice(shape.start, shape.end) === '()' && (language.prototypes === true || !/[=-].*[([]/.test(code))) return null;
  const block = new BlockText();
  block.add(code.slice(name.start, name.end), codeStart + name.start);
  block.insert(' : ', codeStart + name.end);
  const shapeStart = comment.contentStart + shape.start;
  block.add(content.slice(shape.start, shape.end), shapeStart);
  return {
    ...block.finish(comment.contentStart + shape.end),
    kind: 'comment',
    scope: 0,
    starAmbiguous: language.starAmbiguous,
    base: language.base,
    binding: true,
  };
}

/** `block = 64`: the shape is another's. */
const NUMBER_GIVEN = /[=:-]\s*\d[\w.]*\s*[;,]?\s*$/;

interface Part {
  readonly start: number;
  readonly end: number;
}

/** The shape that a comment consists of, words after it aside. */
export function shapeIn(content: string): Part | null {
  const start = LEAD.exec(content)?.[0].length ?? 0;
  const space = SPACE.exec(content.slice(start));
  if (space !== null) return { start, end: start + space[0].length };
  const shape = sizesAt(content, start);
  if (shape === null) return null;
  const rest = content.slice(shape.end);
  const arrow = /^.*(?:->|→|=>)\s*/.exec(rest);
  if (arrow !== null) {
    const result = shape.end + arrow[0].length;
    const after = sizesAt(content, result);
    return after !== null && ENDS.test(content.slice(after.end)) ? { start: result, end: after.end } : null;
  }
  return ENDS.test(rest) ? { start, end: shape.end } : null;
}

const LONGEST_CODE = 400;
const LONGEST_COMMENT = 200;
const LEAD = /^[-/#%!<*\s]*(?:nabla:\s*)?(?:(?:shape|size|dims?|dimensions?)(?:\s+is)?\s*[:=]?\s*|(?:∈|in)\s+(?=[ℝR]))?(?:->|→)?\s*/iu;
const SPACE = /^(?:ℝ|R)(?:\^\{[^{}]{1,40}\}|\^\([^()]{1,40}\)|\^[\p{L}\d]+(?:[x×][\p{L}\d]+)?)(?=[\s,.;:]|$)/u;
/** What may follow a shape that is one; an operator may not. */
const ENDS = /^(?:\s*$|\s*[,.:;]|\s+(?:[-–—#]|(?!cells?\b)[\p{L}(])|\s*\*+\s*$)/u;

function sizesAt(content: string, start: number): Part | null {
  const shape = bracketedSizes(content, start) ?? separatedSizes(content, start);
  return shape === null || !isShape(shape.sizes, content.charAt(start)) ? null : { start, end: shape.end };
}

/** `(x, y)` is a point and `[1, 2, 3]` a list of numbers. */
function isShape(sizes: readonly string[], open: string): boolean {
  if (sizes.length === 0) return true;
  if (sizes.every(size => /^\d+$/.test(size))) return open !== '[' && sizes.length > 1;
  return !sizes.every(size => /^[xyzuvij]$/.test(size));
}

/** The name that a line of code assigns, or the parameter or variable that it declares. */
export function nameGiven(code: string, language: HostLanguage): Part | null {
  if (OTHER_STATEMENT.test(code)) return null;
  const typed = DECLARED.exec(code);
  if (typed !== null) return { start: typed[1]!.length, end: typed[1]!.length + typed[2]!.length };
  const assignment = assignmentAt(code);
  if (assignment >= 0) return nameBefore(code, assignment, language);
  let end = code.length;
  while (end > 0 && ' \t,;:){'.includes(code.charAt(end - 1))) end--;
  const tail = code.slice(end);
  const opening = Math.max(code.lastIndexOf('(', end - 1), code.lastIndexOf(',', end - 1)) + 1;
  if (language.prototypes !== true) {
    const annotated = ANNOTATED.exec(code.slice(opening, end));
    if (annotated !== null) {
      const start = opening + annotated[1]!.length;
      return { start, end: start + annotated[2]!.length };
    }
  }
  const name = lastName(code, end);
  if (name === null || name.end !== end) return null;
  const before = code.slice(opening, name.start);
  if (language.regions === 'braces' && /[\p{L}\p{N}_&*>\]]\s*$/u.test(before.slice(-3)) && /\S[\s&*>]+$/.test(before) && /[,;)]/.test(tail)) return name;
  return /^\s*\*{0,2}$/.test(before) && tail.trimEnd().startsWith(',') && (opening === 0 || HEADER.test(code)) ? name : null;
}

/** `real(dp) :: h(n, n)`, and fields whose type stands behind the name: `P *mat.Dense`, `x []float64`. */
const DECLARED = /^(\s*\w[\w\s(),=*]*\s::\s*|\s*)([\p{L}_][\p{L}\p{N}_]*)(?:(?<=\s::\s*\w+)\s*(?:\([^()]*\))?|\s+(?:\*|\[\])[\p{L}_][\w.[\]*]*)\s*$/u;

/** `X: Tensor`, `x::Matrix`, `mut a: &A` */
const ANNOTATED = /^(\s*(?:mut\s+|&)?)([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*::?\s*[^:\s]/u;

/** The name that ends at or before `end`, blanks between aside. */
function lastName(code: string, end: number): Part | null {
  let to = end;
  while (to > 0 && code.charCodeAt(to - 1) <= 32) to--;
  let from = to;
  while (from > 0 && isWordUnit(code.charCodeAt(from - 1))) from--;
  return from === to || /\d/.test(code.charAt(from)) ? null : { start: from, end: to };
}

const OTHER_STATEMENT = /^\s*(?:return|if|elif|else|while|for|assert|raise|yield|print|import|from|with|case|throw|delete|goto|using|break|continue|end)\b/;
const HEADER = /^\s*(?:async\s+)?(?:def|function|fn|func|fun)\b/;

/** The sign that assigns, at the top level of the line; -1 where none does. */
function assignmentAt(code: string): number {
  let depth = 0;
  for (let i = 0; i < code.length; i++) {
    const c = code.charAt(i);
    if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth = Math.max(0, depth - 1);
    else if (c === '"' || c === "'") return -1;
    else if (depth === 0 && c === '<' && code.charAt(i + 1) === '-') return i;
    else if (depth === 0 && c === '=' && !'=~>'.includes(code.charAt(i + 1) || ' ') && !'=<>!~'.includes(code.charAt(i - 1) || ' ')) {
      return ':+-*/@.%'.includes(code.charAt(i - 1) || ' ') ? i - 1 : i;
    }
  }
  return -1;
}

function nameBefore(code: string, at: number, language: HostLanguage): Part | null {
  const left = code.slice(0, at);
  if (left.replace(/\[[\s,]*\]/g, '').includes(',') && !/[<(]/.test(left)) return null;
  const annotation = language.prototypes === true ? null : TARGET_ANNOTATION.exec(left);
  const name = lastName(left, annotation?.[1]?.length ?? at);
  if (name === null) return null;
  const beside = left.slice(Math.max(0, name.start - LONGEST_RECEIVER), name.start);
  const before = beside.trimEnd();
  return (/[.$@]$|->$/.test(before) || /[\])]$/.test(beside)) && !/(?:\bself\.|\bthis\.|\bthis->)$/.test(before) ? null : name;
}
const LONGEST_RECEIVER = 8;
const TARGET_ANNOTATION = /^(\s*(?:(?:const|let|var|val|mut|static)\s+)*[\p{L}_][\p{L}\p{M}\p{N}_.]*)\s*:{1,2}/u;
