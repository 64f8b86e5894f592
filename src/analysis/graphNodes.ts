/** The computation behind a result as a graph: the inputs, the names that the user gave, letters for inner arguments, the result. */

import { freshLetter } from '../derivations/freshName.ts';
import { withInnerNames } from '../derivations/innerNames.ts';
import { operandsOf, symbolsIn } from '../shapes/dependence.ts';
import type { Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { isValueQuery } from './valueQuery.ts';

export interface GraphNode {
  readonly symbol: TypedSymbol;
  /** What it is computed by; null of an input. */
  readonly definition: Typed | null;
  /** Positions of what stands in its definition, each once, in the order in which they are written. */
  readonly uses: readonly number[];
  /** The document does not have its name: a letter for an inner expression, or for a result without a name. */
  readonly isIntroduced: boolean;
}
export interface ComputationGraph {
  /** Each behind all that it uses; the result is the last. */
  readonly nodes: readonly GraphNode[];
  /** The result as a reference to its name, in terms of the names of the nodes. */
  readonly of: Typed;
}

/** null where nothing is computed: the value of an expression, or a variable by itself. */
export function computationGraph(query: TypedQuery): ComputationGraph | null {
  const [wrt] = query.wrt;
  const base = query.of.op === 'entry' && query.of.indices.some(index => index !== null) ? query.of.args[0] : query.of;
  if (isValueQuery(query) || !wrt || base.op === 'variable') return null;
  const named = withLetters(base, wrt);
  const root = named.of.op === 'reference' ? named.of.symbol : rootSymbol(named.of);
  const of: Typed = named.of.op === 'reference' ? named.of : { op: 'reference', symbol: root, shape: root.shape, span: named.of.span };
  const introduced = new Set(root === rootOf(named.of) ? named.introduced : [...named.introduced, root]);
  return { nodes: nodesBelow(root, introduced), of };
}

const rootOf = (of: Typed): TypedSymbol | null => (of.op === 'reference' ? of.symbol : null);

/** Letters for the arguments of functions wherever they stand; the expression as it is where there are too many. */
function withLetters(base: Typed, wrt: TypedSymbol): { readonly of: Typed; readonly introduced: readonly TypedSymbol[] } {
  const opened = new Set<TypedSymbol | null>([null, ...symbolsIn(base).values()]);
  return withInnerNames(base, wrt, opened) ?? { of: base, introduced: [] };
}

/** A name for a result that has none. */
function rootSymbol(of: Typed): TypedSymbol {
  const name = freshLetter(of, of.shape.kind === 'matrix' ? 'FGH' : 'fgh');
  return { name, written: name, shape: of.shape, properties: new Set(), definition: of, domain: null, origin: 'defined', span: of.span };
}

/** Depth first, what is computed before the inputs beside it, so that few values wait at a time. */
function nodesBelow(root: TypedSymbol, introduced: ReadonlySet<TypedSymbol>): readonly GraphNode[] {
  const nodes: GraphNode[] = [];
  const positions = new Map<TypedSymbol, number>();
  const stack: TypedSymbol[] = [root];
  for (let symbol = stack.at(-1); symbol; symbol = stack.at(-1)) {
    if (positions.has(symbol)) {
      stack.pop();
      continue;
    }
    const used = symbol.definition ? symbolsOf(symbol.definition) : [];
    const inOrder = [...used.filter(({ definition }) => definition !== null), ...used.filter(({ definition }) => definition === null)];
    const missing = inOrder.filter(other => !positions.has(other));
    if (missing.length > 0) {
      stack.push(...missing.toReversed());
      continue;
    }
    stack.pop();
    positions.set(symbol, nodes.length);
    nodes.push({ symbol, definition: symbol.definition, uses: used.map(other => positions.get(other)!), isIntroduced: introduced.has(symbol) });
  }
  return nodes;
}

/** The names that stand in an expression itself. */
function symbolsOf(expression: Typed): readonly TypedSymbol[] {
  const found = new Set<TypedSymbol>();
  const seen = new Set<Typed>();
  const stack = [expression];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.op === 'variable' || node.op === 'reference') found.add(node.symbol);
    else stack.push(...[...operandsOf(node)].reverse());
  }
  return [...found];
}
