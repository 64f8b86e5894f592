/** Every sentence of this stage that a person may read. */

import type { Comparison } from '../numeric/exact.ts';

export const messages = {
  // why a style does not exist
  notChecked: 'A step could not be checked, so nothing is shown',
  checkingTooSlow: 'The steps take too long to check; declare smaller sizes',
  failed: (reason: string) => `This style could not be written, which is a defect of Nabla: ${reason}`,
  refused: (reason: string) => `Not derived: ${reason}`,
  noDependence: (of: string, by: string) => `${of} does not depend on ${by}, so the derivative is 0`,
  constantPieces: (of: string, by: string) => `${of} is constant on each side of its jumps, so the derivative by ${by} is 0 wherever there is one`,
  noSecondDependence: (of: string, first: string, second: string) =>
    `The second derivative of ${of} by ${first === second ? first : `${first} and ${second}`} is 0`,
  literalEntry: 'Written for whole names: ask for the derivative without a number as an index',
  valueOnly: 'The expression is worked out as it stands; a query for the derivative inside it has its steps',
  orderTooHigh: (order: number) => `Written for first and second derivatives; this one has order ${order}`,
  tooManyNames: (names: number) => `${names} names lie between: derive it by parts`,
  tooManyPaths: (paths: number, of: string, by: string) => `${paths} paths lead from ${of} to ${by}: the chain rule would have a term for each`,
  noMatrixForm: (order: number) => `No names lie between, and the result of order ${order} is no matrix: see the components`,
  tooManyTerms: 'An entry has too many terms to be read',
  noMatrixDifferential: 'The differential has no matrix form',
  noSecondDifferential: 'Written for the second derivative of a scalar by one vector',

  // rules that name what is at hand
  chainThrough: (names: readonly string[]) => `chain rule through ${list(names)}`,
  reversedOrder: (rule: string) => `${rule}; factors in reverse order`,
  chainPaths: (of: string, by: string) => `chain rule: one term for each path from ${of} to ${by}`,
  heldFixed: (rule: string, by: string) => `${rule}; where ${by} stands itself, the other names are held fixed`,
  insertLines: (lines: readonly number[]) => `insert ${list(lines.map(String))}`,
  insertNames: (names: readonly string[]) => `insert ${list(names)}`,
  scalarsFirst: 'scalar factors first',
  simplify: 'simplify',
  likeTerms: 'like terms',
  zeroTerms: 'terms that are zero vanish',
  likeAndZero: 'collect what is left',
  definition: 'definition',
  innerName: (name: string) => `${name} stands for the inner expression`,
  named: (name: string) => `${name} stands for the expression`,
  normIsProduct: (norm: string, product: string) => `${norm}² is ${product}`,
  constantAnd: (constant: readonly string[], linear: readonly string[]) =>
    [
      constant.length > 0 ? `${list(constant)} ${constant.length === 1 ? 'is' : 'are'} constant` : null,
      linear.length > 0 ? `${list(linear)} ${linear.length === 1 ? 'is' : 'are'} linear` : null,
    ]
      .filter(part => part !== null)
      .join('; '),
  termByTerm: 'each term by its rule',
  multiplyOut: 'multiply out',
  takeOut: 'take out the common factor',
  linearDifferential: 'differential of a linear map',
  differentialOf: (rule: string) => rule.replace(/(?<=^|; )derivative of/, 'differential of'),
  identification: (how: string) => `identification: ${how}`,
  readOff: (entry: string) => `the coefficient of ${entry}`,
  cyclic: 'cyclic trace',
  both: (first: string, second: string) => `${first}; ${second}`,

  // second derivatives
  firstDerivative: 'first derivative',
  differentiateAgain: 'differentiate again',
  jacobianOfGradient: 'the Jacobian of the gradient',
  firstDifferential: 'first differential',
  isConstant: (name: string) => `${name} is constant`,

  // components
  inComponents: 'in components',
  normInComponents: 'norm in components',
  sumRule: 'sum rule',
  deltaPicks: (equalities: readonly string[]) => (equalities.length === 1 ? `the delta picks ${equalities[0]}` : `the deltas pick ${list(equalities)}`),
  collectOver: (letters: readonly string[]) => `collect over ${list(letters)}`,
  rowOf: (row: string) => `row ${row}`,
  otherRows: (condition: string) => `every other row, ${condition}`,
  cases: 'case by case',
  reorder: 'in order',

  // verdicts
  equalTo: (what: string, how: string) => `Equal to ${what}: ${how}`,
  notDecided: (what: string, why: string | undefined) => `Not decided whether it equals ${what}${why ? `: ${why}` : ''}`,
  lineBefore: 'the line before',
  howEqual: ({ method, points }: Pick<Comparison, 'method' | 'points'>) => {
    switch (method) {
      case 'identical':
        return 'exact, both have the same normal form';
      case 'modular':
        return `exact, ${points} random points`;
      default:
        return `numbers at ${points} random points`;
    }
  },
  compared: 'compared by value',
} as const;

/** `a`, `a and b`, `a, b and c` */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
