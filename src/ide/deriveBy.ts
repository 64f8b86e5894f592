import type { DocumentAnalysis } from '../analysis/document.ts';
import type { CheckedBlock, PlacedStatement } from '../analysis/program.ts';
import { variablesIn } from '../shapes/dependence.ts';
import { printShape } from '../shapes/print.ts';
import { isScalar } from '../shapes/shape.ts';
import type { TypedQuery, TypedSymbol } from '../shapes/typed.ts';
import { lineBelow } from './insertion.ts';
import * as messages from './messages.ts';
import { edited, type Place, placeOf, type Replacement, ranged } from './places.ts';
import type { VariablesAnswer } from './requests.ts';

/** A definition of a scalar, and by what it can be differentiated that nothing in the document asks for yet. */
export interface ScalarDefinition extends Place {
  readonly symbol: TypedSymbol;
  readonly variables: readonly TypedSymbol[];
}

/** Where a line of its own would be read as a query. */
const HOLDS_QUERIES: ReadonlySet<CheckedBlock['block']['kind']> = new Set(['whole', 'marked']);

export function scalarDefinitions(analysis: DocumentAnalysis): readonly ScalarDefinition[] {
  const asked = new Set(analysis.blocks.flatMap(({ statements }) => statements.map(askedIn)));
  return analysis.blocks.flatMap(({ block, statements }) => {
    if (!HOLDS_QUERIES.has(block.kind)) return [];
    return statements.flatMap(placed => {
      const { meaning, tree } = placed.typed;
      if (meaning.kind !== 'definition' || !meaning.value || !isScalar(meaning.symbol.shape)) return [];
      const { symbol, value } = meaning;
      const variables = variablesIn(value).filter(variable => variable.domain === null && !asked.has(pairOf(symbol, variable)));
      return variables.length === 0 ? [] : [{ ...placeOf(block, placed, tree.span), symbol, variables }];
    });
  });
}

/** What differentiates the scalar whose definition is at the offset: a line below it for each variable. */
export function variablesAt(analysis: DocumentAnalysis, offset: number): VariablesAnswer {
  const found = scalarDefinitions(analysis).find(({ start, end }) => start <= offset && offset <= end);
  if (!found) return { kind: 'none', reason: messages.noScalarDefinition };
  const variables = found.variables.flatMap(variable => {
    const replacement = queryBelow(analysis, found, variable);
    if (!replacement) return [];
    return [{ name: variable.written, shape: printShape(variable.shape), insertion: ranged(analysis.text, [replacement])[0]! }];
  });
  return variables.length === 0 ? { kind: 'none', reason: messages.noScalarDefinition } : { kind: 'variables', of: found.symbol.written, variables };
}

/** In the first spelling that is read as what is meant in this document; null where none is. */
function queryBelow(analysis: DocumentAnalysis, { start, end, symbol }: ScalarDefinition, variable: TypedSymbol): Replacement | null {
  const [of, by] = [symbol.written, variable.written];
  for (const source of [`d${of}/d${by}`, `∂${of}/∂${by}`, `derivative(${of}, ${by})`]) {
    const replacement = lineBelow(analysis.text, { start, end }, source);
    const behind = replacement.start + replacement.text.length;
    const after = analysis.after(edited(analysis.text, [replacement]));
    const asked = after.blocks.flatMap(({ block, statements }) => statements.filter(placed => placeOf(block, placed, placed.typed.tree.span).end === behind));
    if (asked.some(placed => askedIn(placed) === pairOf(symbol, variable))) return replacement;
  }
  return null;
}

/** Of what which derivative is asked for, where it is one of a defined name by one variable. */
function askedIn({ typed: { meaning } }: PlacedStatement): string | null {
  const query: TypedQuery | null = meaning.kind === 'query' || meaning.kind === 'claim' ? meaning.query : null;
  const [variable, ...more] = query?.wrt ?? [];
  return query?.of.op === 'reference' && variable && more.length === 0 ? pairOf(query.of.symbol, variable) : null;
}

const pairOf = (of: TypedSymbol, by: TypedSymbol): string => `${of.name}\n${by.name}`;
