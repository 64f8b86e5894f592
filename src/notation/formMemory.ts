/** What has been worked out about a form. Forms are values, so it holds as long as the form lives. */

import type { Dimension } from '../dimensions/dimension.ts';
import { isSymmetric } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { MatrixForm } from './form.ts';

export interface FormMemory {
  /** The form that this is about: a copy of a form with other parts carries the memory of the original along, and has none of its own. */
  readonly of: MatrixForm;
  key: string | null;
  /** Negative while not known. */
  cost: number;
  /** Negative while not known. */
  tokens: number;
  /** How many parts; 0 while not known. */
  size: number;
  /** Of the tensor that the form was made from. */
  shape: readonly Dimension[] | null;
  /** The tensor that the form was made from, while nobody has asked whether it equals its transpose. */
  undecided: TensorNode | null;
  /** Whether the form is known to equal its transpose. */
  isSymmetric: boolean;
  transposed: MatrixForm | null;
}

export function memoryOf(form: MatrixForm): FormMemory {
  const known = form.memory;
  if (known && known.of === form) return known;
  const memory: FormMemory = {
    of: form,
    key: null,
    cost: -1,
    tokens: -1,
    size: 0,
    shape: null,
    undecided: null,
    isSymmetric: false,
    transposed: null,
  };
  form.memory = memory;
  return memory;
}

/** undefined where nothing has been worked out. */
export function knownMemoryOf(form: MatrixForm): FormMemory | undefined {
  const known = form.memory;
  return known && known.of === form ? known : undefined;
}

/** Whether the form is known to equal its transpose; that of a tensor is decided when it is first asked for. */
export function equalsItsTranspose(memory: FormMemory): boolean {
  const { undecided } = memory;
  if (undecided !== null) {
    memory.undecided = null;
    memory.isSymmetric ||= isSymmetric(undecided);
  }
  return memory.isSymmetric;
}

/** Remembers the tensor that a form was made from. */
export function rememberTensor(form: MatrixForm, node: TensorNode): void {
  const memory = memoryOf(form);
  if (node.shape.length > 0) memory.shape ??= node.shape;
  // one form may stand for two tensors
  if (memory.undecided !== null && memory.undecided !== node) equalsItsTranspose(memory);
  if (node.shape.length === 2) memory.undecided = node;
}
