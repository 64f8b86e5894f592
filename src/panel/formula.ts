/** TeX to DOM by KaTeX, with the two sentinel colours of the axes turned into classes, and TeX without them for copying. */

import katex from 'katex';
import { element } from './elements.ts';
import { brokenFormula } from './messages.ts';
import type { PanelFormula } from './protocol.ts';

/** A formula that KaTeX cannot read, that asks for a link or a picture, that is longer or nests deeper, is shown as its text. */
const longestTex = 20_000;
/** Far below the depth at which a browser's layout overflows its stack and takes the page with it. */
const deepestBoxes = 300;
const cacheSize = 1_000;
const rendered = new Map<string, HTMLElement>();

/** One formula, in display style, in line. */
export function formula(source: PanelFormula, className = 'math'): HTMLElement {
  const key = `${className}\n${source.tex}\n${source.unicode}`;
  let original = rendered.get(key);
  if (original === undefined) {
    original = typeset(source, className);
    if (rendered.size >= cacheSize) rendered.clear();
    rendered.set(key, original);
  }
  return original.cloneNode(true) as HTMLElement;
}

/** `\textcolor{0a0001}{X}` → `X`, with braces kept where TeX would read something else without them. */
export function plainTex(tex: string): string {
  const sentinel = /\\textcolor\{0a000[12]\}\{/y;
  const open: { readonly depth: number; readonly keepsBraces: boolean }[] = [];
  let result = '';
  let depth = 0;
  let position = 0;
  let afterDropped = false;
  while (position < tex.length) {
    sentinel.lastIndex = position;
    if (sentinel.test(tex)) {
      position = sentinel.lastIndex;
      const keepsBraces: boolean = !dropsBraces(tex, position, result, afterDropped);
      open.push({ depth, keepsBraces });
      depth += 1;
      if (keepsBraces) result += '{';
      afterDropped = !keepsBraces;
      continue;
    }
    const character = tex[position] ?? '';
    const token = character === '\\' ? tex.slice(position, position + 2) : character;
    position += token.length;
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    const ends = character === '}' && open.at(-1)?.depth === depth;
    const closed = ends ? open.pop() : undefined;
    afterDropped = closed?.keepsBraces === false;
    if (!afterDropped) result += token;
  }
  return result;
}

function typeset(source: PanelFormula, className: string): HTMLElement {
  const target = element('span', { class: className });
  if (source.tex.length > longestTex) return asText(target, source.unicode);
  let untrusted = false;
  const refuse = (): boolean => {
    untrusted = true;
    return false;
  };
  try {
    katex.render(`\\displaystyle ${source.tex}`, target, {
      output: 'htmlAndMathml',
      trust: refuse,
      strict: 'ignore',
      throwOnError: true,
      maxExpand: 1_000,
      maxSize: 20,
    });
  } catch (error) {
    // a formula nested thousands of levels deep overflows KaTeX's own recursion
    if (!(error instanceof katex.ParseError) && !(error instanceof RangeError)) throw error;
    return asText(target, source.unicode);
  }
  if (untrusted || nestsDeeperThan(target, deepestBoxes)) return asText(target, source.unicode);
  markAxes(target);
  return target;
}

function nestsDeeperThan(top: Element, limit: number): boolean {
  let level: Element[] = [top];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap(node => [...node.children]);
    if (level.length === 0) return false;
  }
  return true;
}

function asText(target: HTMLElement, unicode: string): HTMLElement {
  target.replaceChildren(element('code', { class: 'as-text', title: brokenFormula }, unicode));
  return target;
}

function markAxes(target: HTMLElement): void {
  for (const node of target.querySelectorAll<HTMLElement>('.katex-html [style]')) {
    const color = node.style.color;
    const axis = color === 'rgb(10, 0, 1)' ? 'numerator' : color === 'rgb(10, 0, 2)' ? 'denominator' : null;
    if (axis === null) continue;
    node.style.color = '';
    node.classList.add(axis);
  }
}

/**
 * Braces around the coloured text may go at the beginning of a group, or around a single letter or digit, unless a command
 * before would swallow it, a command at its end would swallow what follows, or an exponent or index follows.
 */
function dropsBraces(tex: string, start: number, before: string, afterDropped: boolean): boolean {
  const afterCommand = /\\[A-Za-z]+$/.test(before);
  const single = /^[A-Za-z0-9]\}/.test(tex.slice(start, start + 2));
  if (single) return !afterCommand;
  const beginsGroup = before === '' || before.endsWith('{') || afterDropped;
  if (!beginsGroup) return false;
  const inner = tex.slice(start, closing(tex, start));
  const next = tex[start + inner.length + 1] ?? '';
  const swallowsNext = /\\[A-Za-z]+$/.test(inner) && /[A-Za-z]/.test(next);
  const isBase = /[\^_']/.test(next);
  return !swallowsNext && !isBase;
}

function closing(tex: string, start: number): number {
  let depth = 1;
  for (let position = start; position < tex.length; position += 1) {
    const character = tex[position];
    if (character === '\\') position += 1;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return position;
    }
  }
  return tex.length;
}
