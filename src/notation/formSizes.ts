/** The rows and columns of a form, where they can be told: for the identity that is left when a factor is taken out. */

import type { Dimension } from '../dimensions/dimension.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { formChildren } from './fold.ts';
import type { MatrixForm } from './form.ts';
import { knownMemoryOf, memoryOf } from './formMemory.ts';

/** Remembers the sizes of a form made from a tensor of this shape. */
export function rememberSizes(form: MatrixForm, shape: readonly Dimension[]): MatrixForm {
  memoryOf(form).shape ??= shape;
  return form;
}

interface FormSizes {
  readonly rows: Dimension | null;
  readonly columns: Dimension | null;
}

/** Its value has the axes of its only operand. */
function keepsShape(name: OperationName): boolean {
  const [before, after] = TENSOR_OPERATIONS[name].axes.split('->');
  return before === after;
}

const nothing: FormSizes = { rows: null, columns: null };

export function sizesOf(form: MatrixForm): FormSizes {
  const remembered = knownMemoryOf(form)?.shape;
  if (remembered) return { rows: remembered[0] ?? null, columns: remembered[1] ?? null };
  switch (form.kind) {
    case 'identity':
      return { rows: form.size, columns: form.size };
    case 'ones':
    case 'zeros':
      return { rows: form.rows, columns: form.columns };
    case 'transpose': {
      const { rows, columns } = sizesOf(form.argument);
      return { rows: columns, columns: rows };
    }
    case 'product': {
      const shaped = form.factors.filter(factor => factor.orientation !== 'scalar');
      return shaped.length === 0 ? nothing : { rows: sizesOf(shaped[0]!).rows, columns: sizesOf(shaped[shaped.length - 1]!).columns };
    }
    case 'hadamard':
      return sizesOf(form.factors[0]!);
    case 'sum':
      return sizesOf(form.terms[0]!.form);
    case 'quotient':
      return sizesOf(form.numerator);
    case 'power':
    case 'elementwisePower':
    case 'matrixPower':
      return sizesOf(form.base);
    case 'inverse':
    case 'elementwise':
    case 'matrixFunction':
    case 'frechet':
      return sizesOf(form.argument);
    case 'operation':
      if (keepsShape(form.name)) return sizesOf(form.arguments[0]!);
      return form.orientation === 'column' ? { rows: form.size, columns: null } : nothing;
    case 'call': {
      const inner = sizesOf(form.argument);
      if (form.function === 'diag') return { rows: inner.rows, columns: inner.rows };
      return form.orientation === 'column' ? { rows: inner.rows, columns: null } : nothing;
    }
    default:
      return nothing;
  }
}

/** How many parts a form has when it is written out. */
export function formSize(form: MatrixForm): number {
  switch (form.kind) {
    case 'number':
    case 'name':
    case 'dimension':
    case 'identity':
    case 'ones':
    case 'zeros':
    case 'commutation':
      return 1;
  }
  const memory = memoryOf(form);
  if (memory.size === 0) memory.size = 1 + sizeOfParts(form);
  return memory.size;
}

function sizeOfParts(form: MatrixForm): number {
  let size = 0;
  if (form.kind === 'product' || form.kind === 'hadamard') for (const factor of form.factors) size += formSize(factor);
  else if (form.kind === 'sum') for (const term of form.terms) size += formSize(term.form);
  else if (form.kind === 'transpose') size = formSize(form.argument);
  else for (const child of formChildren(form)) size += formSize(child);
  return size;
}
