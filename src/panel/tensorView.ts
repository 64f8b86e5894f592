/** The Tensor view: every entry of a small result in blocks, and flattened; one entry is selected everywhere and read out. Of a large one a picture. */

import { append, type Child, element } from './elements.ts';
import { formula } from './formula.ts';
import { switches, tensor as words } from './messages.ts';
import { exactNumber } from './numberGrid.ts';
import type { PanelEntries, PanelLayout, PanelPreferences, PanelTensor, TensorSizes } from './protocol.ts';
import { sizeFields } from './sizeFields.ts';
import { radioSwitch } from './switches.ts';
import { tabPanel } from './tabs.ts';
import { blocksFigure } from './tensorBlocks.ts';
import { entryNumber, type LinkedEntries, sidesOf, startingEntry } from './tensorEntry.ts';
import { flattenedFigure } from './tensorFlattened.ts';
import { tensorPicture } from './tensorPicture.ts';
import { routesSection } from './tensorRoutes.ts';
import { sideFigures } from './tensorSides.ts';

export interface TensorViewOptions {
  /** null while it is on its way. */
  readonly tensor: PanelTensor | null;
  readonly layout: PanelLayout;
  readonly blocks: PanelPreferences['blocks'];
  /** Whether entries are written as formulas or as numbers. */
  readonly written: PanelPreferences['entries'];
  /** Positions of the entry that was selected last, from 0. */
  readonly selected: readonly number[] | null;
  readonly onBlocks: (blocks: PanelPreferences['blocks']) => void;
  readonly onWritten: (written: PanelPreferences['entries']) => void;
  /** The reason of a choice that was tried and cannot be made, to be said aloud. */
  readonly onUnavailable: (reason: string) => void;
  readonly onSelect: (positions: readonly number[]) => void;
  readonly onSizes: (sizes: TensorSizes) => void;
}

export function tensorView(options: TensorViewOptions): HTMLElement {
  const { tensor } = options;
  const section = element('section', { class: 'view tensor', ...tabPanel('tensor') });
  if (tensor === null) append(section, [element('p', { class: 'note', 'aria-live': 'polite' }, words.waiting)]);
  else {
    const shown = tensor.entries ?? tensor.picture ?? null;
    append(section, [
      element(
        'div',
        { class: 'row between' },
        element('span', { class: 'row' }, shown !== null && blocksSwitch(options, shown), tensor.entries !== null && entriesSwitch(options, tensor.entries)),
        sizeFields(tensor.sizes, options.onSizes),
      ),
      ...(tensor.entries !== null
        ? linkedFigures(options, tensor.entries)
        : tensor.picture !== undefined
          ? tensorPicture({ ...options, picture: tensor.picture })
          : [element('p', { class: 'note', role: 'status' }, tensor.refused)]),
    ]);
  }
  return section;
}

function blocksSwitch({ blocks, onBlocks }: TensorViewOptions, { names }: Pick<PanelEntries, 'names'>): HTMLElement {
  const [first, second] = names;
  const choices = [
    { value: 'first' as const, name: first === second ? words.byFirst(first) : words.by(first), unavailable: null },
    { value: 'second' as const, name: first === second ? words.bySecond(second) : words.by(second), unavailable: null },
  ];
  return radioSwitch({ label: switches.blocks, choices, chosen: blocks, onChoose: onBlocks, onUnavailable: () => {} });
}

function entriesSwitch({ written, onWritten, onUnavailable }: TensorViewOptions, entries: PanelEntries): HTMLElement {
  const isKnown = (entries.numbers ?? null) !== null;
  const choices = [
    { value: 'formulas' as const, name: words.formulas, unavailable: null },
    { value: 'numbers' as const, name: words.numbers, unavailable: isKnown ? null : words.noNumbers },
  ];
  return radioSwitch({ label: switches.entries, choices, chosen: isKnown ? written : 'formulas', onChoose: onWritten, onUnavailable });
}

function linkedFigures({ layout, blocks, written, selected, onSelect }: TensorViewOptions, entries: PanelEntries): readonly Child[] {
  const readout = element('div', { class: 'readout', 'aria-live': 'polite' });
  const numbers = written === 'numbers' ? (entries.numbers ?? null) : null;
  const links: LinkedEntries = { entries, numbers, sides: sidesOf(entries), current: startingEntry(entries, selected), marks: [] };
  const table = casesTable(layout, links);
  const select = (number: number): void => {
    if (number === links.current) return;
    links.current = number;
    show();
    onSelect(links.sides.positionsAt(number));
  };
  const show = (): void => {
    for (const mark of links.marks) mark(links.current);
    readOut(readout, links);
  };
  const grid = blocksFigure(links, blocks, select);
  const figures = element(
    'div',
    { class: 'figures' },
    sideFigures(links, select),
    grid,
    element('div', { class: 'stack' }, table, flattenedFigure(links, layout)),
  );
  const selectUnder = (event: Event): void => {
    const number = entryNumber(event.target);
    if (number !== null) select(number);
  };
  figures.addEventListener('mousemove', event => {
    // a page that is drawn anew below a resting pointer says so too, without a movement
    if (event.movementX !== 0 || event.movementY !== 0) selectUnder(event);
  });
  figures.addEventListener('click', selectUnder);
  const routes = routesSection(links, select);
  show();
  return [readout, figures, routes];
}

function readOut(readout: HTMLElement, { entries: { entries, formulas, numbers }, current }: LinkedEntries): void {
  const entry = entries[current];
  if (entry === undefined) return;
  const { left, instantiated } = entry;
  const value = entry.value === null ? { tex: '0', unicode: '0' } : formulas[entry.value];
  const whole = formula({ tex: `${left.tex} = ${instantiated.tex}`, unicode: `${left.unicode} = ${instantiated.unicode}` });
  readout.replaceChildren(element('span', { class: 'scroll' }, whole));
  if (value !== undefined && value.tex !== instantiated.tex) append(readout, [formula({ tex: `= ${value.tex}`, unicode: `= ${value.unicode}` })]);
  const number = numbers?.[current];
  if (number === undefined || entry.value === null) return;
  const sign = Number.isInteger(number) ? '=' : '≈';
  append(readout, [formula({ tex: `${sign === '=' ? sign : '\\approx'} ${exactNumber(number)}`, unicode: `${sign} ${exactNumber(number)}` })]);
}

/** How many entries are in each case, and the case of the selected one. */
function casesTable({ cases }: PanelLayout, links: LinkedEntries): Child {
  const { entries } = links.entries;
  if (cases === null || entries.some(entry => entry.case === null)) return null;
  const body = element('tbody');
  cases.forEach((row, index) => {
    const count = entries.filter(entry => entry.case === index).length;
    const line = element(
      'tr',
      {},
      element('td', {}, formula(row.value)),
      element('td', {}, formula(row.condition)),
      element('td', { class: 'count' }, String(count)),
    );
    links.marks.push(current => {
      const holds = entries[current]?.case === index;
      line.classList.toggle('selected', holds);
      if (holds) line.setAttribute('aria-current', 'true');
      else line.removeAttribute('aria-current');
    });
    body.appendChild(line);
  });
  const heads = [words.entry, words.when, words.of(entries.length)].map(name => element('th', { scope: 'col' }, name));
  return element('table', { class: 'cases', 'aria-label': words.cases }, element('thead', {}, element('tr', {}, ...heads)), body);
}
