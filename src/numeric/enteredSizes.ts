/** Sizes that follow from entered values: `W` of 3 rows says what H is, and every other variable must agree. */

import { type Dimension, evaluateDimension, namesOf, printDimension } from '../dimensions/dimension.ts';
import type { EnteredValue } from './enteredValue.ts';
import { messagesOfValues as messages } from './messagesOfValues.ts';
import type { Unknown } from './points.ts';
import { chooseSizes, type Sizes, sizeOf } from './sizes.ts';

export interface EnteredVariable {
  readonly unknown: Unknown;
  /** As a person reads the name. */
  readonly written: string;
  readonly value: EnteredValue;
}

export interface FollowingSizes {
  readonly named: ReadonlyMap<string, number>;
  /** Written sizes that an entered value has. */
  readonly kept: ReadonlySet<number>;
  /** By variable, why its value does not fit. */
  readonly problems: ReadonlyMap<string, string>;
}

/** What a size by name may be. */
const greatestSize = 4_096;

/** The lengths of the axes, as a variable with so many axes takes a value; null where the value has another order. */
export function lengthsFor(axes: number, { lengths, entries }: EnteredValue): readonly number[] | null {
  if (axes === 0) return entries.length === 1 ? [] : null;
  if (axes === 1) {
    if (lengths.length <= 1) return [entries.length];
    return lengths.length === 2 && lengths.includes(1) ? [entries.length] : null;
  }
  if (axes === 2) {
    if (lengths.length === 2) return lengths;
    return lengths.length < 2 ? [1, entries.length] : null;
  }
  return lengths.length === axes ? lengths : null;
}

/** Sizes follow in the order of the variables: the first that has a size says it, the others are compared with it. */
export function followingSizes(variables: readonly EnteredVariable[]): FollowingSizes {
  const named = new Map<string, number>();
  const saidBy = new Map<string, string>();
  const kept = new Set<number>();
  const problems = new Map<string, string>();
  const open: { readonly variable: EnteredVariable; readonly axis: number; readonly dimension: Dimension; readonly length: number }[] = [];
  for (const variable of variables) {
    const { shape, name } = variable.unknown;
    const lengths = lengthsFor(shape.length, variable.value);
    if (lengths) for (const [axis, dimension] of shape.entries()) open.push({ variable, axis, dimension, length: lengths[axis]! });
    else problems.set(name, messages.wrongOrder(variable.value.lengths, declaredShape(shape)));
  }
  const axisOf = (variable: EnteredVariable, axis: number): string => messages.axisNames(variable.unknown.shape.length)[axis]!;
  const complain = (variable: EnteredVariable, text: string): void => {
    if (!problems.has(variable.unknown.name)) problems.set(variable.unknown.name, text);
  };
  let waiting = open;
  for (let isNew = true; isNew; ) {
    isNew = false;
    const next: typeof open = [];
    for (const row of waiting) {
      const { variable, axis, dimension, length } = row;
      const missing = namesOf(dimension).filter(name => !named.has(name));
      if (missing.length > 1) {
        next.push(row);
        continue;
      }
      if (missing.length === 1) {
        const size = solved(dimension, missing[0]!, named, length);
        if (size === null) complain(variable, messages.impossibleSize(axisOf(variable, axis), length, printDimension(dimension)));
        else {
          named.set(missing[0]!, size);
          saidBy.set(missing[0]!, variable.written);
          isNew = true;
        }
        continue;
      }
      const expected = evaluateDimension(dimension, named);
      if (dimension.constant !== null) kept.add(dimension.constant);
      if (expected === length) continue;
      const along = axisOf(variable, axis);
      const by = saidBy.get(namesOf(dimension)[0] ?? '');
      complain(
        variable,
        by === undefined ? messages.wrongDeclared(along, length, expected) : messages.wrongSize(along, length, expected, printDimension(dimension), by),
      );
    }
    waiting = next;
  }
  for (const { variable, axis, dimension, length } of waiting)
    complain(
      variable,
      messages.undetermined(
        axisOf(variable, axis),
        length,
        namesOf(dimension).filter(name => !named.has(name)),
      ),
    );
  return { named, kept, problems };
}

const declaredShape = (shape: readonly Dimension[]): string => (shape.length === 0 ? 'a scalar' : shape.map(printDimension).join('×'));

/** The size that gives the length, where there is one. */
function solved(dimension: Dimension, name: string, known: ReadonlyMap<string, number>, length: number): number | null {
  if (dimension.name === name) return length >= 1 ? length : null;
  const sizes = new Map(known);
  for (let size = 1; size <= greatestSize; size++) {
    sizes.set(name, size);
    if (evaluateDimension(dimension, sizes) === length) return size;
  }
  return null;
}

/** Sizes for all dimensions, with those that follow; null where no others fit to them. Other attempts give other ones. */
export function sizesWith(dimensions: ReadonlySet<Dimension>, following: FollowingSizes, attempt: number): Sizes | null {
  for (const replaceLarge of [true, false]) {
    const chosen = chooseSizes(dimensions, attempt, replaceLarge);
    if (chosen === null) continue;
    const sizes: Sizes = {
      named: new Map([...chosen.named, ...following.named]),
      replaced: new Map([...chosen.replaced].filter(([written]) => !following.kept.has(written))),
    };
    if ([...dimensions].every(dimension => sizeOf(dimension, sizes) >= 1)) return sizes;
  }
  return null;
}
