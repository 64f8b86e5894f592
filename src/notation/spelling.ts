/** Which forms the language can read back as they are printed. */

import { formChildren } from './fold.ts';
import type { MatrixForm } from './form.ts';

/** Not where a part has a notation that nobody types: a Fréchet derivative, the derivative of an opaque function, a 1 of no written size. */
export function hasSpelling(form: MatrixForm): boolean {
  const open: MatrixForm[] = [form];
  for (let inner = open.pop(); inner; inner = open.pop()) {
    if (inner.kind === 'frechet' || (inner.kind === 'apply' && inner.order > 0)) return false;
    if (inner.kind === 'ones' && inner.rows === null && inner.columns === null) return false;
    open.push(...formChildren(inner));
  }
  return true;
}
