/** What a printed index form says, entry by entry, in numbers: straight from its tree, without the tensor it came from. */

import type { IndexFactor, IndexForm, IndexName, IndexTerm, MatrixForm } from '../../src/notation/form.ts';
import { numberOf, sizeOf } from '../../src/numeric/exact.ts';
import { toNumber } from '../../src/tensors/rational.ts';
import { type Environment, FUNCTIONS, formValue, type Matrix, NoValue, named } from './matrixFormValue.ts';

/** A position, from 0, for every letter in scope. */
export type Positions = ReadonlyMap<string, number>;

/** The entry of the form at these positions of its free letters. @throws NoValue */
export function indexFormValue(form: IndexForm, positions: Positions, environment: Environment, cache: Map<MatrixForm, Matrix> = new Map()): number {
  return form.terms.reduce((sum, term) => sum + toNumber(term.coefficient) * termValue(term, positions, environment, cache), 0);
}

function termValue({ summed, factors }: IndexTerm, positions: Positions, environment: Environment, cache: Map<MatrixForm, Matrix>): number {
  const scope = new Map(positions);
  const sumFrom = (k: number): number => {
    const index = summed[k];
    if (!index) return factors.reduce((product, factor) => (product === 0 ? 0 : product * factorValue(factor, scope, environment, cache)), 1);
    if (positions.has(index.letter)) throw new Error(`the letter ${index.letter} is summed and free`);
    let sum = 0;
    const length = sizeOf(index.size, environment.point.sizes);
    for (let at = 0; at < length; at++) {
      scope.set(index.letter, at);
      sum += sumFrom(k + 1);
    }
    return sum;
  };
  return sumFrom(0);
}

function factorValue(factor: IndexFactor, scope: Positions, environment: Environment, cache: Map<MatrixForm, Matrix>): number {
  switch (factor.kind) {
    case 'delta':
      return positionOf(factor.left, scope, environment) === positionOf(factor.right, scope, environment) ? 1 : 0;
    case 'entry': {
      const value = cache.get(factor.form) ?? formValue(factor.form, environment);
      cache.set(factor.form, value);
      const [row, column] = factor.indices.map(index => positionOf(index, scope, environment));
      const offset = row === undefined ? 0 : column === undefined ? row : row * value.columns + column;
      if (column === undefined && value.rows !== 1 && value.columns !== 1) throw new Error(`one index for a ${value.rows}×${value.columns} matrix`);
      if (offset >= value.data.length) throw new Error('an entry outside its matrix');
      return raised(value.data[offset]!, factor);
    }
    case 'tensor': {
      const { shape, data } = named(factor.name, environment);
      if (shape.length !== factor.indices.length) throw new NoValue(`${factor.name} with ${factor.indices.length} indices`);
      const offset = factor.indices.reduce((sum, index, axis) => sum * shape[axis]! + positionOf(index, scope, environment), 0);
      return raised(data[offset]!, factor);
    }
    case 'function': {
      const argument = indexFormValue(factor.argument, scope, environment, cache);
      return raised(factor.function === null ? argument : FUNCTIONS[factor.function](argument), factor);
    }
  }
}

const raised = (value: number, { exponent }: { readonly exponent: { readonly numerator: number; readonly denominator: number } }): number =>
  value ** toNumber(exponent);

/** A letter, or a literal position from 1, moved by the offset. */
function positionOf({ letter, offset }: IndexName, scope: Positions, { point }: Environment): number {
  const moved = offset ? numberOf(offset, point.sizes) : 0;
  if (/^\d+$/.test(letter)) return Number(letter) - 1 + moved;
  const position = scope.get(letter);
  if (position === undefined) throw new Error(`the letter ${letter} is not bound`);
  return position + moved;
}
