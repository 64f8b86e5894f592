/**
 * The differential of a written form, rule by rule, as Magnus and Neudecker do it by hand: d(XY) = dX Y + X dY, nothing
 * collected. The result is linear in the differentials of the names that move.
 */

import { ELEMENTWISE_DERIVATIVES } from '../calculus/elementwiseDerivatives.ts';
import { formChildren } from '../notation/fold.ts';
import type { MatrixForm, Orientation } from '../notation/form.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { matrixOperationRow, tensorNodeRow } from '../operations/matrixOperations.ts';
import { isPrintedNorm, normRow } from '../operations/norms.ts';
import type { DifferentialStep, WrittenMatrices } from '../operations/tensorOperation.ts';
import { type OperationName, TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { elementwise } from '../tensors/elementwise.ts';
import { variable } from '../tensors/leaves.ts';
import * as Q from '../tensors/rational.ts';
import { type Lookup, tensorOfForm } from './formTensor.ts';
import { functionRule } from './localRules.ts';
import { productOf, replaceNames, withCoefficient } from './rewriteForm.ts';
import type { RuleId } from './rules.ts';
import { differentialForm } from './symbols.ts';

export interface FormDifferential {
  /** null is 0. */
  readonly form: MatrixForm | null;
  /** The rules in the order in which they were used, each once. */
  readonly rules: readonly RuleId[];
}

/** A form has no rule here; its tensor has. */
class NoRule extends Error {}

/** Deeper forms are left to their tensor. */
const DEPTH = 80;

/** @returns null where a part of the form has no rule by hand. */
export function differentialOfForm(form: MatrixForm, moving: ReadonlySet<string>, lookup: Lookup): FormDifferential | null {
  const rules = new Set<RuleId>();
  const context: Rules = { moving, lookup, use: rule => rules.add(rule) };
  try {
    return { form: differential(form, context, 0), rules: [...rules] };
  } catch (failure) {
    if (failure instanceof NoRule) return null;
    throw failure;
  }
}

interface Rules {
  readonly moving: ReadonlySet<string>;
  readonly lookup: Lookup;
  use(rule: RuleId): void;
}

function differential(form: MatrixForm, context: Rules, depth: number): MatrixForm | null {
  if (depth > DEPTH) throw new NoRule();
  if (!moves(form, context.moving)) return null;
  const d = (inner: MatrixForm): MatrixForm | null => differential(inner, context, depth + 1);
  const { orientation } = form;
  switch (form.kind) {
    case 'name':
      return differentialForm(form.name, orientation);
    case 'sum':
      return sumOf(form, d, context);
    case 'product':
      return productDifferential(form, d, context);
    case 'hadamard':
      return hadamardDifferential(form, d, context);
    case 'quotient':
      return quotientDifferential(form, d, context);
    case 'transpose': {
      context.use('transpose-rule');
      const inner = required(d(form.argument));
      return overTerms(inner, orientation, term => ({ kind: 'transpose', orientation, argument: term }));
    }
    case 'inverse':
      return stepDifferential(tensorNodeRow('inverse').step, form, form.argument, d, context);
    case 'power':
      return powerDifferential(form, d, context);
    case 'elementwisePower':
    case 'elementwise':
      return elementwiseDifferential(form, d, context);
    case 'call':
      return callDifferential(form, d, context);
    case 'operation':
      return stepDifferential(TENSOR_OPERATIONS[form.name].step, form, form.arguments[0]!, d, context);
    case 'stack':
      return { ...form, entries: form.entries.map(row => row.map(entry => d(entry) ?? zeroOf(entry))) };
    case 'entry': {
      context.use('linear-map-rule');
      const inner = required(d(form.argument));
      return overTerms(inner, orientation, argument => ({ ...form, argument }));
    }
    default:
      throw new NoRule();
  }
}

function moves(form: MatrixForm, moving: ReadonlySet<string>): boolean {
  const stack = [form];
  for (let inner = stack.pop(); inner; inner = stack.pop()) {
    if (inner.kind === 'name' && moving.has(inner.name)) return true;
    stack.push(...formChildren(inner));
  }
  return false;
}

function required(form: MatrixForm | null): MatrixForm {
  if (!form) throw new NoRule();
  return form;
}

function zeroOf(form: MatrixForm): MatrixForm {
  if (form.orientation !== 'scalar') throw new NoRule();
  return { kind: 'number', orientation: 'scalar', value: Q.ZERO };
}

/** A linear map of a sum is the sum of its values; coefficients come out. */
function overTerms(form: MatrixForm, orientation: Orientation, map: (term: MatrixForm) => MatrixForm): MatrixForm {
  if (form.kind !== 'sum') return map(form);
  const terms = form.terms.map(term => ({ coefficient: term.coefficient, form: map(term.form) }));
  return terms.length === 1 ? withCoefficient(terms[0]!.coefficient, terms[0]!.form) : { kind: 'sum', orientation, terms };
}

/** Terms that are themselves sums lose their brackets. */
function sumOfTerms(terms: readonly { readonly coefficient: Q.Rational; readonly form: MatrixForm }[], orientation: Orientation): MatrixForm | null {
  const flat = terms.flatMap(({ coefficient, form }) =>
    form.kind === 'sum' ? form.terms.map(term => ({ coefficient: Q.multiply(coefficient, term.coefficient), form: term.form })) : [{ coefficient, form }],
  );
  if (flat.length === 0) return null;
  return flat.length === 1 ? withCoefficient(flat[0]!.coefficient, flat[0]!.form) : { kind: 'sum', orientation, terms: flat };
}

function sumOf(form: MatrixForm & { kind: 'sum' }, d: Differentiate, context: Rules): MatrixForm | null {
  if (form.terms.length > 1) context.use('sum-rule');
  const terms = form.terms.flatMap(term => {
    const inner = d(term.form);
    if (!inner) return [];
    // a scalar that is added to every entry moves every entry
    if (inner.orientation === 'scalar' && form.orientation !== 'scalar') throw new NoRule();
    return [{ coefficient: term.coefficient, form: inner }];
  });
  return sumOfTerms(terms, form.orientation);
}

type Differentiate = (form: MatrixForm) => MatrixForm | null;

function productDifferential(form: MatrixForm & { kind: 'product' }, d: Differentiate, context: Rules): MatrixForm | null {
  const terms: { coefficient: Q.Rational; form: MatrixForm }[] = [];
  const moving = form.factors.filter(factor => moves(factor, context.moving)).length;
  if (moving > 1) context.use(form.factors.every(factor => factor.orientation === 'scalar') ? 'product-rule-scalar' : 'product-rule');
  else context.use('linear-map-rule');
  form.factors.forEach((factor, k) => {
    const inner = d(factor);
    if (!inner) return;
    const parts = form.factors.slice();
    parts[k] = inner;
    // among scalars the differential goes last
    if (form.factors.every(other => other.orientation === 'scalar')) parts.push(...parts.splice(k, 1));
    terms.push({ coefficient: Q.ONE, form: productOf(parts, form.orientation) });
  });
  return sumOfTerms(terms, form.orientation);
}

function hadamardDifferential(form: MatrixForm & { kind: 'hadamard' }, d: Differentiate, context: Rules): MatrixForm | null {
  context.use(form.factors.filter(factor => moves(factor, context.moving)).length > 1 ? 'hadamard-rule' : 'linear-map-rule');
  const terms = form.factors.flatMap((factor, k) => {
    const inner = d(factor);
    if (!inner) return [];
    const others = form.factors.slice();
    const { coefficient, form: body } = inner.kind === 'sum' && inner.terms.length === 1 ? inner.terms[0]! : { coefficient: Q.ONE, form: inner };
    others.splice(k, 1, ...(body.kind === 'hadamard' ? body.factors : [body]));
    return [{ coefficient, form: { ...form, factors: others } }];
  });
  return sumOfTerms(terms, form.orientation);
}

function quotientDifferential(form: MatrixForm & { kind: 'quotient' }, d: Differentiate, context: Rules): MatrixForm | null {
  const { numerator, denominator, orientation } = form;
  context.use(moves(denominator, context.moving) ? 'quotient-rule' : 'linear-map-rule');
  const [above, below] = [d(numerator), d(denominator)];
  const entrywise = denominator.orientation !== 'scalar';
  const over = (part: MatrixForm, under: MatrixForm): MatrixForm =>
    overTerms(part, orientation, term => ({ kind: 'quotient', orientation, numerator: term, denominator: under }));
  if (!below) return above && over(above, denominator);
  const squared: MatrixForm = {
    kind: entrywise ? 'elementwisePower' : 'power',
    orientation: denominator.orientation,
    base: denominator,
    exponent: Q.rational(2),
  };
  const product = entrywise ? hadamardOf([numerator, below], orientation) : productOf([below, numerator], orientation);
  const terms = [...(above ? [{ coefficient: Q.ONE, form: over(above, denominator) }] : []), { coefficient: Q.MINUS_ONE, form: over(product, squared) }];
  return sumOfTerms(terms, orientation);
}

/** Scalars in front, the rest entry by entry. */
function hadamardOf(factors: readonly MatrixForm[], orientation: Orientation): MatrixForm {
  let coefficient = Q.ONE;
  const flat: MatrixForm[] = [];
  for (const factor of factors) {
    const only = factor.kind === 'sum' && factor.terms.length === 1 ? factor.terms[0]! : null;
    coefficient = Q.multiply(coefficient, only?.coefficient ?? Q.ONE);
    const form = only?.form ?? factor;
    if (form.kind === 'number') coefficient = Q.multiply(coefficient, form.value);
    else flat.push(...(form.kind === 'hadamard' ? form.factors : [form]));
  }
  if (orientation === 'scalar') return withCoefficient(coefficient, productOf(flat, 'scalar'));
  return withCoefficient(coefficient, flat.length === 1 ? flat[0]! : { kind: 'hadamard', orientation, factors: flat });
}

function powerDifferential(form: MatrixForm & { kind: 'power' }, d: Differentiate, context: Rules): MatrixForm | null {
  const { base, exponent, orientation } = form;
  if (orientation === 'scalar' && base.kind === 'call' && exponent.numerator === 2 && exponent.denominator === 1) {
    const square = normSquareDifferential(base, d, context);
    if (square) return square;
  }
  const lowered = (count: Q.Rational): MatrixForm => (Q.isOne(count) ? base : { ...form, exponent: count });
  if (orientation === 'scalar') {
    context.use('scalar-power');
    const inner = required(d(base));
    return withCoefficient(exponent, productOf([lowered(Q.add(exponent, Q.MINUS_ONE)), inner], 'scalar'));
  }
  const count = exponent.numerator;
  if (!Q.isInteger(exponent) || count < 2 || count > 6) throw new NoRule();
  context.use('matrix-power');
  const inner = required(d(base));
  const terms = Array.from({ length: count }, (_, before) => {
    const after = count - 1 - before;
    const factors = [...(before > 0 ? [lowered(Q.rational(before))] : []), inner, ...(after > 0 ? [lowered(Q.rational(after))] : [])];
    return { coefficient: Q.ONE, form: productOf(factors, 'matrix') };
  });
  return sumOfTerms(terms, 'matrix');
}

const transposeOf = (form: MatrixForm): MatrixForm =>
  form.kind === 'transpose'
    ? form.argument
    : { kind: 'transpose', orientation: form.orientation === 'column' ? 'row' : form.orientation === 'row' ? 'column' : form.orientation, argument: form };

const traceOf = (form: MatrixForm): MatrixForm =>
  overTerms(form, 'scalar', term => ({ kind: 'call', orientation: 'scalar', function: 'trace', argument: term }));

/** uᵀ du or tr(Uᵀ dU), of a norm's argument. */
function innerProduct(argument: MatrixForm, moved: MatrixForm): MatrixForm {
  if (argument.orientation === 'column') return productOf([transposeOf(argument), moved], 'scalar');
  if (argument.orientation === 'row') return productOf([argument, transposeOf(moved)], 'scalar');
  return traceOf(productOf([transposeOf(argument), moved], 'matrix'));
}

function normSquareDifferential(norm: MatrixForm & { kind: 'call' }, d: Differentiate, context: Rules): MatrixForm | null {
  if (!isPrintedNorm(norm.function)) return null;
  context.use(normRow(norm.function).rules!.square as RuleId);
  return withCoefficient(Q.rational(2), innerProduct(norm.argument, required(d(norm.argument))));
}

/** A name that stands for the argument of a function while its slope is found. */
const PLACEHOLDER = '⌀';

/** f′(u) ⊙ du, f′(u) du for a scalar. */
function elementwiseDifferential(form: MatrixForm & { kind: 'elementwise' | 'elementwisePower' }, d: Differentiate, context: Rules): MatrixForm | null {
  const argument = form.kind === 'elementwise' ? form.argument : form.base;
  const { orientation } = form;
  if (form.kind === 'elementwisePower' || form.function === 'sqrt') {
    context.use(form.kind === 'elementwise' ? 'scalar-sqrt' : 'scalar-power');
    const inner = required(d(argument));
    if (form.kind === 'elementwise') return withCoefficient(Q.rational(1, 2), { kind: 'quotient', orientation, numerator: inner, denominator: form });
    const lowered = Q.add(form.exponent, Q.MINUS_ONE);
    const power: MatrixForm = Q.isOne(lowered)
      ? argument
      : { kind: orientation === 'scalar' ? 'power' : 'elementwisePower', orientation, base: argument, exponent: lowered };
    return withCoefficient(form.exponent, hadamardOf([power, inner], orientation));
  }
  context.use(functionRule(form.function));
  const inner = required(d(argument));
  const node = tensorOfForm(argument, context.lookup);
  const stand = node && variable(PLACEHOLDER, node.shape);
  const slope = stand && matrixForm(ELEMENTWISE_DERIVATIVES[form.function](stand, elementwise(form.function, stand)));
  if (!slope || orientation === 'row') throw new NoRule();
  return hadamardOf([replaceNames(slope, new Map([[PLACEHOLDER, argument]])), inner], orientation);
}

function callDifferential(form: MatrixForm & { kind: 'call' }, d: Differentiate, context: Rules): MatrixForm | null {
  const { argument, orientation } = form;
  if (isPrintedNorm(form.function)) {
    context.use(normRow(form.function).rules!.itself as RuleId);
    const moved = innerProduct(argument, required(d(argument)));
    return overTerms(moved, 'scalar', term => ({ kind: 'quotient', orientation: 'scalar', numerator: term, denominator: form }));
  }
  const own = matrixOperationRow(form.function).node;
  if (own) return stepDifferential(own.step, form, argument, d, context);
  const ruleId = CALL_RULES[form.function];
  if (!ruleId) throw new NoRule();
  context.use(ruleId);
  const inner = required(d(argument));
  switch (form.function) {
    case 'trace':
      return traceOf(inner);
    case 'sum':
    case 'diag':
    case 'diagonal':
      return overTerms(inner, orientation, term => ({ ...form, argument: term }));
    default:
      throw new NoRule();
  }
}

/** As the row of the operation writes it. */
function stepDifferential(step: DifferentialStep | undefined, form: MatrixForm, operand: MatrixForm, d: Differentiate, context: Rules): MatrixForm {
  if (!step || operand.orientation !== (step.of === 'vector' ? 'column' : 'matrix')) throw new NoRule();
  context.use(step.rule as RuleId);
  return step.write(written, form, operand, required(d(operand)));
}

const isColumnByRow = (factors: readonly MatrixForm[]): boolean => factors[0]!.orientation === 'column' && factors.at(-1)!.orientation === 'row';
const isRowByColumn = (factors: readonly MatrixForm[]): boolean => factors[0]!.orientation === 'row' && factors.at(-1)!.orientation === 'column';

const written: WrittenMatrices<MatrixForm> = {
  product: (...factors) => {
    const shaped = factors.filter(factor => factor.orientation !== 'scalar');
    if (shaped.length === 0 || isRowByColumn(shaped)) return productOf(factors, 'scalar');
    if (isColumnByRow(shaped)) return productOf(factors, 'matrix');
    return productOf(factors, shaped.find(({ orientation }) => orientation !== 'matrix')?.orientation ?? 'matrix');
  },
  difference: (a, b) => ({
    kind: 'sum',
    orientation: a.orientation,
    terms: [
      { coefficient: Q.ONE, form: a },
      { coefficient: Q.MINUS_ONE, form: b },
    ],
  }),
  negative: a => withCoefficient(Q.MINUS_ONE, a),
  transpose: transposeOf,
  inverse: argument => ({ kind: 'inverse', orientation: 'matrix', argument }),
  trace: traceOf,
  diag: argument => ({ kind: 'call', orientation: 'matrix', function: 'diag', argument }),
  apply: (name, x) => ({ kind: 'operation', orientation: x.orientation, name: name as OperationName, arguments: [x], size: null }),
};

const CALL_RULES: Partial<Record<Extract<MatrixForm, { kind: 'call' }>['function'], RuleId>> = {
  trace: 'trace-rule',
  sum: 'linear-map-rule',
  diag: 'linear-map-rule',
  diagonal: 'linear-map-rule',
};
