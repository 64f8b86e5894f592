/** Formulas wider than their place scroll, and those alone are stops for the Tab key. */

import { wideFormula } from './messages.ts';

/** Rounding and the overhang of italics are no overflow. */
const tolerance = 2;

/** Measures every scroller below `root` and makes the overflowing ones reachable by the keyboard. */
export function markScrollers(root: ParentNode): void {
  for (const scroller of root.querySelectorAll<HTMLElement>('.scroll')) {
    const overflows = scroller.scrollWidth > scroller.clientWidth + tolerance;
    if (overflows === scroller.hasAttribute('tabindex')) continue;
    if (overflows) {
      scroller.tabIndex = 0;
      scroller.setAttribute('role', 'group');
      scroller.setAttribute('aria-label', wideFormula);
    } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name);
  }
}
