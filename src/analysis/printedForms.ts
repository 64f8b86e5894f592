/**
 * What is printed is what people read, so it is checked too: every form is read back from itself alone and compared with
 * the tensor that the certificate has seen.
 */

import { MalformedForm, tensorOfForm } from '../derivations/formTensor.ts';
import { tensorOfIndexForm } from '../derivations/indexTensor.ts';
import type { MatrixForm, Orientation } from '../notation/form.ts';
import { compareTensors } from '../numeric/exact.ts';
import type { Shape } from '../shapes/typed.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { type Derived, isTransposed } from './derive.ts';
import { CONVENTION_TEXT } from './messages.ts';
import { expandedFormOf, indexFormOf, matrixFormOf, structuredFormOf, structuredOf } from './print.ts';

/** Of a matrix form, by the shape that was inferred before anything was derived. */
const ORIENTATION: Readonly<Record<Shape['kind'], Orientation | null>> = { scalar: 'scalar', vector: 'column', row: 'row', matrix: 'matrix', tensor: null };

/** Which printed form says something else than the tensor, with the numbers that show it; null where none does. */
export function contradictingForm(derived: Derived): string | null {
  const names = new Map<string, TensorNode>();
  for (const root of [derived.source, derived.node]) for (const node of allOperands(root)) if (node.kind === 'variable') names.set(node.name, node);
  for (const [node, name] of derived.names) names.set(name, node);
  const lookup = (name: string): TensorNode | null => names.get(name) ?? null;
  const orientation = ORIENTATION[derived.query.shape.kind];
  const matrix = (form: MatrixForm | null): TensorNode | null => {
    if (form && orientation && form.orientation !== orientation) throw new MalformedForm();
    return form && tensorOfForm(form, lookup);
  };
  // as the shape of the query has it, not as it was printed
  const arranged = isTransposed(derived.query) && derived.node.shape.length === 2 ? transpose(derived.node) : derived.node;
  const forms: readonly (readonly [name: string, read: () => TensorNode | null, node: TensorNode])[] = [
    ['matrix form', () => matrix(matrixFormOf(derived)), arranged],
    ['matrix form without names', () => matrix(expandedFormOf(derived)), arranged],
    ['index form', () => tensorOfIndexForm(indexFormOf(derived), lookup), derived.node],
    ...structuredOf(derived).map(
      within => [CONVENTION_TEXT[within.convention](within.structure), () => matrix(structuredFormOf(derived, within)), within.node] as const,
    ),
  ];
  for (const [name, read, node] of forms) {
    try {
      const value = read();
      if (!value) continue;
      const compared = compareTensors(node, value);
      if (compared.verdict === 'different') return `the ${name}: ${compared.witness?.text ?? compared.reason ?? ''}`;
    } catch (failure) {
      if (failure instanceof MalformedForm) return `the ${name}: its parts do not conform`;
      throw failure;
    }
  }
  return null;
}
