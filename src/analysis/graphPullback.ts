/**
 * The adjoint of a node from those of the nodes that use it, as reverse mode has it: Σ ∂L/∂c · ∂c/∂v. A line of it is read back
 * from itself and compared with the certified adjoint before it is shown.
 */

import { MalformedForm, tensorOfForm } from '../derivations/formTensor.ts';
import { isMatrixLike, laidOutForm, laidOutTensor, ordersOf } from '../derivations/jacobian.ts';
import { localDerivative } from '../derivations/localDerivative.ts';
import { type NamedQuantity, type Quantity, type Question, question } from '../derivations/question.ts';
import { asRows, pushTransposes } from '../derivations/rewriteForm.ts';
import { contractBetween } from '../derivations/total.ts';
import { lower } from '../lowering/lower.ts';
import type { MatrixForm } from '../notation/form.ts';
import { latexNotation } from '../notation/latex.ts';
import { latexName } from '../notation/names.ts';
import { LEVEL, type Notation, printForm } from '../notation/precedence.ts';
import { unicodeNotation } from '../notation/unicode.ts';
import { compareTensors } from '../numeric/exact.ts';
import type { Layout } from '../shapes/typed.ts';
import { variable } from '../tensors/leaves.ts';
import { transpose } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import * as Q from '../tensors/rational.ts';
import { substitute } from '../tensors/substitute.ts';
import { linear } from '../tensors/sum.ts';
import { allOperands } from '../tensors/traverse.ts';
import { nestedDerivative } from './derive.ts';
import type { Adjoint } from './graphAdjoints.ts';
import type { ComputationGraph } from './graphNodes.ts';
import type { Printed } from './result.ts';

/** As matrices; null where some part of it is none, or where it does not compare equal. */
export function pullbackOf(graph: ComputationGraph, position: number, adjoints: readonly Adjoint[], layout: Layout): Printed | null {
  const adjoint = adjoints[position];
  const node = graph.nodes[position];
  if (adjoint?.kind !== 'known' || !node || position === graph.nodes.length - 1) return null;
  const asked = question(graph.of, node.symbol);
  const consumers = [asked.root, ...asked.intermediates].filter(({ uses }) => uses.includes(asked.variable));
  const seeds = consumers.flatMap(consumer => (consumer === asked.root ? [] : [seedOf(consumer as NamedQuantity, asked, layout)]));
  const orders = ordersOf(asked.root.local, asked.variable.leaf);
  if (!isMatrixLike(orders) || seeds.some(({ variable: { shape } }) => shape.length > 2) || consumers.length === 0) return null;
  const terms = consumers.map(consumer => {
    const local = localDerivative(consumer, asked.variable, asked);
    const seed = seeds.find(({ of }) => of === consumer);
    return [Q.ONE, seed ? contractBetween(seed.adjoint, local, consumer.local.shape.length) : local] as const;
  });
  const total = linear(terms, terms[0]![1].shape);
  const rows = new Set(seeds.filter(({ isRow }) => isRow).map(({ name }) => name));
  const form = laidOutForm(total, orders, layout, tensor => {
    const found = asked.formOf(tensor);
    return found && asRows(found, rows);
  });
  if (!form) return null;
  const text = shorter(form, pushTransposes(form), candidate => printedWith(candidate, seeds, asked.root));
  const read = readBack(text.form, seeds, asked);
  if (!read) return null;
  const truth = adjoint.derived.numerator.node;
  const values = new Map(seeds.flatMap(seed => valueOfSeed(seed, graph, adjoints)));
  const expand = expander(graph);
  const { verdict } = compareTensors(expand(truth), expand(substitute(laidOutTensor(read, orders, layout), values)));
  return verdict === 'equal' ? text.printed : null;
}

/** (a ⊙ bᵀ)ᵀ and aᵀ ⊙ b say the same. */
function shorter(form: MatrixForm, other: MatrixForm, print: (form: MatrixForm) => Printed): { readonly form: MatrixForm; readonly printed: Printed } {
  const [first, second] = [form, other].map(each => ({ form: each, printed: print(each) })) as [ReturnType<typeof shorter>, ReturnType<typeof shorter>];
  return second.printed.unicode.length < first.printed.unicode.length ? second : first;
}

/** The adjoint of a consumer as a name of its own. */
interface Seed {
  readonly of: NamedQuantity;
  readonly name: string;
  /** As it stands on the page. */
  readonly variable: TensorNode;
  /** Axes (root…, of…). */
  readonly adjoint: TensorNode;
  readonly isRow: boolean;
}

/** No name of the language begins with this sign. */
const SEED = '\u2207\u20dd';

function seedOf(of: NamedQuantity, { root }: Question, layout: Layout): Seed {
  const name = `${SEED}${of.name}`;
  const [above, below] = [root.local.shape, of.leaf.shape];
  const isTurned = layout === 'denominator' && above.length === 1 && below.length === 1;
  const shown = variable(name, isTurned ? [...below, ...above] : [...above, ...below]);
  const isRow = layout === 'numerator' ? above.length === 0 && below.length === 1 : above.length === 1 && below.length === 0;
  return { of, name, variable: shown, adjoint: isTurned ? transpose(shown) : shown, isRow };
}

function valueOfSeed(seed: Seed, { nodes }: ComputationGraph, adjoints: readonly Adjoint[]): readonly (readonly [TensorNode, TensorNode])[] {
  const adjoint = adjoints[nodes.findIndex(({ symbol }) => symbol.name === seed.of.name)];
  if (adjoint?.kind !== 'known') return [];
  const { node } = adjoint.derived.numerator;
  return [[seed.variable, seed.adjoint === seed.variable ? node : transpose(node)]];
}

/** What the form says, from the form alone. */
function readBack(form: MatrixForm, seeds: readonly Seed[], { lookup }: Question): TensorNode | null {
  const known = new Map(seeds.map(({ name, variable: node }) => [name, node]));
  try {
    return tensorOfForm(form, name => known.get(name) ?? lookup(name));
  } catch (failure) {
    if (failure instanceof MalformedForm) return null;
    throw failure;
  }
}

/** Every name of an intermediate replaced by what it stands for in terms of the inputs. */
function expander({ nodes }: ComputationGraph): (node: TensorNode) => TensorNode {
  const definitions = new Map(nodes.flatMap(({ symbol, definition }) => (definition ? [[symbol.name, definition] as const] : [])));
  return node => {
    const values = new Map<TensorNode, TensorNode>();
    for (const inner of allOperands(node)) {
      const definition = inner.kind === 'variable' && inner.value === null ? definitions.get(inner.name) : undefined;
      if (definition) values.set(inner, lower(definition, { derivative: query => nestedDerivative(query, {}) }));
    }
    return substitute(node, values);
  };
}

function printedWith(form: MatrixForm, seeds: readonly Seed[], root: Quantity): Printed {
  const above = { unicode: root.name ?? 'f', latex: latexName(root.name ?? 'f') };
  const known = new Map(
    seeds.map(({ name, of }) => [
      name,
      { unicode: `∂${above.unicode}/∂${of.name}`, latex: `\\frac{\\partial ${above.latex}}{\\partial ${latexName(of.name)}}` },
    ]),
  );
  const withSeeds = (notation: Notation, spelling: 'unicode' | 'latex'): Notation => ({
    ...notation,
    name: part => {
      const seed = known.get(part.name);
      return seed ? { text: seed[spelling], level: LEVEL.factor } : notation.name(part);
    },
  });
  return { unicode: printForm(form, withSeeds(unicodeNotation, 'unicode')).text, latex: printForm(form, withSeeds(latexNotation, 'latex')).text };
}
