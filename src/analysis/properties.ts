/** What a result can say about itself beside its value. Worked out when it is asked for, and only then. */

import { tensorOfForm } from '../derivations/formTensor.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { compareTensors } from '../numeric/exact.ts';
import { type Curvature, curvatureOf } from '../properties/curvature.ts';
import { type CurvatureText, curvatureText } from '../properties/curvatureText.ts';
import { stationaryPoint } from '../properties/stationaryPoint.ts';
import { type StationaryText, stationaryText } from '../properties/stationaryText.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import type { TensorNode, VariableNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { type OperationCounter, operationCounter } from './codePrinter.ts';
import { type Derived, deriveQuery, refusing } from './derive.ts';
import { messages } from './messages.ts';
import type { OperationCount, OperationCounts, ResultProperties } from './result.ts';
import { isValueQuery } from './valueQuery.ts';

export function propertiesOf(derived: Derived): ResultProperties {
  return new LazyProperties(derived);
}

/** Each is worked out when it is first read. */
class LazyProperties implements ResultProperties {
  readonly #derived: Derived;
  #curvature: CurvatureText | null | undefined;
  #stationary: StationaryText | null | undefined;
  #operations: OperationCounts | null = null;

  constructor(derived: Derived) {
    this.#derived = derived;
  }
  get curvature(): CurvatureText | null {
    if (this.#curvature === undefined) this.#curvature = curvatureTextOf(this.#derived);
    return this.#curvature;
  }
  get stationaryPoint(): StationaryText | null {
    if (this.#stationary === undefined) this.#stationary = stationaryTextOf(this.#derived);
    return this.#stationary;
  }
  get operations(): OperationCounts | null {
    const count = operationCounter();
    this.#operations ??= count && operationsOf(this.#derived, count);
    return this.#operations;
  }
  /** Getters of a class are not listed; as JSON they are. */
  toJSON(): ResultProperties {
    return { curvature: this.curvature, stationaryPoint: this.stationaryPoint, operations: this.operations };
  }
}

/** Of a scalar that is differentiated by one variable, once or twice; null where there is no such question. */
function curvatureTextOf(derived: Derived): CurvatureText | null {
  const found = curvatureOfDerived(derived);
  return found && curvatureText(found.curvature, { variable: found.symbol.written, names: derived.names });
}

/** Of a scalar that is differentiated once; null where there is no such question. */
function stationaryTextOf(derived: Derived): StationaryText | null {
  const asked = derived.query.wrt.length === 1 ? variableOf(derived) : null;
  if (!asked) return null;
  const names = { variable: asked.symbol.written, names: derived.names };
  const outcome = refusing(derived.query.span, () => {
    const found = stationaryPoint(derived.node, asked.leaf, curvatureOfDerived(derived)?.curvature ?? null);
    return { text: isPrintedAsFound(derived, found) ? stationaryText(found, names) : null };
  });
  return 'text' in outcome ? outcome.text : null;
}

/** What is printed is read back and compared, as of a derivative. */
function isPrintedAsFound({ names, source, node }: Derived, found: ReturnType<typeof stationaryPoint>): boolean {
  const form = found.kind === 'solved' && found.solution ? matrixForm(found.solution, { names }) : null;
  if (!form || found.kind !== 'solved') return true;
  const known = new Map<string, TensorNode>();
  for (const root of [source, node]) for (const inner of allOperands(root)) if (inner.kind === 'variable') known.set(inner.name, inner);
  for (const [tensor, name] of names) known.set(name, tensor);
  const again = tensorOfForm(form, name => known.get(name) ?? null);
  return !again || compareTensors(found.solution!, again).verdict !== 'different';
}

function operationsOf(derived: Derived, count: OperationCounter): OperationCounts | null {
  const { query, source, node } = derived;
  if (isValueQuery(query)) return null;
  const counted = (...roots: readonly TensorNode[]): OperationCount | null => {
    const outcome = refusing(query.span, () => ({ count: count(roots) }));
    return 'count' in outcome ? outcome.count : null;
  };
  const counts = { value: counted(source), derivative: counted(node), together: counted(source, node), hessian: hessianCount(derived, counted) };
  if (!counts.value && !counts.derivative) return null;
  const name = nameOfDerivative(derived);
  return { ...counts, name, text: messages.operations(counts, name) };
}

function hessianCount({ query, source, ofAxes }: Derived, counted: (root: TensorNode) => OperationCount | null): OperationCount | null {
  if (source.shape.length > 0 || ofAxes.length > 0 || query.wrt.length !== 1 || query.wrtIndices.some(indices => indices !== null)) return null;
  const outcome = deriveQuery({ ...query, wrt: [query.wrt[0]!, query.wrt[0]!], wrtIndices: [null, null] });
  return outcome.derived ? counted(outcome.derived.node) : null;
}

const nameOfDerivative = ({ query, source }: Derived): 'gradient' | 'hessian' | 'derivative' =>
  source.shape.length > 0 || query.wrt.length > 2 ? 'derivative' : query.wrt.length === 1 ? 'gradient' : 'hessian';

export interface DerivedCurvature {
  readonly curvature: Curvature;
  readonly symbol: TypedSymbol;
  readonly leaf: VariableNode;
}

export function curvatureOfDerived(derived: Derived): DerivedCurvature | null {
  const asked = variableOf(derived);
  if (!asked) return null;
  const outcome = refusing(derived.query.span, () => ({ curvature: curvatureOf(derived.source, asked.leaf) }));
  return 'curvature' in outcome ? { ...asked, curvature: outcome.curvature } : null;
}

/** The one variable by which a scalar is differentiated, where all of its entries move. */
export function variableOf({ query, source }: Derived): { readonly symbol: TypedSymbol; readonly leaf: VariableNode } | null {
  const [symbol, ...others] = query.wrt;
  if (!symbol || others.some(other => other !== symbol) || others.length > 1) return null;
  if (source.shape.length > 0 || query.wrtIndices.some(indices => indices !== null)) return null;
  const leaf = allOperands(source).find((node): node is VariableNode => node.kind === 'variable' && node.value === null && node.name === symbol.name);
  return leaf ? { symbol, leaf } : null;
}
