/** Formulas wider than their place scroll, and those alone are stops for the Tab key. */

import { wideFormula } from './messages.ts';

/** Rounding and the overhang of italics are no overflow. */
const tolerance = 2;

/** Measures every scroller below `root`, then makes the overflowing ones reachable by the keyboard. */
export function markScrollers(root: ParentNode): void {
  const changed = [...root.querySelectorAll<HTMLElement>('.scroll')]
    .map(scroller => ({ scroller, overflows: scroller.scrollWidth > scroller.clientWidth + tolerance }))
    .filter(({ scroller, overflows }) => overflows !== scroller.hasAttribute('tabindex'));
  for (const { scroller, overflows } of changed) {
    if (overflows) {
      scroller.tabIndex = 0;
      scroller.setAttribute('role', 'group');
      scroller.setAttribute('aria-label', wideFormula);
    } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name);
  }
}
