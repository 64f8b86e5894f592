/**
 * The adjoint of every node of a computation graph: the derivative of the result by the node, a result of the engine like any
 * other, with a certificate of its own in both layouts. What is not certified is not shown, and says why.
 */

import { derivativeShape } from '../shapes/queries.ts';
import type { Layout, Typed, TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { certificateOf } from './certificateOf.ts';
import type { Certifier } from './certifier.ts';
import { type Derived, deriveQuery } from './derive.ts';
import type { ComputationGraph, GraphNode } from './graphNodes.ts';
import { messages } from './messages.ts';
import { contradictingForm } from './printedForms.ts';

export type Adjoint =
  | { readonly kind: 'known'; readonly derived: Readonly<Record<Layout, Derived>> }
  /** A sentence. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** In the order of the nodes. */
export function adjointsOf({ nodes, of }: ComputationGraph, query: TypedQuery, certify: Certifier): readonly Adjoint[] {
  return nodes.map(node => adjointOf(node, of, query, certify));
}

function adjointOf({ symbol, definition }: GraphNode, of: Typed, query: TypedQuery, certify: Certifier): Adjoint {
  if (definition === null && symbol.properties.has('constant')) return { kind: 'unknown', reason: messages.constantNode };
  const [numerator, denominator] = (['numerator', 'denominator'] as const).map(layout => deriveQuery(queryBy(symbol, of, query, layout)));
  if (!numerator!.derived || !denominator!.derived) {
    const { operation, reason, instead } = (numerator!.refused ?? denominator!.refused)!;
    return { kind: 'unknown', reason: messages.refused(operation, reason, instead) };
  }
  const derived = { numerator: numerator!.derived, denominator: denominator!.derived };
  const certificate = certificateOf(derived.numerator, certify);
  if (certificate.refused !== undefined) return { kind: 'unknown', reason: certificate.refused };
  if (certificate.verdict !== 'verified') return { kind: 'unknown', reason: messages.undecided(certificate.witness?.text ?? certificate.reason ?? '') };
  const contradiction = contradictingForm(derived.denominator);
  return contradiction === null ? { kind: 'known', derived } : { kind: 'unknown', reason: messages.withheld(contradiction) };
}

/** `dL/dz` in a layout, as if the document asked for it. */
function queryBy(symbol: TypedSymbol, of: Typed, { span }: TypedQuery, layout: Layout): TypedQuery {
  return {
    of,
    wrt: [symbol],
    wrtIndices: [null],
    layout,
    layoutForced: true,
    shape: derivativeShape(of.shape, [symbol.shape], [null], layout),
    span,
  };
}
