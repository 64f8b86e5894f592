/** A defined function of another argument: `f(x) := …`, then `f(A x)`. Its body is typed anew with the argument in the parameter's place. */

import type { CallNode, Span } from '../syntax/tree.ts';
import { type Context, checkpoint, textAt } from './context.ts';
import { symbolsIn } from './dependence.ts';
import { messages } from './messages.ts';
import type { Typed, TypedSymbol } from './typed.ts';
import { TypeTable } from './typeTable.ts';

/** null where it has no meaning, which is said. @param args as many as the function has parameters */
export function applyDefinition(context: Context, tree: CallNode, symbol: TypedSymbol, args: readonly Typed[]): Typed | null {
  const parameters = symbol.parameters!;
  const refused = (reason: string): null => {
    const call = textAt(context, tree.span);
    context.problems.push(messages.notApplicable(tree.span, call, symbol.written, parameters.join(', '), reason));
    return null;
  };
  if (!symbol.body) return refused('its definition is written by indices');
  const restore = checkpoint(context);
  const first = context.nodes.length;
  const placeholders = parameters.map((name, k) => placeholder(name, args[k]!, tree.span));
  const locals = new Map([...context.locals, ...placeholders.map(each => [each.name, each] as const)]);
  const inner: Context = { ...context, locals, problems: [], types: new TypeTable() };
  const body = inner.typeOf(inner, symbol.body);
  const problem = inner.problems.find(({ severity }) => severity === 'error');
  if (!body || problem) {
    restore();
    return refused(problem?.message ?? 'it is not defined for this argument');
  }
  const obstacle = obstacleIn(body, symbol, new Set(placeholders));
  if (obstacle !== null) {
    restore();
    return refused(obstacle);
  }
  const argumentOf = new Map(placeholders.map((each, k) => [each, args[k]!]));
  const inPlace = (node: Typed): Typed => (node.op === 'variable' ? (argumentOf.get(node.symbol) ?? node) : node);
  // the nodes were made for this call alone
  for (const node of context.nodes.slice(first)) if ('args' in node && node.args.length > 0) Object.assign(node, { args: node.args.map(inPlace) });
  return inPlace(body);
}

const placeholder = (name: string, { shape }: Typed, span: Span): TypedSymbol => ({
  name,
  written: name,
  shape,
  properties: new Set(),
  definition: null,
  domain: null,
  origin: 'inferred',
  span,
});

/** Names in the body must stand for what they stood for in the definition, and none of them may hide a parameter in a definition of its own. */
function obstacleIn(body: Typed, symbol: TypedSymbol, placeholders: ReadonlySet<TypedSymbol>): string | null {
  const meant = symbolsIn(symbol.definition!);
  const seen = new Set<Typed>([body]);
  for (const node of seen) {
    if (node.op === 'derivative') return 'a derivative stands in its definition';
    if ((node.op === 'variable' || node.op === 'reference') && !placeholders.has(node.symbol)) {
      if (meant.get(node.symbol.name) !== node.symbol) return `${node.symbol.written} has another meaning here than in its definition`;
      const { definition } = node.symbol;
      const hidden = definition && symbol.parameters!.find(name => symbolsIn(definition).has(name));
      if (hidden) return `${hidden} stands in the definition of ${node.symbol.written} too`;
    }
    if ('args' in node) for (const operand of node.args) seen.add(operand);
  }
  return null;
}
