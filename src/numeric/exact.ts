/** Evaluation and equality of tensors by numbers, without mathjs: small enough to be part of every bundle. */

export { type Comparison, type ComparisonOptions, compareTensors, permuteAxes } from './equality.ts';
export { evaluateTensor, evaluateTensorModulo, type TensorEvaluation } from './evaluateTensor.ts';
export { DrawAgain, NotEvaluable } from './failures.ts';
export { prime } from './field.ts';
export { drawModularPoint, drawPoint, type Point, type Unknown } from './points.ts';
export { chooseSizes, numberOf, type Sizes, sizeOf } from './sizes.ts';
export { dimensionsOf, type Leaves, type TensorValue, unknownsOf } from './tensorEvaluation.ts';
export type { Witness } from './witness.ts';
