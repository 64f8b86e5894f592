/** Every word about properties of a result. */

import type { Obstacle } from './convexDomain.ts';

/** Names of the rules that show a sign, frozen: they are what a reason rests on. */
export const RULE_TEXT = {
  zero: '0',
  number: 'a number',
  declared: 'declared',
  'function of an entry': 'by its values',
  'power of an entry': 'an even power, or one of a positive number',
  determinant: 'the determinant of a definite matrix',
  inverse: 'the inverse of a semidefinite matrix',
  'pseudo-inverse': 'the pseudo-inverse of a semidefinite matrix',
  'matrix function': 'a function of a symmetric matrix',
  'matrix power': 'a power of a definite matrix',
  'entrywise power series': 'entrywise powers of a semidefinite matrix',
  'mirrored product': 'a matrix times its transpose',
  'bounded remainder': 'the functions are bounded',
  sum: 'a sum of such',
  'common power': 'a positive factor and what is left without it',
  part: 'a part of such',
  'among zeros': 'one entry among zeros',
  'covariance of a softmax': 'the covariance of a softmax',
  'Cauchy–Schwarz': 'Cauchy–Schwarz',
  'convex function of an affine one': 'a norm, |u| or relu(u) of an affine u',
} as const;

export type RuleName = keyof typeof RULE_TEXT;

export const OBSTACLE_TEXT: Readonly<Record<Obstacle['kind'], (of: string) => string>> = {
  kink: of => `it has a kink where an entry of ${of} is 0`,
  domain: of => `it is not known where ${of} has a value`,
  variable: of => `the set of such matrices ${of} is not convex`,
  function: of => `nothing is known about ${of}`,
};

export const CURVATURE_TEXT = {
  summary: (kind: string, variable: string): string => `${kind} in ${variable}`,
  line: (summary: string, strictWhere: readonly string[] | null, reason: string): string =>
    `${summary}${strictWhere ? `, strictly where ${strictWhere.join(' and ')}` : ''}, because ${reason}`,
  notKnown: (variable: string): string => `no curvature in ${variable} is shown`,
  unknown: (variable: string, reason: string): string => `no curvature in ${variable} is shown: ${reason}`,
  fullRank: (of: string): string => `${of} has full column rank`,
  resting: (parts: readonly string[]): string => `with ${parts.join(' and ')}`,
  is: (kind: string): string => `is ${kind}`,
  kinkOfScalar: (of: string): string => `it has a kink where ${of} is 0`,
  zeroHessian: 'the Hessian is 0',
  hessian: 'the Hessian',
  part: 'a part of it',
  onSymmetric: 'only symmetric directions count',
  noSign: 'no rule shows that the Hessian has one sign',
} as const;

const named = (of: string | null, otherwise: string): string => of ?? otherwise;

export const STATIONARY_TEXT = {
  line: (solution: string, conditions: readonly string[], extremum: 'minimum' | 'maximum' | 'unknown'): string =>
    `${solution}${conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''}, ${STATIONARY_TEXT.extremum[extremum]}`,
  extremum: {
    minimum: 'the only minimum',
    maximum: 'the only maximum',
    unknown: 'the only stationary point; whether it is a minimum is not known',
  },
  invertible: (of: string): string => `${of} is invertible`,
  nonzero: (of: string): string => `${of} ≠ 0`,
  noCommonEigenvalue: (a: string, b: string): string => `no eigenvalue of ${a} is the negative of one of ${b}`,
  noForm: (variable: string): string => `the solution for ${variable} has no matrix form`,
  /** Why nothing is solved, and what can be done about it. */
  refused: {
    absent: (variable: string): string => `the derivative does not depend on ${variable}: there is nothing to solve for`,
    declared: (variable: string): string => `${variable} is declared to have a structure or a sign, which a solution need not have; declare it without`,
    nonlinear: (variable: string, of: string | null): string => `the derivative is not linear in ${variable}: it holds ${named(of, 'products of it')}`,
    sizes: (variable: string): string => `there must be as many equations as ${variable} has entries, in the same places`,
    order: (variable: string): string => `${variable} has more than two axes: its equation has no form in matrices`,
    joined: (variable: string): string => `an equation in ${variable} that joins its rows with its columns has no form in matrices`,
    singular: (variable: string, of: string | null): string =>
      `${named(of, 'what would have to be inverted')} was singular at every point that was tried: no single ${variable} solves the equation`,
    unverified: (variable: string): string => `the solution for ${variable} did not solve the equation in numbers, which is a defect of Nabla`,
  },
} as const;
