/** Second derivatives: the first one, and its own derivative by the second variable. */

import { differentiate } from '../calculus/differentiate.ts';
import { pushforward } from '../calculus/forward.ts';
import type { MatrixForm } from '../notation/form.ts';
import { isZero, variable as variableNode } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import { chainStyle } from './chainStyle.ts';
import { componentsOfFirst, componentsStyle } from './components.ts';
import type { AxisShape, Line } from './derivation.ts';
import { differentialOfForm } from './differentialOfForm.ts';
import { differentialsStyle } from './differentials.ts';
import { explain } from './explain.ts';
import { type Lookup, tensorOfForm } from './formTensor.ts';
import { type RootName, rootName } from './freshName.ts';
import { axisShape, laidOutForm, type Orders } from './jacobian.ts';
import { type Context, Lines } from './lines.ts';
import { localRule } from './localRules.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { type Printed, printed, printedName } from './printing.ts';
import { question as ask, type Question, type Variable } from './question.ts';
import { productOf, turned } from './rewriteForm.ts';
import { ruleName } from './rules.ts';
import { derivativeOf, differentialForm, differentialName, secondDerivativeOf } from './symbols.ts';
import type { WholeQuery } from './wholeQuery.ts';

/** The first derivative as a quantity of its own. */
interface Second {
  /** Of the first derivative. */
  readonly first: Question;
  /** With the first derivative as its root, by the second variable. */
  readonly question: Question;
  readonly root: RootName;
  readonly gradient: TensorNode;
  readonly second: Variable;
}

function secondOf({ of, wrt }: WholeQuery): Second {
  const [a, b] = wrt as [WholeQuery['wrt'][number], WholeQuery['wrt'][number]];
  const first = ask(of, a, { also: [b] });
  const gradient = first.derivative;
  const second: Variable = a === b ? first.variable : { name: b.name, leaf: first.lookup(b.name) ?? first.variable.leaf };
  const form = first.formOf(gradient);
  const question: Question = {
    ...first,
    root: { symbol: null, name: null, leaf: null, definition: of, local: gradient, form, uses: [second] },
    variable: second,
    intermediates: [],
    derivative: differentiate(gradient, [second.leaf]),
    expanded: node => node,
  };
  return { first, question, root: rootName(first, of, true), gradient, second };
}

const firstOf = (query: WholeQuery): WholeQuery => ({
  ...query,
  wrt: query.wrt.slice(0, 1),
  letters: { ...query.letters, below: query.letters.below.slice(0, 1) },
});

const linesOf = (outcome: Outcome): readonly Line[] => ('lines' in outcome ? outcome.lines : []);

const secondSymbol = ({ root, first, second }: Second): Printed => secondDerivativeOf(root, printedName(first.variable.name), printedName(second.name));

/** Numbers of axes as they stand on the page: a Hessian has no numerator. */
function shapeOf({ first, second }: Second): AxisShape {
  const above = first.root.local.shape;
  const below = [...first.variable.leaf.shape, ...second.leaf.shape];
  return axisShape(above, below);
}

function ordersOfSecond({ first, second }: Second): Orders {
  return [first.root.local.shape.length, first.variable.leaf.shape.length + second.leaf.shape.length];
}

export function secondChain(query: WholeQuery, context: Context): Outcome {
  const step = secondOf(query);
  const { first, question, root, gradient, second } = step;
  if (isZero(question.derivative)) return { unavailable: messages.noSecondDependence(root.unicode, first.variable.name, second.name) };
  const orders = ordersOfSecond(step);
  const [above, below] = orders;
  const hessian = question.formOf(question.derivative);
  const { form } = question.root;
  if (!hessian || !form || above + below > 2 || (above > 0 && below > 0)) return { unavailable: messages.noMatrixForm(above + below) };
  const details = linesOf(chainStyle(firstOf(query), context));
  const lines = new Lines(context);
  const firstLine = lines.add({
    left: derivativeOf(root, printedName(first.variable.name)),
    parts: [
      {
        ...printed(laidOutForm(gradient, [above, first.variable.leaf.shape.length], context.layout, question.formOf) ?? form),
        shape: axisShape(first.root.local.shape, first.variable.leaf.shape),
      },
    ],
    node: tensorOfForm(form, first.lookup) ?? gradient,
    against: gradient,
    rule: messages.firstDerivative,
    details,
  });
  const jacobianForm = below === 2 ? hessian : (laidOutForm(question.derivative, orders, context.layout, question.formOf) ?? hessian);
  const left = secondSymbol(step);
  const truth = question.derivative;
  const opened = lines.add({
    left,
    parts: [{ ...derivativeOf({ ...printed(form), compound: form.kind !== 'name' }, printedName(second.name)), from: firstLine.names }],
    node: differentiate(tensorOfForm(form, question.lookup) ?? gradient, [second.leaf]),
    against: truth,
    rule: first.variable.leaf.shape.length === 0 ? messages.differentiateAgain : messages.jacobianOfGradient,
  });
  lines.add({
    left: null,
    parts: [{ ...printed(jacobianForm), shape: shapeOf(step), from: opened.names }],
    node: tensorOfForm(jacobianForm, question.lookup) ?? truth,
    ruleId: localRule(gradient, second.leaf),
    // the derivative of the column of partial derivatives: an m×n Jacobian in any layout
    details:
      below === 2 ? explain({ form, by: second, jacobian: truth, jacobianForm, left, from: opened.names }, question, { ...context, layout: 'numerator' }) : [],
  });
  return { lines: lines.lines };
}

export function secondDifferentials(query: WholeQuery, context: Context): Outcome {
  const step = secondOf(query);
  const { first, question, root, second } = step;
  const { variable } = first;
  if (first.root.local.shape.length > 0 || variable.leaf.shape.length !== 1 || second.leaf !== variable.leaf)
    return { unavailable: messages.noSecondDifferential };
  if (isZero(question.derivative)) return { unavailable: messages.noSecondDependence(root.unicode, variable.name, second.name) };
  const [form, hessian] = [question.root.form, question.formOf(question.derivative)];
  if (!form || !hessian) return { unavailable: messages.noMatrixDifferential };
  const moved = differentialForm(variable.name, 'column');
  const seed = variableNode(differentialName(variable.name), variable.leaf.shape);
  const lookup: Lookup = name => (name === differentialName(variable.name) ? seed : question.lookup(name));
  const details = linesOf(differentialsStyle(firstOf(query), context));
  const lines = new Lines(context);
  const differential = productOf([turned(form), moved], 'scalar');
  const firstTruth = pushforward(question.expanded(first.expanded(first.root.local)), variable.leaf, seed);
  const symbol = (order: string, tex: string): Printed =>
    root.compound
      ? { unicode: `d${order}(${root.unicode})`, tex: `\\mathrm{d}${tex}\\left(${root.tex}\\right)` }
      : { unicode: `d${order}${root.unicode}`, tex: `\\mathrm{d}${tex}${root.tex}` };
  const firstLine = lines.add({
    left: symbol('', ''),
    parts: [printed(differential)],
    node: tensorOfForm(differential, lookup) ?? firstTruth,
    against: firstTruth,
    rule: messages.firstDifferential,
    details,
  });
  const truth = pushforward(firstTruth, variable.leaf, seed);
  const collectedForm = productOf([turned(moved), hessian, moved], 'scalar');
  const raw = differentialOfForm(differential, new Set([variable.name]), lookup);
  const shown: MatrixForm = raw?.form ?? collectedForm;
  let last = lines.add({
    left: symbol('²', '^{2}'),
    parts: [{ ...printed(shown), from: firstLine.names }],
    node: tensorOfForm(shown, lookup) ?? truth,
    against: truth,
    ruleId: 'chain-rule-second-differential',
    rule: messages.both(ruleName('chain-rule-second-differential'), messages.isConstant(printedName(differentialName(variable.name)).unicode)),
  });
  if (printed(shown).unicode !== printed(collectedForm).unicode)
    last = lines.add({
      left: null,
      parts: [{ ...printed(collectedForm), from: last.names }],
      node: tensorOfForm(collectedForm, lookup) ?? truth,
      ruleId: 'transpose-of-product',
    });
  const by = printedName(differentialName(variable.name)).unicode;
  lines.add({
    left: secondSymbol(step),
    parts: [{ ...printed(hessian), shape: shapeOf(step), from: last.names }],
    node: tensorOfForm(hessian, question.lookup) ?? question.derivative,
    against: question.derivative,
    ruleId: 'identification-hessian',
    rule: messages.identification(`${symbol('²', '').unicode} = (${by})ᵀ H ${by}, H symmetric`),
  });
  return { lines: lines.lines };
}

export function secondComponents(query: WholeQuery, context: Context): Outcome {
  const step = secondOf(query);
  const { first, question, root, second } = step;
  if (isZero(question.derivative)) return { unavailable: messages.noSecondDependence(root.unicode, first.variable.name, second.name) };
  const details = linesOf(componentsStyle(firstOf(query), context));
  const name = rootName(first, query.of, false);
  const preferred = { above: [...query.letters.above, ...(query.letters.below[0] ?? [])], below: query.letters.below[1] ?? [] };
  return componentsOfFirst({ first, question: { ...question, preferred }, root: name, second, details }, context);
}
