/** The numbered steps of a derivation: mathematics, rule, verdict; single rules below a fold; linking; the keyboard. */

import type { Derivation, Line } from '../derivations/derivation.ts';
import { lineTex } from './copy.ts';
import { append, type Child, element, hiddenText } from './elements.ts';
import { equation, type LinkedParts } from './equation.ts';
import { formula } from './formula.ts';
import { type IconName, type IconTone, icon } from './icons.ts';
import { steps as words } from './messages.ts';
import type { AxisOrder } from './shapes.ts';

export interface StepsOptions {
  readonly order: AxisOrder;
  /** Positions of the steps that are unfolded. */
  readonly unfolded: readonly number[];
  readonly onFold: (unfolded: readonly number[]) => void;
}
export interface Steps {
  readonly list: HTMLOListElement;
  readonly foldable: boolean;
  allUnfolded(): boolean;
  setAll(unfolded: boolean): void;
}

export function stepList(derivation: Derivation, label: string, options: StepsOptions): Steps {
  const links: LinkedParts = { named: new Map(), origins: new Map() };
  const list = element('ol', { class: 'steps', 'aria-label': label });
  const folds = new Map<number, (unfolded: boolean) => void>();
  const unfolded = new Set(options.unfolded);
  derivation.lines.forEach((line, index) => {
    const step = stepElement(line, index, options.order, links);
    list.appendChild(step);
    const details = flatDetails(line);
    if (details.length === 0) return;
    const inner = element('ol', { 'aria-label': words.detailsOf(index + 1) });
    append(
      inner,
      details.map(detail => stepElement(detail, null, options.order, links)),
    );
    const block = element('li', { class: 'details' }, inner);
    const button = step.querySelector<HTMLButtonElement>('.fold');
    const apply = (open: boolean): void => {
      block.hidden = !open;
      button?.setAttribute('aria-expanded', String(open));
    };
    folds.set(index, open => {
      apply(open);
      if (open) unfolded.add(index);
      else unfolded.delete(index);
    });
    apply(unfolded.has(index));
    button?.addEventListener('click', () => changeFolds([index], !unfolded.has(index)));
    list.appendChild(block);
  });
  const changeFolds = (indices: Iterable<number>, open: boolean): void => {
    for (const index of indices) folds.get(index)?.(open);
    options.onFold([...unfolded].sort((a, b) => a - b));
  };
  linkParts(list, links);
  moveByKeyboard(list);
  return {
    list,
    foldable: folds.size > 0,
    allUnfolded: () => [...folds.keys()].every(index => unfolded.has(index)),
    setAll: open => changeFolds(folds.keys(), open),
  };
}

function stepElement(line: Line, index: number | null, order: AxisOrder, links: LinkedParts): HTMLLIElement {
  const hasDetails = index !== null && (line.details?.length ?? 0) > 0;
  const fold =
    hasDetails &&
    element(
      'button',
      { class: 'fold', type: 'button', tabindex: -1, 'aria-expanded': 'false', 'aria-label': words.fold(index + 1), title: words.fold(index + 1) },
      icon('chevron'),
    );
  const left = line.left !== null && formula({ tex: line.left, unicode: line.leftUnicode ?? line.left });
  const step = element(
    'li',
    { class: 'step', tabindex: index === 0 ? 0 : -1, 'data-key': index === null ? null : `step ${index}` },
    index !== null && element('span', { class: 'number' }, String(index + 1)),
    fold,
    element('span', { class: 'left' }, left && element('span', { class: 'scroll' }, left)),
    element('span', { class: 'right' }, element('span', { class: 'scroll' }, equation(line.parts, order, links))),
    element('span', { class: 'why' }, line.rule, line.source !== null && element('span', { class: 'source' }, line.source)),
    mark(line),
  );
  step.dataset.tex = lineTex(line);
  return step;
}

function mark(line: Line): Child {
  if (line.verdict === null) return null;
  const [name, tone]: readonly [IconName, IconTone] = line.verdict === 'equal' ? ['check', 'good'] : ['question', 'warning'];
  return element('span', { class: 'mark', title: line.method }, icon(name, tone), hiddenText(line.method));
}

/** Single rules of single rules stand in the same list, after the line they explain. */
function flatDetails(line: Line): readonly Line[] {
  const result: Line[] = [];
  const waiting = [...(line.details ?? [])].reverse();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined) break;
    result.push(next);
    waiting.push(...[...(next.details ?? [])].reverse());
  }
  return result;
}

/** Pointing at a line or focusing it shows its changed parts and what they came from. */
function linkParts(list: HTMLElement, links: LinkedParts): void {
  const light = (step: Element, on: boolean): void => {
    for (const part of step.querySelectorAll<HTMLElement>('.part.changed')) {
      part.classList.toggle('linked', on);
      for (const name of links.origins.get(part) ?? []) {
        for (const origin of links.named.get(name) ?? []) origin.classList.toggle('linked', on);
      }
    }
  };
  let lit: Element | null = null;
  const show = (step: Element | null): void => {
    if (step === lit) return;
    if (lit !== null) light(lit, false);
    lit = step;
    if (lit !== null) light(lit, true);
  };
  const focused = (): Element | null => document.activeElement?.closest('.step') ?? null;
  const stepOf = (target: EventTarget | null): Element | null => (target instanceof Element ? target.closest('.step') : null);
  list.addEventListener('mouseover', event => show(stepOf(event.target)));
  list.addEventListener('mouseleave', () => show(focused()));
  list.addEventListener('focusin', event => show(stepOf(event.target)));
  list.addEventListener('focusout', () => show(null));
}

const scrollStep = 48;

/** One stop for Tab; up and down between lines; right and left unfold and fold, or scroll a line that is too long. */
function moveByKeyboard(list: HTMLElement): void {
  const focus = (step: HTMLElement | undefined): void => {
    if (step === undefined) return;
    for (const other of list.querySelectorAll<HTMLElement>('.step[tabindex="0"]')) other.tabIndex = -1;
    step.tabIndex = 0;
    step.focus();
  };
  list.addEventListener('focusin', event => {
    const step = event.target instanceof Element ? event.target.closest<HTMLElement>('.step') : null;
    if (step === null) return;
    for (const other of list.querySelectorAll<HTMLElement>('.step[tabindex="0"]')) other.tabIndex = -1;
    step.tabIndex = 0;
  });
  list.addEventListener('keydown', event => {
    const current = event.target instanceof Element ? event.target.closest<HTMLElement>('.step') : null;
    if (current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = [...list.querySelectorAll<HTMLElement>('.step')].filter(step => step.closest('.details[hidden]') === null);
    const at = visible.indexOf(current);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: visible.length - 1 }[event.key];
    if (target !== undefined) {
      focus(visible[target]);
      event.preventDefault();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      foldOrScroll(current, event.key === 'ArrowRight');
      event.preventDefault();
    }
  });
}

function foldOrScroll(step: HTMLElement, forward: boolean): void {
  const fold = step.querySelector<HTMLButtonElement>('.fold');
  if (fold !== null && (fold.getAttribute('aria-expanded') === 'true') !== forward) {
    fold.click();
    return;
  }
  step.querySelector('.scroll')?.scrollBy({ left: forward ? scrollStep : -scrollStep });
}
