/**
 * What is printed is what people read, so it is checked too: every form is read back from itself alone and compared with
 * the tensor that the certificate has seen, and so is its text.
 */

import { type Lookup, MalformedForm, tensorOfForm } from '../derivations/formTensor.ts';
import { tensorOfIndexForm } from '../derivations/indexTensor.ts';
import { type LoweringOptions, lower } from '../lowering/lower.ts';
import { formChildren } from '../notation/fold.ts';
import type { IndexForm, MatrixForm } from '../notation/form.ts';
import { compareTensors } from '../numeric/exact.ts';
import { symbolsIn } from '../shapes/dependence.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { type Derived, isTransposed, nestedDerivative } from './derive.ts';
import { CONVENTION_TEXT } from './messages.ts';
import { ORIENTATION } from './orientation.ts';
import { expandedFormOf, indexFormOf, matrixFormOf, structuredFormOf, structuredOf, vecFormOf } from './print.ts';
import { PrintedTexts } from './printedText.ts';

/** Which printed form, or the text of which, says something else than the tensor, with the numbers that show it; null where none does. */
export function contradictingForm(derived: Derived): string | null {
  const lookup = lookupOf(derived);
  const texts = new PrintedTexts(derived);
  for (const printed of matrixForms(derived)) {
    const contradiction = matrixContradiction(printed, derived, lookup, texts);
    if (contradiction !== null) return `the ${printed.name}: ${contradiction}`;
  }
  const form = indexFormOf(derived);
  const value = formContradiction(() => tensorOfIndexForm(form, lookup), derived.node);
  const contradiction = typeof value === 'string' ? value : texts.indexContradiction(form, value, derived);
  return contradiction && `the index form: ${contradiction}`;
}

interface PrintedMatrix {
  readonly name: string;
  readonly form: MatrixForm | null;
  /** What it must mean; null where its text alone is read. */
  readonly node: TensorNode | null;
  /** As whose derivative the text is read. */
  readonly of: Derived;
}

function matrixForms(derived: Derived): readonly PrintedMatrix[] {
  // as the shape of the query has it, not as it was printed
  const arranged = isTransposed(derived.query) && derived.node.shape.length === 2 ? transpose(derived.node) : derived.node;
  // ∂vec(F)/∂vec(X)ᵀ, whatever the layout and the letters are
  const stacked: Derived = { ...derived, layout: 'numerator', checkedLetters: derived.checkedLetters.map(() => null) };
  return [
    { name: 'matrix form', form: matrixFormOf(derived), node: arranged, of: derived },
    { name: 'matrix form without names', form: expandedFormOf(derived), node: arranged, of: derived },
    { name: 'vec form', form: vecFormOf(derived), node: null, of: stacked },
    ...structuredOf(derived).map(within => ({
      name: CONVENTION_TEXT[within.convention](within.structure),
      form: structuredFormOf(derived, within),
      node: within.node,
      of: { ...derived, node: within.node },
    })),
  ];
}

function matrixContradiction({ form, node, of }: PrintedMatrix, derived: Derived, lookup: Lookup, texts: PrintedTexts): string | null {
  if (!form) return null;
  const value = node && formContradiction(() => tensorOfMatrix(form, derived, lookup), node);
  return typeof value === 'string' ? value : texts.contradiction(form, value, of);
}

/** @throws MalformedForm */
function tensorOfMatrix(form: MatrixForm, { query }: Derived, lookup: Lookup): TensorNode | null {
  const orientation = ORIENTATION[query.shape.kind];
  if ((orientation && form.orientation !== orientation) || turnsName(form, symbolsIn(query.of))) throw new MalformedForm();
  return tensorOfForm(form, lookup);
}

/** How a form differs, in words; else what it means, null where that is not known to be the node. */
function formContradiction(read: () => TensorNode | null, node: TensorNode): string | TensorNode | null {
  try {
    const value = read();
    if (!value) return null;
    const { verdict, witness, reason } = compareTensors(node, value);
    if (verdict === 'different') return witness?.text ?? reason ?? '';
    return verdict === 'equal' ? value : null;
  } catch (failure) {
    if (failure instanceof MalformedForm) return 'its parts do not conform';
    throw failure;
  }
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
