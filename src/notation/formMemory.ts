/** What has been worked out about a form. Forms are values, so it holds as long as the form lives. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { MatrixForm } from './form.ts';

export interface FormSizes {
  readonly rows: Dimension | null;
  readonly columns: Dimension | null;
}

export interface FormMemory {
  key: string | null;
  /** Negative while not known. */
  cost: number;
  /** How many parts; 0 while not known. */
  size: number;
  /** Of the tensor that the form was made from. */
  sizes: FormSizes | null;
  /** Whether the form is known to equal its transpose. */
  isSymmetric: boolean;
}

// one table for everything: an entry of a weak table costs far more than what it holds
const memories = new WeakMap<MatrixForm, FormMemory>();

export function memoryOf(form: MatrixForm): FormMemory {
  const known = memories.get(form);
  if (known) return known;
  const memory: FormMemory = { key: null, cost: -1, size: 0, sizes: null, isSymmetric: false };
  memories.set(form, memory);
  return memory;
}

/** undefined where nothing has been worked out. */
export const knownMemoryOf = (form: MatrixForm): FormMemory | undefined => memories.get(form);
