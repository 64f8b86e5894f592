/** Rewriting matrix forms: names replaced by what they stand for, transposes pushed down to the names. */

import { multiplied, scaled, transposed } from '../notation/construct.ts';
import { foldTree, formChildren } from '../notation/fold.ts';
import type { MatrixForm, Orientation } from '../notation/form.ts';
import { formKey } from '../notation/formKey.ts';
import * as Q from '../tensors/rational.ts';

/** Every name that occurs. */
export function namesOf(form: MatrixForm): ReadonlySet<string> {
  return foldTree<MatrixForm, Set<string>>(form, formChildren, (node, children) => {
    const names = new Set<string>(children.flatMap(child => [...child]));
    if (node.kind === 'name') names.add(node.name);
    return names;
  });
}

/** The form with other children, in the order of {@link formChildren}; products are flattened and coefficients come out. */
export function withChildren(form: MatrixForm, children: readonly MatrixForm[]): MatrixForm {
  const first = children[0]!;
  if (children.every((child, k) => child === formChildren(form)[k])) return form;
  switch (form.kind) {
    case 'product':
      return productOf(children, form.orientation);
    case 'hadamard':
    case 'kronecker':
      return { ...form, factors: children };
    case 'sum':
      return { ...form, terms: form.terms.map((term, k) => ({ coefficient: term.coefficient, form: children[k]! })) };
    case 'quotient':
      return { ...form, numerator: first, denominator: children[1]! };
    case 'power':
    case 'elementwisePower':
      return { ...form, base: first };
    case 'matrixPower':
      return { ...form, base: first, exponent: children[1]! };
    case 'frechet':
      return { ...form, argument: first, direction: children[1]! };
    case 'operation':
      return { ...form, arguments: children };
    case 'stack': {
      let next = 0;
      return { ...form, entries: form.entries.map(row => row.map(() => children[next++]!)) };
    }
    case 'number':
    case 'name':
    case 'dimension':
    case 'identity':
    case 'ones':
    case 'zeros':
    case 'commutation':
      return form;
    default:
      return { ...form, argument: first };
  }
}

/** A product of factors of which some may be products or have coefficients. */
export function productOf(factors: readonly MatrixForm[], orientation: Orientation): MatrixForm {
  let coefficient = Q.ONE;
  const flat: MatrixForm[] = [];
  for (const factor of factors) {
    const { coefficient: own, form } = splitCoefficient(factor);
    coefficient = Q.multiply(coefficient, own);
    if (form.kind === 'number') coefficient = Q.multiply(coefficient, form.value);
    else if (form.kind === 'product' && (form.orientation !== 'scalar' || orientation === 'scalar')) flat.push(...form.factors);
    else flat.push(form);
  }
  if (flat.length === 0) return { kind: 'number', orientation: 'scalar', value: coefficient };
  return withCoefficient(coefficient, flat.length === 1 ? flat[0]! : { kind: 'product', orientation, factors: flat });
}

export function splitCoefficient(form: MatrixForm): { readonly coefficient: Q.Rational; readonly form: MatrixForm } {
  return form.kind === 'sum' && form.terms.length === 1 ? form.terms[0]! : { coefficient: Q.ONE, form };
}

/** A sum keeps its brackets behind its coefficient. */
export const withCoefficient = (coefficient: Q.Rational, form: MatrixForm): MatrixForm =>
  form.kind === 'sum' && form.terms.length > 1 && !Q.isOne(coefficient)
    ? { kind: 'sum', orientation: form.orientation, terms: [{ coefficient, form }] }
    : scaled(coefficient, form);

/** Names replaced by forms of the same orientation. */
export function replaceNames(form: MatrixForm, replacements: ReadonlyMap<string, MatrixForm>): MatrixForm {
  return foldTree<MatrixForm, MatrixForm>(form, formChildren, (node, children) => {
    const replacement = node.kind === 'name' ? replacements.get(node.name) : undefined;
    return replacement ?? withChildren(node, children);
  });
}

/** The transpose, scalar factors still in front. */
export function turned(form: MatrixForm): MatrixForm {
  if (form.kind === 'sum' && form.terms.length === 1) return withCoefficient(form.terms[0]!.coefficient, turned(form.terms[0]!.form));
  if (form.kind === 'sum') {
    const whole = transposed(form);
    return whole.kind === 'sum' ? { ...whole, terms: form.terms.map(term => ({ coefficient: term.coefficient, form: turned(term.form) })) } : whole;
  }
  if (form.kind === 'quotient' && form.denominator.orientation === 'scalar' && form.orientation !== 'scalar') {
    const numerator = turned(form.numerator);
    return { ...form, orientation: numerator.orientation, numerator };
  }
  if (form.kind !== 'product' || form.orientation === 'scalar') return transposed(form);
  const { scalars, chain } = splitScalars(form.factors);
  if (scalars.length === 0) return transposed(form);
  const rest = multiplied(chain.map(turned).reverse());
  return { kind: 'product', orientation: rest.orientation, factors: [...scalars, ...(rest.kind === 'product' ? rest.factors : [rest])] };
}

/** The factors that are scalars, alone or as a row times a column, and the chain that is left. */
function splitScalars(factors: readonly MatrixForm[]): { readonly scalars: readonly MatrixForm[]; readonly chain: readonly MatrixForm[] } {
  const scalars: MatrixForm[] = [];
  const chain: MatrixForm[] = [];
  for (const factor of factors) {
    if (factor.orientation === 'scalar') scalars.push(factor);
    else if (factor.orientation === 'column' && chain[0]?.orientation === 'row') {
      scalars.push({ kind: 'product', orientation: 'scalar', factors: [...chain, factor] });
      chain.length = 0;
    } else chain.push(factor);
  }
  return { scalars, chain };
}

/** A form that occurs inside replaced by another of the same orientation. */
export function replaceForm(form: MatrixForm, target: MatrixForm, replacement: MatrixForm): MatrixForm {
  const key = formKey(target);
  return foldTree<MatrixForm, MatrixForm>(form, formChildren, (node, children) => {
    const rebuilt = withChildren(node, children);
    return rebuilt.kind === target.kind && rebuilt.orientation === target.orientation && formKey(rebuilt) === key ? replacement : rebuilt;
  });
}

/** (A − B)ᵀ as Aᵀ − Bᵀ and (A B)ᵀ as Bᵀ Aᵀ, down to what has no inner structure. */
export function pushTransposes(form: MatrixForm): MatrixForm {
  return foldTree<MatrixForm, MatrixForm>(form, formChildren, (node, children) => {
    const rebuilt = withChildren(node, children);
    return rebuilt.kind === 'transpose' ? distributed(rebuilt.argument) : rebuilt;
  });
}

function distributed(form: MatrixForm): MatrixForm {
  const { orientation } = form;
  const turned: Orientation = orientation === 'column' ? 'row' : orientation === 'row' ? 'column' : orientation;
  if (form.kind === 'sum')
    return { kind: 'sum', orientation: turned, terms: form.terms.map(term => ({ coefficient: term.coefficient, form: distributed(term.form) })) };
  if (form.kind === 'product') {
    const { scalars, chain } = splitScalars(form.factors);
    const rest = multiplied(chain.map(distributed).reverse());
    return scalars.length === 0
      ? rest
      : { kind: 'product', orientation: rest.orientation, factors: [...scalars, ...(rest.kind === 'product' ? rest.factors : [rest])] };
  }
  if (form.kind === 'hadamard') return { ...form, orientation: turned, factors: form.factors.map(distributed) };
  return transposed(form);
}

/** Whether every transpose that is left is of a name. */
export function transposesOnlyNames(form: MatrixForm): boolean {
  return foldTree<MatrixForm, boolean>(
    form,
    formChildren,
    (node, children) => children.every(Boolean) && (node.kind !== 'transpose' || node.argument.kind === 'name'),
  );
}

/** Names of rows: their tensor is printed as a column, and the user's name means the row. */
export function asRows(form: MatrixForm, rows: ReadonlySet<string>): MatrixForm {
  if (rows.size === 0) return form;
  return foldTree<MatrixForm, MatrixForm>(form, formChildren, (node, children) => {
    if (node.kind === 'name' && rows.has(node.name) && node.orientation === 'column')
      return { kind: 'transpose', orientation: 'column', argument: { ...node, orientation: 'row' } };
    const rebuilt = withChildren(node, children);
    return rebuilt.kind === 'transpose' && rebuilt.argument.kind === 'transpose' ? rebuilt.argument.argument : rebuilt;
  });
}
