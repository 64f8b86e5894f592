/**
 * The signs without which no rule that is certain can hold, looked for in whole comments before any line is taken apart:
 * in a file without mathematics this is all that its comments cost.
 */

import { bracketedSizes, separatedSizes } from './sizes.ts';
import { isWordUnit } from './surroundings.ts';
import type { Work } from './work.ts';

/** Something between the offsets may be mathematics that is certain, a shape, or a marker. */
export function mayBeCertain(text: string, start: number, end: number, work: Work): boolean {
  let i = start;
  while (i < end) {
    const from = i;
    while (i < end && TRIGGERS[text.charCodeAt(i)] === 0) i++;
    work.visited += i - from + 1;
    if (i >= end) return false;
    if (holds(text, i, start, end, work)) return true;
    i++;
  }
  return false;
}

/** The same for a line whose names may be declared elsewhere. */
export function mayBeRead(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c < 128 ? SIGNS[c] !== 0 && (SIGNS[c] === 2 || signHolds(text, i, c, start, end)) : c < FIRST_IDEOGRAPH || TRIGGERS[c] === 1) return true;
  }
  return false;
}

/** The second half of a surrogate pair, the scripts of Asia and what follows are prose, the mathematical letters apart. */
const FIRST_IDEOGRAPH = 0x2e80;
const TRIGGERS = new Uint8Array(0x10000);
for (const sign of "^|\\/=:([xbg'@%∂∇∈ℝ‖×ᵀ⊤⁻δ\u0304") TRIGGERS[sign.charCodeAt(0)] = 1;
/** The first half of `𝕊`, `𝐀`, `𝛉`. */
TRIGGERS[0xd835] = 1;
/** 1: depends on what stands around it, 2: enough by itself. */
const SIGNS = new Uint8Array(128);
for (const sign of "/'+-([xbil:g") SIGNS[sign.charCodeAt(0)] = 1;
for (const sign of '=^@*|\\%') SIGNS[sign.charCodeAt(0)] = 2;
const NO_WORK: Work = { visited: 0 };

function signHolds(text: string, at: number, c: number, start: number, end: number): boolean {
  const before = at > start ? text.charCodeAt(at - 1) : 32;
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 32;
  switch (c) {
    case 47: // /
      return before === 32 || before === 41 || (before >= 48 && before <= 57) || next === 100 || next >= 128 || next === 40;
    case 39: // '
      return before === 41 || before === 93 || (isLetter(before) && (!isLowercase(before) || at - 2 < start || !isWordUnit(text.charCodeAt(at - 2))));
    case 43: // +
      return true;
    case 45: // -
      return next === 32 ? before === 32 : before === 41 || next === 40;
    case 40: // (
      return (
        (before === 114 && at - 2 >= start && (text.charCodeAt(at - 2) === 116 || text.charCodeAt(at - 2) === 84)) ||
        text.startsWith('trace', at - 5) ||
        holds(text, at, start, end, NO_WORK)
      );
    case 105: // A is symmetric; c in R
      if (next === 110) return at + 4 === end && text.startsWith('in R', at);
      return (
        next === 115 && before === 32 && at - 2 >= start && isWordUnit(text.charCodeAt(at - 2)) && (at - 3 < start || !isWordUnit(text.charCodeAt(at - 3)))
      );
    case 108: // log
      return text.startsWith('log', at) && (text.startsWith(' det', at + 3) || text.startsWith('det', at + 3));
    default:
      return holds(text, at, start, end, NO_WORK);
  }
}

function holds(text: string, at: number, start: number, end: number, work: Work): boolean {
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
  const before = at > start ? text.charCodeAt(at - 1) : 32;
  switch (text.charCodeAt(at)) {
    case 94: // ^
      return next === 84 || next === 123 || next === 92 || next === 40 || next === 45 || before === 82 || before === 124 || next >= 128 || before === 32;
    case 124: // |
      return next === 124 || before === 92 || (before === 103 && isCapital(next));
    case 39: // '
      return mayTransposeInProduct(text, at, start, end);
    case 64: // @
      return before === 32 && next === 32;
    case 37: // %*%
      return next === 42 && text.charCodeAt(at + 2) === 37;
    case 92: // backslash
      return next === 124 || COMMANDS.some(command => text.startsWith(command, at + 1));
    case 47: // /
      return (next === 100 || next >= 128 || next === 32) && derivativeBefore(text, at, start, work);
    case 61: // =
      return next !== 61 && adjointBefore(text, at, start, work);
    case 58: // :
      return (before === 97 && at - start >= 5 && /^[nN]abla$/.test(text.slice(at - 5, at))) || text.startsWith(' scalar', at + 1);
    case 40: // (
      if ((before === 114 || before === 118 || before === 116) && isCapital(next)) return OF_CAPITAL.test(text.slice(Math.max(start, at - 5), at));
      return (!isWordUnit(before) || before === 61) && sizesFollow(text, at, start, end, work);
    case 91: // [
      return (!isWordUnit(before) || before === 61) && sizesFollow(text, at, start, end, work);
    case 120: // x
      return betweenSizes(text, at, start, work);
    case 98: // by
      return next === 121 && (before === 32 || before === 45) && betweenSizes(text, at, start, work);
    case 103: // grad
      return text.startsWith('grad', at) && !isWordUnit(before) && (text.charCodeAt(at + 4) === 32 || text.charCodeAt(at + 4) === 95);
    default:
      return true;
  }
}

const isCapital = (c: number): boolean => (c >= 65 && c <= 90) || c === 0x3a3;

/** `A'*`, `)'`, `X'X`, `x'P`. */
function mayTransposeInProduct(text: string, at: number, start: number, end: number): boolean {
  const before = at > start ? text.charCodeAt(at - 1) : 32;
  if (before === 41 || before === 93) return true;
  if (!isWordUnit(before)) return false;
  const isShort = at - 2 < start || !isWordUnit(text.charCodeAt(at - 2));
  if (!isShort && isLetter(before)) return false;
  const next = at + 1 < end ? text.charCodeAt(at + 1) : 32;
  return next === 40 || next === 42 || next === 92 || next === 32 || isLetter(next);
}

/** What a rule that is certain needs of LaTeX, behind its backslash. */
const COMMANDS = ['frac', 'partial', 'nabla', 'in\\', 'in ', 'dfrac', 'tfrac', 'lVert'];
const OF_CAPITAL = /(?:[Tt]r|inv|det)$/;
const LONGEST_SIZE = 24;
const LONGEST_NAME = 40;
const LONGEST_SHAPE = 80;

/** `dL/`, `d(L)/`, `∂f/`, `d /`: what divides begins with `d` or `∂`. */
function derivativeBefore(text: string, at: number, start: number, work: Work): boolean {
  let i = at - 1;
  const limit = Math.max(start, at - LONGEST_NAME);
  while (i >= limit && text.charCodeAt(i) === 32) i--;
  if (text.charCodeAt(i) === 41 || text.charCodeAt(i) >= 128) return true;
  while (i >= limit && isWordUnit(text.charCodeAt(i))) i--;
  work.visited += at - i;
  const first = text.charCodeAt(i + 1);
  return first === 100 || first === 0x2202 || text.charCodeAt(i) === 0x2202 || text.charCodeAt(i) === 32;
}

/** `dW =`, `dW +=`, `grad_W =`, `W_bar =`. */
function adjointBefore(text: string, at: number, start: number, work: Work): boolean {
  let i = at - 1;
  const limit = Math.max(start, at - LONGEST_NAME);
  while (i >= limit && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 43 || text.charCodeAt(i) === 58)) i--;
  const last = i;
  while (i >= limit && isWordUnit(text.charCodeAt(i))) i--;
  work.visited += at - i;
  if (last === i) return false;
  const c = text.charCodeAt(i + 1);
  return c === 100 || text.startsWith('grad_', i + 1) || text.startsWith('_bar', last - 3) || text.startsWith('_grad', last - 4);
}

/** The sizes of a shape in brackets; empty ones only after a colon or where the comment begins. */
function sizesFollow(text: string, at: number, start: number, end: number, work: Work): boolean {
  const limit = Math.min(end, at + LONGEST_SHAPE);
  const closing = text.charCodeAt(at) === 40 ? 41 : 93;
  let separated = false;
  let i = at + 1;
  for (; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === 44 || c === 0xd7 || (c === 120 && text.charCodeAt(i - 1) === 32) || (c === 45 && text.charCodeAt(i + 1) === 98)) separated = true;
    else if (!(isWordUnit(c) || c === 32 || c === 42 || c === 43 || c === 45 || c === 47)) break;
  }
  work.visited += i - at;
  if (i >= limit || text.charCodeAt(i) !== closing) return false;
  if (i === at + 1) return at <= start + 1 || text.charCodeAt(at - 1) === 58 || text.charCodeAt(at - 2) === 58;
  return separated && bracketedSizes(text, at) !== null;
}

/** `m x n`, `nxn`, `m-by-n`: the sign at `at` stands between sizes. */
function betweenSizes(text: string, at: number, start: number, work: Work): boolean {
  let left = at - 1;
  if (left >= start && (text.charCodeAt(left) === 32 || text.charCodeAt(left) === 45)) left--;
  const limit = Math.max(start, left - LONGEST_SIZE);
  let from = left;
  while (from >= limit && isWordUnit(text.charCodeAt(from))) from--;
  work.visited += at - from;
  if (from === left) return false;
  return separatedSizes(text, from + 1) !== null;
}
const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
const isLowercase = (c: number): boolean => c >= 97 && c <= 122;
