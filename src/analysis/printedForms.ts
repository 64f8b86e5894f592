/**
 * What is printed is what people read, so it is checked too: every form is read back from itself alone and compared with
 * the tensor that the certificate has seen.
 */

import { type Lookup, MalformedForm, tensorOfForm } from '../derivations/formTensor.ts';
import { tensorOfIndexForm } from '../derivations/indexTensor.ts';
import { type LoweringOptions, lower } from '../lowering/lower.ts';
import { formChildren } from '../notation/fold.ts';
import type { IndexForm, MatrixForm, Orientation } from '../notation/form.ts';
import { compareTensors } from '../numeric/exact.ts';
import { symbolsIn } from '../shapes/dependence.ts';
import type { Shape, TypedSymbol } from '../shapes/typed.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { type Derived, isTransposed, nestedDerivative } from './derive.ts';
import { CONVENTION_TEXT } from './messages.ts';
import { expandedFormOf, indexFormOf, matrixFormOf, structuredFormOf, structuredOf } from './print.ts';

/** Of a matrix form, by the shape that was inferred before anything was derived. */
const ORIENTATION: Readonly<Record<Shape['kind'], Orientation | null>> = { scalar: 'scalar', vector: 'column', row: 'row', matrix: 'matrix', tensor: null };

/** Which printed form says something else than the tensor, with the numbers that show it; null where none does. */
export function contradictingForm(derived: Derived): string | null {
  const lookup = lookupOf(derived);
  const orientation = ORIENTATION[derived.query.shape.kind];
  const symbols = symbolsIn(derived.query.of);
  const matrix = (form: MatrixForm | null): TensorNode | null => {
    if (form && ((orientation && form.orientation !== orientation) || turnsName(form, symbols))) throw new MalformedForm();
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

/** Whether a name is taken for a column where it was declared as a row, or the other way round. */
function turnsName(root: MatrixForm, symbols: ReadonlyMap<string, TypedSymbol>): boolean {
  const forms = new Set([root]);
  for (const form of forms) {
    const symbol = form.kind === 'name' ? symbols.get(form.name) : undefined;
    const orientation = symbol && ORIENTATION[symbol.shape.kind];
    if (orientation && form.orientation !== orientation) return true;
    for (const child of formChildren(form)) forms.add(child);
  }
  return false;
}

/** Whether a part of the index form stands there without a notation of its own, so that the form says nothing. */
export function hasUnwrittenPart(derived: Derived): boolean {
  const lookup = lookupOf(derived);
  const isUnwritten = ({ terms }: IndexForm): boolean =>
    terms.some(({ factors }) =>
      factors.some(factor => (factor.kind === 'tensor' && lookup(factor.name) === null) || (factor.kind === 'function' && isUnwritten(factor.argument))),
    );
  return isUnwritten(indexFormOf(derived));
}

/** What the names in a form stand for, read from the definitions and not from what was printed with. */
function lookupOf({ query, source, node, leaves }: Derived): Lookup {
  const nodes = new Map<string, TensorNode>();
  for (const root of [source, node]) for (const inner of allOperands(root)) if (inner.kind === 'variable') nodes.set(inner.name, inner);
  const symbols = symbolsIn(query.of);
  const options: LoweringOptions = { leaves, derivative: inner => nestedDerivative(inner, options) };
  return name => {
    const definition = symbols.get(name)?.definition;
    if (!nodes.has(name) && definition) nodes.set(name, lower(definition, options));
    return nodes.get(name) ?? null;
  };
}
