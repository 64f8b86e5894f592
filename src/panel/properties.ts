/** What else is known of a result: where it holds, its curvature with the reason, where it is 0, what it costs. */

import { append, type Child, element } from './elements.ts';
import { formula } from './formula.ts';
import { icon } from './icons.ts';
import { sections, properties as words } from './messages.ts';
import type { PanelProperties, PanelResult } from './protocol.ts';

export interface PropertiesOptions {
  readonly result: PanelResult;
  /** Which of the folded parts are open. */
  readonly open: readonly PropertyFold[];
  readonly onFold: (open: readonly PropertyFold[]) => void;
}
export type PropertyFold = 'reason' | 'operations';

/** null where nothing is known beside the value. */
export function propertiesSection(options: PropertiesOptions): HTMLElement | null {
  const { result } = options;
  const { curvature, stationaryPoint, operations } = result.properties ?? {};
  const rows: readonly (readonly [string, Child[]])[] = [
    [words.validity, result.validity.map(condition => element('p', {}, condition))],
    [words.curvature, curvature ? curvatureParts(curvature, options) : []],
    [words.zero, stationaryPoint ? stationaryParts(stationaryPoint) : []],
    [words.operations, operations ? operationParts(operations, options) : []],
  ];
  const known = rows.filter(([, parts]) => parts.length > 0);
  if (known.length === 0) return null;
  const list = element('dl', { class: 'properties' });
  for (const [name, parts] of known) append(list, [element('dt', {}, name), element('dd', {}, ...parts)]);
  return element('section', { class: 'known', 'aria-label': sections.properties }, list);
}

/** A reason of one short part stands open; a longer one is folded behind the fact. */
const LONGEST_OPEN = 90;

function curvatureParts({ summary, strictWhere, reasons }: NonNullable<PanelProperties['curvature']>, options: PropertiesOptions): Child[] {
  const parts: Child[] = [element('p', {}, summary)];
  if (strictWhere) parts.push(element('p', { class: 'aside' }, words.strictWhere(strictWhere)));
  const list = (): HTMLElement => element('ul', { class: 'reasons' }, ...reasons.map(reason => element('li', {}, reason)));
  if (reasons.join().length <= LONGEST_OPEN && reasons.length < 3) return [...parts, element('p', { class: 'aside' }, words.because(reasons))];
  return [...parts, ...folded('reason', words.why, list(), options)];
}

function stationaryParts({ solution, conditions, extremumText }: NonNullable<PanelProperties['stationaryPoint']>): Child[] {
  if (!solution) return [];
  return [
    element('span', { class: 'scroll' }, formula({ tex: solution.latex, unicode: solution.unicode })),
    element('p', {}, extremumText),
    conditions.length > 0 && element('p', { class: 'aside' }, words.where(conditions)),
  ];
}

/** The leading terms, which are what is compared; unfolded all of them. */
function operationParts(operations: NonNullable<PanelProperties['operations']>, options: PropertiesOptions): Child[] {
  const rows = (['value', 'derivative', 'together', 'hessian'] as const).flatMap(part => {
    const count = operations[part];
    return count ? [{ name: words.counted(part, operations.name), ...count }] : [];
  });
  const isShort = rows.every(({ text, leading }) => text === leading);
  const leading = element(
    'ul',
    { class: 'counts' },
    ...rows.map(({ name, leading: count }) => element('li', {}, element('span', {}, name), ` ${isShort ? '' : '~ '}${count}`)),
  );
  if (isShort) return [leading];
  const table = element('table', { class: 'counts-table' }, element('tbody'));
  for (const { name, text } of rows) table.tBodies[0]!.appendChild(element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, text)));
  return [leading, ...folded('operations', words.allTerms, table, options)];
}

/** A button that shows and hides what is below it; which of them are open outlives the drawing of the page. */
function folded(key: PropertyFold, name: string, content: HTMLElement, { open, onFold }: PropertiesOptions): readonly Child[] {
  const isOpen = open.includes(key);
  const button = element(
    'button',
    { class: 'fold-line', type: 'button', 'aria-expanded': String(isOpen), 'aria-controls': `known-${key}`, 'data-key': `known ${key}` },
    icon('chevron'),
    name,
  );
  content.id = `known-${key}`;
  content.hidden = !isOpen;
  button.addEventListener('click', () => {
    const opens = content.hidden;
    content.hidden = !opens;
    button.setAttribute('aria-expanded', String(opens));
    onFold(opens ? [...open, key] : open.filter(other => other !== key));
  });
  return [button, content];
}
