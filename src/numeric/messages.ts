/** Every sentence of this stage that a person may read. */

export const messages = {
  derivativesTooDeep: (most: number) => `Derivatives inside one another are checked up to order ${most} together; write the inner one out`,
  movesBoth: (leaf: string, variable: string) =>
    `${leaf} is varied as a variable of its own, and a derivative by ${variable} inside the expression moves it too; write the inner derivative out`,
  unknownValue: (name: string) => `${name} has no value at the point`,
  unknownSize: (size: string) => `The size ${size} has no value; declare it`,
  sizesDisagree: (operation: string, left: string, right: string) => `The operands of ${operation} have the sizes ${left} and ${right}, which do not conform`,
  wrongLength: (name: string, given: number, expected: number) => `${name} was given ${given} numbers where its shape has ${expected}`,
  positionOutside: (position: number, size: number) => `Position ${position} lies outside an axis of size ${size}`,
  tooLarge: (entries: number) => `A tensor with ${entries} entries is too large to check by numbers; declare smaller sizes`,
  tooMuchWork: 'The sizes are too large to check by numbers; declare smaller sizes, or names for them',
  notSquare: (operation: string, rows: number, columns: number) => `${operation} needs a square matrix, and this one is ${rows}×${columns}`,
  normOfMatrix: (norm: string) => `The norm ${norm} of a matrix has no evaluation by numbers; write the norm by its definition`,
  noSample: (name: string, properties: string) => `No random value of ${name} is ${properties} at once; drop one of the properties`,
  noFinitePoint: (attempts: number) => `None of ${attempts} random points gives finite numbers; declare more properties, such as positive or invertible`,
  singularEverywhere:
    'a matrix that is inverted, or whose determinant is divided by, is singular wherever the declared properties hold (pinv is derived for full rank)',
  nowhereDifferentiable: 'the expression has a value, and its derivative has none, wherever the declared properties hold: a root or a norm of 0',
  noValueAnywhere: 'the expression divides by 0 or takes the logarithm of 0 wherever the declared properties hold',
  coincide: (words: string) => `two values coincide, or one is 0, that must be apart (${words})`,
  nuclearKink: 'a singular value of the matrix is 0, where the nuclear norm has a kink',
  noSizes: 'No small sizes make every axis at least 1; check the sizes of the declarations',
  notExact: (what: string) => `${what} has no exact evaluation modulo a prime`,
  denominator: (denominator: number) => `The coefficient's denominator ${denominator} is a multiple of the prime`,
  unevenDifferences: 'The differences did not settle at enough points; the expression varies too quickly there to check by numbers',
  atKink: 'the declared properties put an entry on the kink of relu, abs, sign or step, where the derivative is a choice',
  borderline: (error: string) => `The numbers are too inaccurate to decide (relative difference ${error})`,
  derivativeShape: (given: string, expected: string) => `The derivative has the sizes ${given} where (of…, wrt…) has ${expected}`,
  shapesDiffer: (left: string, right: string) => `The left has the shape ${left}, the right ${right}`,
  permutationInvalid: 'The permutation must name every axis of the right side once',
  exactContradictsNumbers: 'Exact arithmetic tells the sides apart and floating point does not',
} as const;
