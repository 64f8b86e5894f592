/** The computation graph of a checked result, for the panel: values forward, adjoints backward, the order of multiplication. */

import { axisShape } from '../derivations/jacobian.ts';
import type { Dimension } from '../dimensions/dimension.ts';
import { evaluateDimension, printDimension } from '../dimensions/dimension.ts';
import { printLatexSize } from '../notation/latex.ts';
import { latexName } from '../notation/names.ts';
import { dimensionsOf } from '../numeric/exact.ts';
import type { PanelAdjoint, PanelAdjointForm, PanelFormula, PanelGraph, PanelGraphNode, PanelProduct, TensorSizes } from '../panel/protocol.ts';
import type { Layout, TypedSymbol } from '../shapes/typed.ts';
import type { Certifier } from './certifier.ts';
import { chosenSizes, namedSizes, type SizeLimits } from './chosenSizes.ts';
import type { Derived } from './derive.ts';
import { type Adjoint, adjointsOf } from './graphAdjoints.ts';
import { type ComputationGraph, computationGraph, type GraphNode } from './graphNodes.ts';
import { type GraphNumbers, graphNumbers } from './graphNumbers.ts';
import { type FactoredProduct, factoredProducts, type OrderedProduct, orderedProduct } from './graphProducts.ts';
import { pullbackOf } from './graphPullback.ts';
import { definitionOf } from './hoverInfo.ts';
import { entryLeft } from './leftSide.ts';
import { messages } from './messages.ts';
import { indexFormOf, matrixFormOf, printed, printedIndex } from './print.ts';
import type { Printed } from './result.ts';

/** What a reader follows, and what is certified while an editor waits. */
const MOST_NODES = 40;
const LIMITS: SizeLimits = { least: 1, greatest: 6 };
const LAYOUTS: readonly Layout[] = ['numerator', 'denominator'];

/** Whether there is a computation to draw. */
export const hasGraph = ({ query }: Derived): boolean => computationGraph(query) !== null;

/** The graph at the sizes that are wanted, by name; `left` is how the result is called. */
export function panelGraph(derived: Derived, left: Printed, wanted: TensorSizes, certify: Certifier): PanelGraph | null {
  const { query } = derived;
  const graph = computationGraph(query);
  const [wrt] = query.wrt;
  if (!graph || !wrt) return null;
  const { layout } = query;
  if (graph.nodes.length > MOST_NODES)
    return { sizes: [], nodes: [], reverse: [], layout, products: [], noNumbers: null, refused: messages.tooManyNodes(graph.nodes.length, MOST_NODES) };
  const known = workOf(derived, graph, wrt, left, certify);
  const roots = known.adjoints.flatMap(adjoint => (adjoint.kind === 'known' ? [adjoint.derived.numerator.node] : []));
  const shapes = graph.nodes.flatMap(({ symbol: { shape } }) => [...shape.rows, ...shape.columns]);
  const sizes = chosenSizes([...shapes, ...dimensionsOf(roots)], wanted, LIMITS);
  const named = namedSizes(sizes);
  const numbers = graphNumbers(graph, known.adjoints, named);
  return {
    sizes,
    nodes: graph.nodes.map((node, k) => panelNode(node, k, known, typeof numbers === 'string' ? null : numbers)),
    reverse: graph.nodes
      .map((_, k) => k)
      .toReversed()
      .filter(k => known.adjoints[k]!.kind === 'known'),
    layout,
    products: known.products.map(({ product, layout: own }) => panelProduct(orderedProduct(product, named), own, named)),
    noNumbers: typeof numbers === 'string' ? numbers : null,
    refused: null,
  };
}

/** What does not depend on sizes, once a result. */
interface Work {
  readonly adjoints: readonly Adjoint[];
  readonly forms: readonly (Readonly<Record<Layout, Omit<PanelAdjointForm, 'value'>>> | null)[];
  readonly products: readonly { readonly product: FactoredProduct; readonly layout: Layout }[];
}
const WORK = new WeakMap<Derived, Work>();

function workOf(derived: Derived, graph: ComputationGraph, wrt: TypedSymbol, left: Printed, certify: Certifier): Work {
  const known = WORK.get(derived);
  if (known) return known;
  const adjoints = adjointsOf(graph, derived.query, certify);
  const forms = adjoints.map((adjoint, k) => {
    if (adjoint.kind === 'unknown') return null;
    const form = (layout: Layout) => adjointForm(adjoint.derived[layout], pullbackOf(graph, k, adjoints, layout));
    return { numerator: form('numerator'), denominator: form('denominator') };
  });
  const products = LAYOUTS.flatMap(layout => factoredProducts(graph, wrt, derived, left, layout).map(product => ({ product, layout })));
  const work = { adjoints, forms, products };
  WORK.set(derived, work);
  return work;
}

function adjointForm(derived: Derived, pullback: Printed | null): Omit<PanelAdjointForm, 'value'> {
  const matrix = matrixFormOf(derived);
  const closed = matrix ? printed(matrix) : printedIndex(indexFormOf(derived));
  const without = derived.node.shape.map(() => null);
  return {
    left: formula(matrix ? entryLeft(derived, without) : entryLeft(derived)),
    pullback: matrix && pullback && pullback.unicode !== closed.unicode ? formula(pullback) : null,
    closed: formula(closed),
  };
}

function panelNode(
  { symbol, definition, uses, isIntroduced }: GraphNode,
  position: number,
  { adjoints, forms }: Work,
  numbers: GraphNumbers | null,
): PanelGraphNode {
  const name = { tex: latexName(symbol.name), unicode: symbol.written };
  const written = definition && definitionOf(symbol);
  const axes = [...symbol.shape.rows, ...symbol.shape.columns].map(printDimension);
  return {
    canonical: symbol.name,
    name,
    definition: written && formula(written),
    axes: symbol.shape.kind === 'row' ? ['1', ...axes] : axes,
    kind: definition ? 'operation' : 'input',
    uses,
    isIntroduced,
    // the engine of a statement knows no places
    line: null,
    value: numbers?.values[position] ?? null,
    adjoint: panelAdjoint(adjoints[position]!, forms[position] ?? null, numbers?.adjoints[position] ?? null),
  };
}

function panelAdjoint(adjoint: Adjoint, forms: Work['forms'][number], numbers: GraphNumbers['adjoints'][number] | null): PanelAdjoint {
  if (adjoint.kind === 'unknown' || !forms) return { kind: 'unknown', reason: adjoint.kind === 'unknown' ? adjoint.reason : '' };
  const { ofAxes, wrtAxes } = adjoint.derived.numerator;
  return {
    kind: 'known',
    shape: axisShape(ofAxes, wrtAxes.flat()),
    numerator: { ...forms.numerator, value: numbers?.numerator ?? null },
    denominator: { ...forms.denominator, value: numbers?.denominator ?? null },
  };
}

const formula = ({ unicode, latex }: Printed): PanelFormula => ({ tex: latex, unicode });

function panelProduct({ of, orders }: OrderedProduct, layout: Layout, sizes: ReadonlyMap<string, number>): PanelProduct {
  return {
    layout,
    of: formula(of),
    orders: orders.map(({ formula: bracketed, name, order: { steps, total } }) => ({
      formula: formula(bracketed),
      name,
      steps: steps.map(step => ({ size: sizeFormula(step), count: evaluateDimension(step, sizes) })),
      count: evaluateDimension(total, sizes),
    })),
  };
}

const sizeFormula = (size: Dimension): PanelFormula => ({ tex: printLatexSize(size), unicode: printDimension(size) });
