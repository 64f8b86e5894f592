/** What a certificate compares: the compiled source, the derived tensor, and everything that needs a value. */

import type { IndexSymbol, Typed, TypedSymbol } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { Unknown } from './points.ts';
import type { StructuredMoves } from './structuredMoves.ts';
import { dimensionsOf } from './tensorEvaluation.ts';
import { compile, type Program, positionsIn, unknownOf } from './typedEvaluation.ts';

export interface CertificateQuery {
  readonly of: Typed;
  /** One symbol an order; none for the value itself, with derivatives inside it. A symbol with a definition is varied as a variable of its own. */
  readonly wrt: readonly TypedSymbol[];
  /** Per order the positions of the symbol that are varied: a number (from 1) fixes an axis, an index or null keeps it. */
  readonly wrtIndices?: readonly (readonly (number | IndexSymbol | null)[] | null)[];
  /** The derivative is the one within a structure of the only symbol, a square matrix that was declared with it. */
  readonly within?: StructuredMoves;
}

export interface Source {
  readonly program: Program;
  /** What defined names that are differentiated by stand for, to know where they are. */
  readonly definitions: ReadonlyMap<string, Program>;
  readonly unknowns: ReadonlyMap<string, Unknown>;
  readonly query: CertificateQuery;
  readonly derivative: TensorNode;
}

/** @throws NotEvaluable where the source holds something without a value of its own. */
export function prepareSource(query: CertificateQuery, derivative: TensorNode): Source {
  const defined = new Map<string, Typed>();
  for (const symbol of query.wrt) if (symbol.definition !== null) defined.set(symbol.name, symbol.definition);
  const program = compile(query.of, defined);
  const definitions = new Map([...defined].map(([name, definition]) => [name, compile(definition, new Map())]));
  const unknowns = new Map(program.unknowns);
  const dimensions = new Set(program.dimensions);
  for (const dimension of dimensionsOf([derivative])) dimensions.add(dimension);
  for (const definition of definitions.values()) {
    for (const [name, unknown] of definition.unknowns) unknowns.set(name, unknown);
    for (const dimension of definition.dimensions) dimensions.add(dimension);
  }
  for (const [k, symbol] of query.wrt.entries()) {
    const unknown = unknownOf(symbol);
    for (const dimension of [...unknown.shape, ...positionsIn(unknown.shape, query.wrtIndices?.[k] ?? [])]) dimensions.add(dimension);
    if (symbol.definition === null) unknowns.set(symbol.name, unknown);
  }
  return { program: { ...program, dimensions }, definitions, unknowns, query, derivative };
}
