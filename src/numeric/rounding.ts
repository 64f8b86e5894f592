/**
 * How large rounding errors may be: a first-order bound in the maximum norm, carried along with the values. A difference
 * below it says nothing; a number below it may be zero. A number that is merely small (10⁻¹⁵ x) is well above its own.
 */

/** Of one operation, relative to the numbers that it adds. Some units in the last place, for the functions. */
const unit = 2e-15;

/** The largest entry of an operand, and how far an entry may be off. */
export interface Uncertain {
  readonly magnitude: number;
  readonly noise: number;
}

/** Σ |cₖ| · operandₖ */
export function noiseOfSum(operands: readonly Uncertain[], coefficients?: readonly number[]): number {
  return operands.reduce((sum, { magnitude, noise }, k) => sum + Math.abs(coefficients?.[k] ?? 1) * (noise + unit * magnitude), 0);
}

/** A sum of `terms` products of one entry of each operand. */
export function noiseOfProduct(operands: readonly Uncertain[], terms: number): number {
  const after = new Array<number>(operands.length + 1).fill(1);
  for (let k = operands.length - 1; k >= 0; k--) after[k] = after[k + 1]! * operands[k]!.magnitude;
  let before = 1;
  let noise = 0;
  for (const [k, operand] of operands.entries()) {
    noise += before * (operand.noise + unit * operand.magnitude) * after[k + 1]!;
    before *= operand.magnitude;
  }
  return noise * terms;
}

/** A function that is neither: relative errors pass with a factor for its condition. */
export function noiseOfFunction(operands: readonly Uncertain[], magnitude: number): number {
  const relative = operands.reduce((sum, operand) => sum + (operand.magnitude === 0 ? 0 : operand.noise / operand.magnitude), 0);
  return magnitude * (unit + 10 * relative);
}

export function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > largest) largest = size;
  }
  return largest;
}
