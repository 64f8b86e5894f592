/** Declarations: names, shapes, properties. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { Declaration, Property, ShapeNode, Span } from '../syntax/tree.ts';
import { messages } from './messages.ts';
import type { Scope } from './scope.ts';
import { sameShape, shapeOfDeclaration } from './shape.ts';
import { sizeOf } from './sizes.ts';
import type { Problem, Shape, TypedSymbol } from './typed.ts';

export interface Declared {
  readonly symbols: readonly TypedSymbol[];
  readonly sizes: readonly string[];
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
  /** Names of which only a property was stated and that nobody knows. */
  readonly unknown: readonly { readonly name: string; readonly written: string; readonly span: Span }[];
}

const squareOnly: ReadonlySet<Property> = new Set<Property>([
  'symmetric',
  'skew-symmetric',
  'positive definite',
  'positive semidefinite',
  'negative definite',
  'negative semidefinite',
  'diagonal',
  'lower triangular',
  'upper triangular',
  'orthogonal',
  'invertible',
  'idempotent',
]);

/** What books and comments say of rectangular matrices, too (`Σ is an m×n diagonal matrix`): there it says nothing that is used here. */
const saidOfRectangles: ReadonlySet<Property> = new Set(['diagonal', 'lower triangular', 'upper triangular', 'orthogonal']);

/**
 * The symbols of a declaration. A second declaration of one name must have the same shape and adds its properties; a
 * name that is defined stays defined. In a strict context the later declaration wins silently.
 */
export function declare(tree: Declaration, scope: Scope, text: string, strict: boolean): Declared {
  const problems: Problem[] = [];
  const shape = tree.shape ? readShape(tree.shape, text, problems) : null;
  const domain = tree.domain?.map(part => readShape(part, text, problems)) ?? null;
  if ((tree.shape && !shape) || domain?.includes(null))
    return { symbols: NOTHING, sizes: NOTHING, broken: tree.names.map(({ name }) => name), problems, unknown: NOTHING };
  const sizes = sizesIn(shape, domain as readonly Shape[] | null);
  const symbols: TypedSymbol[] = [];
  let unknown: { name: string; written: string; span: Span }[] | null = null;
  for (const { name, written, span } of tree.names) {
    const before = shape ? scope.own(name) : scope.lookup(name);
    const stated = shape ?? before?.shape;
    if (!stated) {
      unknown ??= [];
      unknown.push({ name, written, span });
      continue;
    }
    if (before && !sameShape(before.shape, stated) && !strict) {
      problems.push(messages.redeclared(span, written, before.shape, stated, before.span));
      continue;
    }
    if (!strict && shape && (scope.ownsSize(name) || sizes.includes(name))) problems.push(messages.sizeAndVariable(span, written));
    const properties = propertiesOf(tree, written, stated, strict, problems);
    symbols.push(
      declaredSymbol({ name, written, span, shape: stated, properties, domain: domain as Shape[] | null }, shape !== null, before, scope.lookup(name)),
    );
  }
  if (!strict)
    for (const size of sizes) {
      if (!scope.own(size) || tree.names.some(({ name }) => name === size)) continue;
      problems.push(messages.sizeAndVariable(tree.shape?.span ?? tree.span, size));
    }
  return { symbols, sizes, broken: NOTHING, problems, unknown: unknown ?? NOTHING };
}

const NOTHING: readonly never[] = [];
export const NO_PROPERTIES: ReadonlySet<Property> = new Set();

/** The names of the sizes in a declaration, each once. */
function sizesIn(shape: Shape | null, domain: readonly Shape[] | null): readonly string[] {
  if (domain === null && (shape === null || shape.kind === 'scalar')) return NOTHING;
  const names: string[] = [];
  if (shape) addNames(shape, names);
  for (const part of domain ?? NOTHING) addNames(part, names);
  return names;
}

function addNames({ rows, columns }: Shape, names: string[]): void {
  for (const side of [rows, columns]) for (const size of side) for (const name of size.names) if (!names.includes(name)) names.push(name);
}

type Stated = Pick<TypedSymbol, 'name' | 'written' | 'span' | 'shape' | 'domain'> & { readonly properties: readonly Property[] };

/** @param before What the name was in this scope, or, where only a property is stated, in any. */
function declaredSymbol(stated: Stated, hasShape: boolean, before: TypedSymbol | undefined, visible: TypedSymbol | undefined): TypedSymbol {
  const known = before && sameShape(before.shape, stated.shape) ? before : null;
  const properties = known || stated.properties.length > 0 ? new Set([...(known?.properties ?? []), ...stated.properties]) : NO_PROPERTIES;
  if (known && !(hasShape && known.origin === 'inferred')) return properties.size === known.properties.size ? known : { ...known, properties };
  const { name, written, span, shape, domain } = stated;
  // the same declaration again, in an inner block: one symbol
  if (hasShape && visible && isSame(visible, stated)) return visible;
  return { name, written, span, shape, properties, definition: null, domain, origin: domain ? 'function' : 'declared' };
}

function isSame(symbol: TypedSymbol, stated: Stated): boolean {
  const properties = new Set(stated.properties);
  const sameProperties = properties.size === symbol.properties.size && [...properties].every(property => symbol.properties.has(property));
  return symbol.origin === 'declared' && stated.domain === null && symbol.written === stated.written && sameProperties && sameShape(symbol.shape, stated.shape);
}

function readShape(tree: ShapeNode, text: string, problems: Problem[]): Shape | null {
  const sizes: Dimension[] = [];
  for (const written of tree.sizes) {
    const size = sizeOf(written);
    if (!size) {
      problems.push(messages.badSize(written.span, text.slice(written.span.start, written.span.end)));
      return null;
    }
    sizes.push(size);
  }
  return shapeOfDeclaration(sizes);
}

function propertiesOf(tree: Declaration, name: string, shape: Shape, strict: boolean, problems: Problem[]): readonly Property[] {
  if (tree.properties.length === 0) return NOTHING;
  return tree.properties.flatMap(({ property, span }) => {
    const isSquare = shape.kind === 'matrix' && sameShape(shape, { kind: 'matrix', rows: shape.columns, columns: shape.rows });
    if (!squareOnly.has(property) || isSquare) return [property];
    if (!strict || !saidOfRectangles.has(property)) problems.push(messages.propertyNeedsSquare(span, name, property, shape));
    return [];
  });
}
