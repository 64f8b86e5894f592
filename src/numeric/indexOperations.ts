/** Entries, blocks, sums over an index, tensors from their entries, opaque functions. */

import type { IndexSymbol, Shape } from '../shapes/typed.ts';
import { multiplyMatrices } from './complexMatrices.ts';
import { mapEntries, scalarFunctions } from './elementwiseFunctions.ts';
import { NotEvaluable } from './failures.ts';
import { messages } from './messages.ts';
import { opaqueFunction, waves } from './opaqueFunctions.ts';
import { extent, type OperationTable } from './operation.ts';
import { type Sizes, sizeOf, volume } from './sizes.ts';
import { type Axis, addition, entrywise, type FreeIndex, freeStrides, gather, matrixValue, perMatrix, printValue, type Value } from './values.ts';

type IndexOperation = 'entry' | 'stack' | 'sumOver' | 'fromEntries' | 'apply';

export const indexOperations: OperationTable<IndexOperation> = {
  entry: (node, [a], { sizes }) => entry(a!, axisSizes(node.args[0].shape, node.indices.length, sizes), node.indices, sizes),
  stack: (node, operands) => perMatrix(operands, (...blocks) => stack(blocks, node.columns)),
  sumOver: (node, [a], { sizes }) => sumOver(a!, { name: node.index.name, size: sizeOf(node.index.size, sizes) }),
  fromEntries: (node, [a], { sizes }) => {
    const { rows, columns } = extent(node.shape, sizes);
    const strides = freeStrides(a!);
    const bound = node.indices.map(index => ({ name: index.name, size: sizeOf(index.size, sizes) }));
    const free = a!.free.filter(index => !bound.some(other => other.name === index.name));
    const axes = [...free, ...bound].map(index => ({ size: index.size, stride: strides.get(index.name) ?? 0 }));
    return { free, rows, columns, ...gather(a!, 0, axes) };
  },
  apply: (node, operands, { sizes, seed }) => {
    const { rows, columns } = extent(node.shape, sizes);
    return perMatrix(operands, (...argumentsOf) => applyOpaque(node.function.name, argumentsOf, rows, columns, seed));
  },
};

/** The axes that indices count along: those of a tensor, else the sides; grouped axes one by one where as many are indexed. */
function axisSizes(shape: Shape, indexed: number, sizes: Sizes): number[] {
  const each = [...shape.rows, ...shape.columns].map(dimension => sizeOf(dimension, sizes));
  if (each.length === indexed) return each;
  const sides = [shape.rows, shape.columns].filter(side => side.length > 0).map(side => volume(side, sizes));
  if (sides.length === indexed) return sides;
  throw new NotEvaluable(messages.sizesDisagree('an index', String(each.length), String(indexed)));
}

function entry(a: Value, axes: readonly number[], indices: readonly (number | IndexSymbol | null)[], sizes: Sizes): Value {
  const strides = freeStrides(a);
  const free: FreeIndex[] = [...a.free];
  const kept: Axis[] = [];
  let start = 0;
  let stride = a.rows * a.columns;
  for (const [k, index] of indices.entries()) {
    stride /= axes[k]!;
    if (index === null) kept.push({ size: axes[k]!, stride });
    else if (typeof index === 'number') {
      if (index < 1 || index > axes[k]!) throw new NotEvaluable(messages.positionOutside(index, axes[k]!));
      start += (index - 1) * stride;
    } else {
      const size = sizeOf(index.size, sizes);
      if (size !== axes[k]) throw new NotEvaluable(messages.sizesDisagree(`the index ${index.name}`, String(size), String(axes[k])));
      if (!free.some(other => other.name === index.name)) free.push({ name: index.name, size });
      // an index that occurs twice moves along both axes: the diagonal
      strides.set(index.name, (strides.get(index.name) ?? 0) + stride);
    }
  }
  const rows = kept.slice(0, kept.length === 2 ? 1 : kept.length).reduce((product, axis) => product * axis.size, 1);
  const columns = kept.length === 2 ? kept[1]!.size : 1;
  return { free, rows, columns, ...gather(a, start, [...free.map(index => ({ size: index.size, stride: strides.get(index.name)! })), ...kept]) };
}

/** Blocks row by row, `perRow` of them in each. */
function stack(blocks: readonly Value[], perRow: number): Value {
  const bands = Array.from({ length: blocks.length / perRow }, (_, band) => blocks.slice(band * perRow, (band + 1) * perRow));
  const columns = bands[0]!.reduce((sum, block) => sum + block.columns, 0);
  const rows = bands.reduce((sum, band) => sum + band[0]!.rows, 0);
  const re = new Float64Array(rows * columns);
  const im = blocks.some(block => block.im) ? new Float64Array(rows * columns) : null;
  let top = 0;
  for (const band of bands) {
    let left = 0;
    for (const block of band) {
      if (block.rows !== band[0]!.rows) throw new NotEvaluable(messages.sizesDisagree('blocks side by side', printValue(band[0]!), printValue(block)));
      for (let i = 0; i < block.rows; i++) {
        const at = (top + i) * columns + left;
        re.set(block.re.subarray(i * block.columns, (i + 1) * block.columns), at);
        if (block.im) im!.set(block.im.subarray(i * block.columns, (i + 1) * block.columns), at);
      }
      left += block.columns;
    }
    if (left !== columns) throw new NotEvaluable(messages.sizesDisagree('rows of blocks', String(columns), String(left)));
    top += band[0]!.rows;
  }
  return matrixValue(rows, columns, re, im);
}

/** A body that does not use the index is counted as often as the index has values. */
function sumOver(a: Value, index: FreeIndex): Value {
  const strides = freeStrides(a);
  const free = a.free.filter(other => other.name !== index.name);
  const outer: Axis[] = free.map(other => ({ size: other.size, stride: strides.get(other.name)! }));
  const entries = a.rows * a.columns;
  const summed = gather(a, 0, [...outer, { size: entries, stride: 1 }, { size: index.size, stride: strides.get(index.name) ?? 0 }]);
  const add = (source: Float64Array): Float64Array => {
    const result = new Float64Array(source.length / index.size);
    for (let i = 0; i < source.length; i++) result[Math.floor(i / index.size)]! += source[i]!;
    return result;
  };
  return { free, rows: a.rows, columns: a.columns, re: add(summed.re), im: summed.im && add(summed.im) };
}

/** The arguments one after the other are the argument of the random function that stands for the opaque one. */
function applyOpaque(name: string, argumentsOf: readonly Value[], rows: number, columns: number, seed: number): Value {
  const column = stack(
    argumentsOf.map(value => ({ ...value, rows: value.re.length, columns: 1 })),
    1,
  );
  const f = opaqueFunction(seed, name, column.rows, rows * columns);
  const angles = entrywise(multiplyMatrices(matrixValue(waves, column.rows, f.frequencies, null), column), matrixValue(waves, 1, f.phases, null), addition);
  const sines = mapEntries(angles, scalarFunctions.sin.real, scalarFunctions.sin.complex);
  return { ...multiplyMatrices(matrixValue(rows * columns, waves, f.amplitudes, null), sines), rows, columns };
}
