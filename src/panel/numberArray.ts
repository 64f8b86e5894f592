/** Numbers in rows between brackets; the bars of the axes have their hue, solid for the numerator and dashed for the denominator. */

import { element } from './elements.ts';
import { numbers as words } from './messages.ts';
import { decimal } from './numberText.ts';
import type { PanelArray } from './protocol.ts';

type Axis = 'numerator' | 'denominator' | null;

export function arrayTable({ rows, columns, shownRows, shownColumns, entries }: PanelArray, name: string, rowAxis: Axis, columnAxis: Axis): HTMLElement {
  const body = element('tbody');
  for (let row = 0; row < shownRows; row++) {
    const line = element('tr');
    for (let column = 0; column < shownColumns; column++) {
      const entry = entries[row * shownColumns + column] ?? null;
      line.appendChild(element('td', { class: entry === 0 ? 'zero' : null }, entry === null ? '·' : decimal(entry, 4)));
    }
    if (columns > shownColumns) line.appendChild(element('td', { class: 'zero' }, '…'));
    body.appendChild(line);
  }
  const table = element(
    'table',
    {
      class: `${rows * columns === 1 ? 'array single' : 'array'} ${rowAxis ? `rows-${rowAxis}` : ''} ${columnAxis ? `columns-${columnAxis}` : ''}`,
      'aria-label': words.array(name, rows, columns),
    },
    body,
  );
  const isCorner = rows > shownRows || columns > shownColumns;
  return element(
    'div',
    { class: 'array-block' },
    element('div', { class: 'scroll' }, table),
    isCorner && element('p', { class: 'note' }, words.corner(rows, columns)),
  );
}
