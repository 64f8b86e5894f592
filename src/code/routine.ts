/** One function of a generated module, still without a language: parameters, where sizes come from, statements, results. */

import { type Dimension, namesOf, printDimension } from '../dimensions/dimension.ts';
import type { CodeInput, CodeParameter, CodeVariable } from './input.ts';
import { type Leaf, type Operation, operandsOf, reachable, sizesWritten } from './operation.ts';

export interface Parameter extends CodeParameter {
  readonly kind: 'array' | 'size' | 'function';
  readonly axes: readonly Dimension[];
}
/** A named size is `(length of the axis - offset) / slope`, or a parameter of its own. */
export type SizeSource =
  | { readonly kind: 'axis'; readonly parameter: Parameter; readonly axis: number; readonly slope: number; readonly offset: number }
  | { readonly kind: 'parameter'; readonly parameter: Parameter };
export interface NamedSize {
  readonly size: string;
  /** The local variable. */
  readonly local: string;
  readonly source: SizeSource;
  /** Whether a statement needs it; otherwise only the check of the shapes does. */
  readonly needed: boolean;
}
export interface Routine {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly sizes: readonly NamedSize[];
  /** Operands before what uses them. */
  readonly operations: readonly Operation[];
  readonly results: readonly Operation[];
  /** Names for local variables, by the user. */
  readonly userNames: ReadonlyMap<Operation, string>;
  readonly leaves: ReadonlyMap<Operation, string>;
  readonly names: Names;
}

/** Identifiers that are taken, in a function or in the module around it. */
export interface Names {
  /** An identifier like this name that nothing has yet. */
  fresh(name: string): string;
  /** A scope inside this one. */
  inner(): Names;
}
export function namesIn(spell: (name: string) => string, outer: ReadonlySet<string> = new Set()): Names {
  const taken = new Set(outer);
  return {
    fresh: name => {
      const wanted = spell(name);
      let text = wanted;
      for (let k = 2; taken.has(text); k++) text = `${wanted}_${k}`;
      taken.add(text);
      return text;
    },
    inner: () => namesIn(spell, taken),
  };
}

/** Variables and functions of the caller's with their identifiers, the same in every function of the module. */
export interface Globals {
  readonly variables: ReadonlyMap<string, string>;
  /** By name and order of the derivative. */
  readonly functions: ReadonlyMap<string, string>;
}
export const functionKey = (leaf: Extract<Leaf, { kind: 'function' }>): string => `${leaf.order}|${leaf.name}`;

/** Variables get their identifiers first, so that everything else makes way for them; those that are identifiers keep their names. */
export function globalsOf(input: CodeInput, operations: readonly Operation[], names: Names, spell: (name: string) => string): Globals {
  const variables = new Map<string, string>();
  const add = (name: string): void => {
    if (!variables.has(name)) variables.set(name, names.fresh(name));
  };
  for (const { name } of input.variables) if (spell(name) === name) add(name);
  for (const { name } of input.variables) add(name);
  for (const operation of operations) if (operation.kind === 'variable') add(operation.name);
  const functions = new Map<string, string>();
  for (const operation of operations)
    if (operation.kind === 'function' && !functions.has(functionKey(operation))) {
      const prefix = operation.order === 0 ? '' : operation.order === 1 ? 'd_' : `d${operation.order}_`;
      functions.set(functionKey(operation), names.fresh(`${prefix}${operation.name}`));
    }
  return { variables, functions };
}

/** @param first parameters that come before the others, whether the results need them or not */
export function routineOf(
  name: string,
  results: readonly Operation[],
  context: { readonly input: CodeInput; readonly globals: Globals; readonly names: Names; readonly userNames: ReadonlyMap<Operation, string> },
  first: readonly Parameter[] = [],
): Routine {
  const { input, globals, userNames } = context;
  const names = context.names.inner();
  const operations = reachable(results);
  const parameters = new Parameters(input, globals, first);
  const leaves = new Map<Operation, string>();
  for (const operation of operations)
    if (operation.kind === 'variable') leaves.set(operation, parameters.variable(operation.name, operation.shape as readonly Dimension[]).name);
    else if (operation.kind === 'function') leaves.set(operation, parameters.opaque(operation).name);
  const needed = new Set(operations.flatMap(sizesWritten).flatMap(namesOf));
  const sources = new Map<string, SizeSource>();
  for (const size of needed) sources.set(size, parameters.source(size, names));
  const checked = new Set(parameters.list.flatMap(({ axes }) => axes.flatMap(namesOf)));
  for (const size of checked) {
    const source = sources.has(size) ? null : parameters.given(size);
    if (source) sources.set(size, source);
  }
  const sizes = [...sources].map(([size, source]): NamedSize => {
    const local = source.kind === 'parameter' ? source.parameter.name : names.fresh(size);
    return { size, local, source, needed: needed.has(size) };
  });
  return { name, parameters: parameters.list, sizes, operations, results, userNames, leaves, names };
}

class Parameters {
  readonly list: Parameter[];
  private readonly input: CodeInput;
  private readonly globals: Globals;

  constructor(input: CodeInput, globals: Globals, first: readonly Parameter[]) {
    this.input = input;
    this.globals = globals;
    this.list = [...first];
  }

  variable(name: string, shape: readonly Dimension[]): Parameter {
    return this.add(this.input.variables.find(variable => variable.name === name) ?? { name, written: name, shape });
  }

  opaque(leaf: Extract<Operation, { kind: 'function' }>): Parameter {
    const name = this.globals.functions.get(functionKey(leaf))!;
    const axes = leaf.shape as readonly Dimension[];
    return this.push({ kind: 'function', name, symbol: `${leaf.name}${'′'.repeat(leaf.order)}`, shape: axes.map(printDimension), axes });
  }

  /** Read from a parameter's shape, from another variable's, which then becomes a parameter, or a parameter itself. */
  source(size: string, names: Names): SizeSource {
    const given = this.given(size);
    if (given) return given;
    for (const read of [readPlainAxis, readLinearAxis])
      for (const variable of this.input.variables) {
        const found = read(variable.shape, size);
        if (found) return { kind: 'axis', parameter: this.add(variable), ...found };
      }
    return { kind: 'parameter', parameter: this.push({ kind: 'size', name: names.fresh(size), symbol: size, shape: [], axes: [] }) };
  }

  /** From a parameter that is there. */
  given(size: string): SizeSource | null {
    const itself = this.list.find(parameter => parameter.kind === 'size' && parameter.symbol === size);
    if (itself) return { kind: 'parameter', parameter: itself };
    for (const read of [readPlainAxis, readLinearAxis])
      for (const parameter of this.list) {
        const found = parameter.kind === 'array' ? read(parameter.axes, size) : null;
        if (found) return { kind: 'axis', parameter, ...found };
      }
    return null;
  }

  private add({ name, written, shape }: CodeVariable): Parameter {
    return this.push({ kind: 'array', name: this.globals.variables.get(name)!, symbol: written, shape: shape.map(printDimension), axes: shape });
  }

  private push(parameter: Parameter): Parameter {
    const known = this.list.find(each => each.name === parameter.name);
    if (!known) this.list.push(parameter);
    return known ?? parameter;
  }
}

type AxisReader = (shape: readonly Dimension[], name: string) => { readonly axis: number; readonly slope: number; readonly offset: number } | null;

const readPlainAxis: AxisReader = (shape, name) => {
  const axis = shape.findIndex(size => size.name === name);
  return axis < 0 ? null : { axis, slope: 1, offset: 0 };
};

/** `2n`, `n+1`: one name, to the first power. */
const readLinearAxis: AxisReader = (shape, name) => {
  for (let axis = 0; axis < shape.length; axis++) {
    const size = shape[axis]!;
    const slope = size.terms.find(term => term.monomial.factors.length === 1 && term.monomial.factors[0]![0] === name && term.monomial.factors[0]![1] === 1);
    if (!slope) continue;
    const offset = size.terms.find(term => term.monomial.factors.length === 0);
    if (size.terms.length !== (offset ? 2 : 1)) continue;
    return { axis, slope: slope.coefficient, offset: offset?.coefficient ?? 0 };
  }
  return null;
};

/** How often each operation is used in a function; a result counts as a use. */
export function usesIn({ operations, results }: Routine): ReadonlyMap<Operation, number> {
  const uses = new Map<Operation, number>();
  const count = (operation: Operation): void => {
    uses.set(operation, (uses.get(operation) ?? 0) + 1);
  };
  for (const operation of operations) operandsOf(operation).forEach(count);
  results.forEach(count);
  return uses;
}
