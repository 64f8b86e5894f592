/**
 * A smooth random function in place of one whose definition is unknown: f_i(x) = Σ_r c_ir sin(w_r·x + b_r). All its
 * derivatives are known and none of their entries vanishes.
 */

import { hashText, mixHash, mulberry32 } from './random.ts';

export interface OpaqueFunction {
  /** c_ir, row-major m×waves */
  readonly amplitudes: Float64Array;
  /** w_rj, row-major waves×n */
  readonly frequencies: Float64Array;
  /** b_r */
  readonly phases: Float64Array;
}

export const waves = 3;

/** The same for the same seed, name and numbers of entries, so that a source and its derivative see one function. */
export function opaqueFunction(seed: number, name: string, inputs: number, outputs: number): OpaqueFunction {
  const random = mulberry32(mixHash(mixHash(mixHash(seed, hashText(name)), inputs), outputs));
  const draw = (count: number): Float64Array => Float64Array.from({ length: count }, () => 0.4 + 0.8 * random());
  return { amplitudes: draw(outputs * waves), frequencies: draw(waves * inputs), phases: draw(waves) };
}

/** The derivative of an order: entries (i, j₁, …, j_order), row-major. Order 0 is the value. */
export function opaqueDerivative(f: OpaqueFunction, argument: Float64Array, order: number): Float64Array {
  const inputs = argument.length;
  const outputs = f.amplitudes.length / waves;
  const columns = inputs ** order;
  const result = new Float64Array(outputs * columns);
  for (let r = 0; r < waves; r++) {
    let angle = f.phases[r]!;
    for (let j = 0; j < inputs; j++) angle += f.frequencies[r * inputs + j]! * argument[j]!;
    // the k-th derivative of sin is sin shifted by k quarter turns
    const wave = Math.sin(angle + (order * Math.PI) / 2);
    for (let column = 0; column < columns; column++) {
      let product = wave;
      for (let k = 0, rest = column; k < order; k++, rest = Math.floor(rest / inputs)) product *= f.frequencies[r * inputs + (rest % inputs)]!;
      for (let i = 0; i < outputs; i++) result[i * columns + column]! += f.amplitudes[i * waves + r]! * product;
    }
  }
  return result;
}
