/** The numeric stage with mathjs: a bundle of its own, loaded on demand. What needs no mathjs is in `exact.ts`. */

export { type CertificateOptions, type CertificateResult, certify } from './certificate.ts';
export type { CertificateQuery } from './certificateSource.ts';
export { type ChosenPoint, type ChosenSides, type ChosenVariable, choosePoint, type PointChoice, type PointLabels } from './chosenPoint.ts';
export { type DirectionalDerivative, directionalDerivative, type Move } from './differences.ts';
export { evaluateTyped, type TypedEvaluation } from './evaluateTyped.ts';
export {
  type Comparison,
  type ComparisonOptions,
  chooseSizes,
  compareTensors,
  DrawAgain,
  dimensionsOf,
  drawModularPoint,
  drawPoint,
  evaluateTensor,
  evaluateTensorModulo,
  type Leaves,
  NotEvaluable,
  numberOf,
  type Point,
  permuteAxes,
  prime,
  type Sizes,
  sizeOf,
  type TensorEvaluation,
  type TensorValue,
  type Unknown,
  unknownsOf,
  type Witness,
} from './exact.ts';
export { checkGradient, type GradientCheck } from './gradientCheck.ts';
export { type QuotientChoice, type Quotients, quotientsAt } from './quotients.ts';
export type { StructuredMoves } from './structuredMoves.ts';
export { type Assignment, compile, type Evaluator, evaluatorAt, type MovedValue, type Program } from './typedEvaluation.ts';
export type { Value } from './values.ts';
