/** What a result can say about itself beside its value. Worked out when it is asked for, and only then. */

import { type Curvature, curvatureOf } from '../properties/curvature.ts';
import { type CurvatureText, curvatureText } from '../properties/curvatureText.ts';
import type { TypedSymbol } from '../shapes/typed.ts';
import type { VariableNode } from '../tensors/node.ts';
import { allOperands } from '../tensors/traverse.ts';
import { type Derived, refusing } from './derive.ts';
import type { ResultProperties } from './result.ts';

export function propertiesOf(derived: Derived): ResultProperties {
  let curvature: CurvatureText | null | undefined;
  return {
    get curvature() {
      if (curvature === undefined) curvature = curvatureTextOf(derived);
      return curvature;
    },
  };
}

/** Of a scalar that is differentiated by one variable, once or twice; null where there is no such question. */
function curvatureTextOf(derived: Derived): CurvatureText | null {
  const found = curvatureOfDerived(derived);
  return found && curvatureText(found.curvature, { variable: found.symbol.written, names: derived.names });
}

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
