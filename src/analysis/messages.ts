/** What the analysis says to people: what is wrong, where, and what to do. */

import type { Convention, Structure } from '../calculus/structured.ts';
import type { ConditionKind } from '../calculus/validity.ts';
import type { OperationCount, OperationCounts } from './result.ts';

const mostNamed = 6;

export const messages = {
  valuesUnread: 'Some values cannot be used: mend them above, or empty their fields for random ones',
  noValuesHere: 'There is no value at these numbers; change them, or take other random ones',
  tooManyChoices: (count: number, most: number) => `There are ${count} entries to choose from, more than ${most}; enter smaller values`,
  randomDirection: 'all, at random',
  agrees: 'Every entry agrees with the differences',
  differsHere:
    'The derivative differs from the differences at these values, although it was checked at random points. Please report the statement with these values',
  restsOnDeclarations: 'The values break a declaration that the derivative rests on: nothing follows from the difference',
  arrayRows: (name: string) => `rows: ${name}`,
  arrayColumns: (name: string) => `columns: ${name}`,
  stacked: ', stacked by columns',
  entryAt: (positions: string) => (positions === '' ? 'value' : `entry (${positions})`),
  refused: (operation: string, reason: string, instead: string | null): string =>
    `Not derived: ${sentence(reason)} ${instead ?? `Write ${operation} with operations that have a rule, or derive a part of it.`}`,
  checkOtherwise: 'Declare more properties, or smaller sizes, so that random points serve; or derive a part of the expression.',
  writeOtherwise: 'Write it with operations that have a rule, or derive a part of it.',
  noDerivative: (reason: string): string =>
    `Not derived: the derivative has no value at any random point: ${sentence(reason)} Change the declared properties, or the expression.`,
  withheld: (detail: string): string =>
    `Withheld: the derivative that was found disagrees with a numerical check, which is a defect of Nabla and not of your formula. Please report it. ${detail}`.trim(),
  lettersBesideFlattened: 'an expression with index letters and sides of several axes, such as vec or kron,',
  nestedTooDeep: (most: number): string => `More than ${most} derivatives stand inside one another`,
  twofoldMoves: (leaf: string, variable: string): string =>
    `${leaf} is a variable of its own here, and the derivative by ${variable} inside the expression would move it too`,
  undecided: (reason: string): string => `Withheld: the derivative could not be checked by numbers (${reason}).`,
  noNotation: 'Not derived: a part of the derivative can be written neither as matrices nor with indices. Give that part of the expression a name.',
  innerDisagrees: (detail: string): string => `a derivative inside the expression disagrees with a numerical check. ${detail}`.trim(),
  valueOfExpression: 'the value of the expression',
  claimRefuted: (diagnosis: string | null, correct: string | null): string => {
    const why = diagnosis ? `: ${diagnosis}` : '';
    return correct ? `This is not the derivative${why}. It is ${correct}` : `This is not the derivative${why}.`;
  },
  claimShape: (found: string, wanted: string, correct: string | null): string =>
    `Shape: this is ${found}, the derivative is ${wanted}${correct ? `. It is ${correct}` : '.'}`,
  otherLayout: (asked: string, correct: string | null): string => `Right in the other layout. In the ${asked} layout it is ${correct ?? 'the transpose'}`,
  claimUnknown: (reason: string): string => `Could not be decided: ${reason}.`,
  equalityRefuted: (witness: string | null): string => `The two sides differ${witness ? `: ${witness}` : '.'}`,
  equalityUnknown: (reason: string): string => `Could not be decided: ${reason}.`,
  replaceClaim: (correct: string): string => `Replace by ${correct}`,
  adjoint: 'An adjoint claim is checked once the forward equation of its variable is in scope and adjoints have a rule; until then nothing is said about it.',
  noShape: (names: readonly string[]): string => {
    const [first] = names;
    const example = /^\p{Lu}/u.test(first ?? '') ? `${first} ∈ ℝ^{m×n}` : `${first} ∈ ℝ^n`;
    const more = names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} and others` : names.join(', ');
    return `nothing says the shape of ${more}; declare it, as in ${example}`;
  },
  vecNote: 'vec stacks columns (the first index runs fastest); comm(m, n) vec(X) = vec(Xᵀ).',
  bothLayouts: (gradient: boolean, order: number): string =>
    order === 2 && gradient
      ? 'shape of the variable (both layouts)'
      : order > 2
        ? 'axes of the numerator, then of the denominator (both layouts)'
        : 'the same in both layouts',
  tooLongToFollow: 'The expression is too long to be derived step by step; name its parts, and the chain rule goes through them.',
  notSolved: (reason: string): string => `Not solved: ${sentence(reason)}`,
  nothingToSolve: 'solve takes the derivative of a scalar, once, by one variable',
  operations: ({ value, derivative, together, hessian }: Omit<OperationCounts, 'text' | 'name'>, name: 'gradient' | 'hessian' | 'derivative'): string => {
    const parts: readonly (readonly [string, OperationCount | null])[] = [
      ['value', value],
      [name === 'hessian' ? 'Hessian' : name, derivative],
      ['both', together],
      ['Hessian', hessian],
    ];
    return `operations: ${parts.flatMap(([what, count]) => (count ? [`${what} ${countText(count)}`] : [])).join(', ')}`;
  },
  emptyPanel: 'Place the cursor on a derivative to see how it comes about.',
  noMatrixForm: (order: number): string =>
    order > 2 ? `No matrix form: the result has order ${order}` : 'No matrix form: an index is shared by three factors',
  noEntries: 'At these sizes an axis has no entries, or a written position lies outside its axis. Choose larger sizes.',
  tooManyBoxes: 'At these sizes there are too many entries to be written out, and their zeros have too many patterns to be drawn. Choose smaller sizes.',
  constantNode: 'constant',
  tooManyNodes: (count: number, most: number): string =>
    `The computation has ${count} nodes, and ${most} are the most that are drawn. Give names to fewer parts, or differentiate a part of it.`,
  noNumbersOfOpaque: (name: string): string => `No numbers: ${name} is any function.`,
  noNumbersOfLarge: 'No numbers: at these sizes there are too many entries. Choose smaller sizes.',
  noNumbersFound: 'No numbers: at no point that was tried all values and derivatives are finite.',
  fromTheLeft: (mode: 'reverse' | 'forward' | null): string => `from the left${mode ? `: ${mode} mode` : ''}`,
  fromTheRight: (mode: 'reverse' | 'forward' | null): string => `from the right${mode ? `: ${mode} mode` : ''}`,
  fewestMultiplications: 'the fewest at these sizes',
  noVecForm: (order: number): string => (order < 3 ? 'The vec form is for results of order 3 and 4' : 'No vec form for this result'),
} as const;

/** `2mn + 3m ~ 2mn`: the leading terms behind. */
const countText = ({ text, leading }: OperationCount): string => (text === leading ? text : `${text} ~ ${leading}`);

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

export const CONVENTION_TEXT: Readonly<Record<Convention, (structure: Structure) => string>> = {
  gradient: structure => `gradient on the ${structure} matrices`,
  'free entries': structure => `derivatives by the free entries of a ${structure} matrix (Matrix Cookbook 2.8)`,
};

export const CONDITION_TEXT: Readonly<Record<ConditionKind, (of: string) => string>> = {
  invertible: of => `${of} invertible`,
  positive: of => `${of} > 0`,
  nonzero: of => `${of} ≠ 0`,
  'nonzero-entries': of => `no entry of ${of} is 0`,
  'positive-entries': of => `every entry of ${of} > 0`,
  kink: of => `no entry of ${of} is 0 (a kink)`,
  'nonzero-square': of => `${of} ≠ 0`,
  'constant-rank': of => `the rank of ${of} does not change near it`,
  'principal-root': of => `${of} has no eigenvalue ≤ 0`,
  'full-column-rank': of => `${of} has full column rank`,
  'principal-power': of => `${of} has no eigenvalue ≤ 0, or the exponent is a whole number ≥ 1`,
  'no-pole': of => `cos of no entry of ${of} is 0`,
  'not-wide': of => `${of} has at least as many rows as columns`,
  'single-maximum': of => `the largest entry of ${of} is attained once`,
  'simple-eigenvalues': of => `the eigenvalues of ${of} are distinct (eigvecs: unit eigenvectors as columns, in the ascending order of eigvals)`,
  'simple-largest-eigenvalue': of => `the largest eigenvalue of ${of} is simple (q_max: its unit eigenvector)`,
  'simple-smallest-eigenvalue': of => `the smallest eigenvalue of ${of} is simple (q_min: its unit eigenvector)`,
  'simple-singular-values': of =>
    `the singular values of ${of} are distinct and > 0 (U_svd, V_svd: singular vectors as columns, in the descending order of svdvals)`,
  'simple-largest-singular-value': of => `the largest singular value of ${of} is simple (u_max, v_max: its unit singular vectors u₁, v₁)`,
  'positive-definite': of => `${of} positive definite`,
  'inside-unit': of => `every entry of ${of} between -1 and 1`,
};

/** A scalar has no entries. */
export const KINK_OF_SCALAR = (of: string): string => `${of} ≠ 0 (a kink)`;
