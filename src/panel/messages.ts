/** Every word of the panel that does not come from the host. */

import type { OperationCounts } from '../analysis/result.ts';
import type { Style } from '../derivations/derivation.ts';
import type { PanelMessage, PanelPreferences, PanelResult, PanelView } from './protocol.ts';

export const productName = 'Nabla';

export const brokenFormula = 'Shown as text: this formula is too long or could not be typeset';

export const wideFormula = 'Wide formula: scrolls sideways';

export const header = {
  place: 'Go to source',
  statements: 'Queries and claims of this file',
  lineOf: (line: number) => `line ${line + 1}`,
  pin: 'Pin: stop following the cursor',
  unpin: 'Unpin: follow the cursor again',
  copy: 'Copy as…',
  more: 'More actions',
} as const;

export const copying = {
  latex: 'LaTeX',
  text: 'Text',
  derivation: 'Derivation as LaTeX',
  code: 'Code',
  derivationTool: 'Copy the derivation as LaTeX',
  step: 'Step as LaTeX',
  entry: 'Entry as LaTeX',
  adjoint: 'Derivative as LaTeX',
  document: 'LaTeX document',
  markdown: 'Markdown',
  html: 'HTML',
  save: 'Save as…',
  report: 'Report',
  copied: (what: string) => `Copied: ${what}`,
} as const;

export const exported = {
  mathml: 'The mathematics on this page is MathML: browsers show it with their own fonts, and nothing is loaded from elsewhere.',
} as const;

export const more = {
  report: 'Copy report',
  source: 'Go to source',
  editor: 'Back to the editor',
  larger: 'Larger mathematics',
  smaller: 'Smaller mathematics',
  reset: 'Mathematics at its usual size',
} as const;

export const sections = { result: 'Result', properties: 'Properties', derivation: 'Derivation', cases: 'Entry by entry', claim: 'As written' } as const;

export const switches = { notation: 'Notation', layout: 'Layout', style: 'Style', view: 'View', blocks: 'Blocks', entries: 'Entries' } as const;
export const viewNames: Readonly<Record<PanelView, string>> = {
  derivation: 'Derivation',
  graph: 'Graph',
  tensor: 'Tensor',
  limit: 'Limit',
  numbers: 'Numbers',
  code: 'Code',
};
export const notationNames: Readonly<Record<PanelPreferences['notation'], string>> = { matrix: 'Matrix', index: 'Index', vec: 'vec' };
export const layoutNames = { numerator: 'Numerator', denominator: 'Denominator' } as const;
export const layoutFacts = { numerator: 'numerator layout', denominator: 'denominator layout', both: 'both layouts' } as const;
export const styleNames: Readonly<Record<Style, string>> = { chain: 'Chain rule', differentials: 'Differentials', components: 'Components' };

export const unavailable = {
  matrix: 'No matrix form for this result',
  vec: 'No vec form for this result',
  layout: 'This result exists in one layout only: the axes of the numerator come first, then those of the denominator',
  style: 'No derivation in this style for this result',
  none: 'No derivation is shown for this result.',
} as const;

export const pendingNote = 'The result appears when the check has passed.';
export const vecOrder = 'vec stacks columns';

export const properties = {
  validity: 'Holds where',
  curvature: 'Curvature',
  zero: 'Zero at',
  operations: 'Operations',
  strictWhere: (conditions: readonly string[]) => `strictly where ${conditions.join(' and ')}`,
  because: (reasons: readonly string[]) => `because ${reasons.join(' and ')}`,
  why: 'Why',
  where: (conditions: readonly string[]) => `where ${conditions.join(' and ')}`,
  counted: (part: 'value' | 'derivative' | 'together' | 'hessian', name: OperationCounts['name']) =>
    part === 'derivative' ? derivativeNames[name] : { value: 'value', together: 'both', hessian: 'Hessian' }[part],
  allTerms: 'All terms',
} as const;
const derivativeNames: Readonly<Record<OperationCounts['name'], string>> = { gradient: 'gradient', hessian: 'Hessian', derivative: 'derivative' };

export const code = {
  language: 'Language',
  automatic: (language: string | null) => (language === null ? 'Automatic' : `Automatic: ${language}`),
  copy: 'Copy',
  insert: 'Insert',
  insertTitle: 'Insert at the end of the file',
  waiting: 'The code is being written…',
  module: (language: string) => `Code: ${language}`,
  functions: 'Functions',
  copied: (language: string) => `${language} code`,
  roles: {
    derivative: 'the derivative; checks the shapes of its arguments',
    value: 'what is differentiated',
    both: 'both, shared parts computed once',
    check: 'checks the derivative against finite differences',
    compressed: 'the derivative without the axes along which it is diagonal',
  },
} as const;

export const graph = {
  waiting: 'The graph is being worked out…',
  table: 'Computation graph',
  forward: 'Forward ↓',
  value: 'Value',
  reverse: 'Reverse ↑',
  step: 'Reverse step',
  previous: 'Previous reverse step',
  next: 'Next reverse step',
  stepOf: (step: number, last: number) => `Step ${step} of ${last}`,
  valueOf: (name: string) => `Value of ${name}`,
  adjointOf: (left: string) => `Value of ${left}`,
  goTo: (line: number) => `Go to line ${line}`,
  order: 'Order of multiplication for',
  multiplications: 'multiplications',
} as const;

export const tensor = {
  waiting: 'The entries are being written…',
  by: (name: string) => `Blocks by ${name}`,
  byFirst: (name: string) => `Blocks by the first ${name}`,
  bySecond: (name: string) => `by the second ${name}`,
  sizes: 'Sizes',
  grid: (name: string) => `Entries in blocks by ${name}`,
  blocks: (rows: number, columns: number, name: string) => `One ${rows}×${columns} block for each entry of ${name}`,
  flattened: 'The same entries, flattened:',
  flattenedPicture: (rows: number, columns: number) => `The same entries as a matrix of ${rows} rows and ${columns} columns`,
  canvas: (name: string) => `Entries in blocks by ${name}: arrows move inside a block, with Shift from block to block`,
  formulas: 'Formulas',
  numbers: 'Numbers',
  noNumbers: 'No numbers: the result holds a function of which nothing is known, or it has no value at the points that were tried',
  side: { numerator: 'the numerator', denominator: 'the denominator' },
  sideGrid: (name: string, role: string) => `Entries of ${name}, ${role}`,
  insideBlocks: 'inside each block',
  visibleOf: (last: number, end: number) => `${last} of ${end}`,
  entries: (total: string) => `${total} entries; those that are not filled are structural zeros.`,
  filled: (nonzero: string, total: string, share: string) => `${nonzero} of ${total} entries (${share}) are filled; the others are structural zeros.`,
  zeros: 'Dots are structural zeros.',
  long: 'A cell without text holds a longer formula: select it to read it.',
  cases: 'Entry by entry, with counts',
  entry: 'Entry',
  when: 'when',
  of: (count: number | string) => `of ${count}`,
} as const;

export const routes = {
  title: 'Two routes to the same tensor',
  first: 'Route 1: stack the partial derivatives',
  second: 'Route 2: flatten, differentiate, reshape',
  play: (route: number) => `Play route ${route}`,
  differentiateBy: (entry: string) => ['differentiate', `by each ${entry}`],
  stack: (letter: string) => ['stack', `along ${letter}`],
  flatten: ['flatten', 'column by column'],
  jacobian: ['differentiate', 'one Jacobian'],
  reshape: (from: number, rows: number, columns: number) => ['reshape', `${from} to ${rows}×${columns}`],
  where1: (slab: number, row: number, column: number) => `Route 1: slab ${slab}, row ${row}, column ${column}`,
  where2: (row: string, column: number) => `Route 2: row ${row}, column ${column}`,
  same: (of: string, by: string) => `Both routes end in the same tensor: the axes of ${of} first, then the axis of ${by}.`,
  picture: {
    of: (name: string, rows: number, columns: number) => `${name}, ${rows} by ${columns}`,
    by: (name: string, length: number) => `${name}, ${length} entries`,
    slab: (name: string) => `${name}, one slab`,
    flat: (name: string, length: number) => `${name} flattened, ${length} entries`,
    jacobian: (rows: number, columns: number) => `The Jacobian, ${rows} by ${columns}`,
    tensor: (rows: number, columns: number, slabs: number) => `The tensor, ${rows} by ${columns} by ${slabs}`,
  },
} as const;

export const limit = {
  waiting: 'The quotients are being evaluated…',
  entryOf: (name: string) => `Entry of ${name}`,
  at: 'at',
  atRandom: (seed: number) => `random values, seed ${seed}`,
  atNumbers: 'the values of Numbers',
  renew: 'Other random values',
  errorCaption: { relative: 'Relative error of the difference quotient', absolute: 'Error of the difference quotient; the derivative is 0' },
  errorPicture: 'Errors of the difference quotients against the step h, logarithmic axes',
  alongCaption: 'along the direction, with secant and tangent',
  alongPicture: (name: string) => `${name} along the direction, its tangent, and the secant for the chosen step`,
  step: 'Step h',
  stepAxis: 'step h, smaller to the right',
  names: { forward: 'forward', central: 'central', complex: 'complex step' },
  truncation: { forward: 'forward: ∝ h', central: 'central: ∝ h²' },
  rounding: 'rounding: ∝ ε/h',
  derivative: 'derivative',
  tangent: 'tangent',
  none: 'no value',
  best: (name: string, step: string, error: string) => `the ${name} quotient is best at h = ${step}, with the error ${error}`,
  exact: (name: string) => `the ${name} quotient has no truncation, so that a large step is best`,
  bestOfAll: (parts: readonly string[]) => `Here ${parts.join('; ')}.`,
  withoutCancellation: 'The complex step subtracts nothing, so that no digits cancel.',
} as const;

export const numbers = {
  waiting: 'The values are being evaluated…',
  seed: 'Seed',
  renew: 'Other random values',
  clear: 'Random values for all',
  variables: 'Values of the variables',
  valueOf: (name: string) => `Values of ${name}`,
  random: 'random',
  useRandom: (name: string) => `Random values for ${name}`,
  tooLarge: (rows: number, columns: number) => `${rows}×${columns} random values`,
  hint: 'Type or paste values: NumPy, MATLAB, CSV or TSV. Ctrl+Enter applies, Esc takes back.',
  replaced: (sizes: string) => `Random values take smaller sizes: ${sizes}.`,
  value: 'Value',
  derivative: 'Derivative',
  check: 'Gradient check',
  verdicts: { agrees: 'Agrees', differs: 'Differs', undecided: 'Undecided' },
  by: (method: string) => `by ${method}`,
  compared: (count: number) => (count === 1 ? '1 entry' : `${count} entries`),
  error: (error: string, tolerance: string) => `largest relative error ${error}, at most ${tolerance} allowed`,
  columns: { entry: 'Entry', derivative: 'derived', difference: 'by differences', apart: 'apart' },
  array: (name: string, rows: number, columns: number) => `${name}, ${rows}×${columns}`,
  corner: (rows: number, columns: number) => `The beginning of ${rows}×${columns} numbers.`,
} as const;

export const given = { definitions: 'Definitions', shapes: 'Shapes' } as const;

export const steps = {
  unfoldAll: 'Unfold all steps',
  foldAll: 'Fold all steps',
  fold: (step: number) => `Single rules of step ${step}`,
  detailsOf: (step: number) => `Single rules of step ${step}`,
} as const;

export const caseColumns = { value: 'Entry', condition: 'when' } as const;

export const claimVerdicts: Readonly<Record<NonNullable<PanelResult['claim']>['verdict'], string>> = {
  verified: 'The claim holds',
  refuted: 'The claim does not hold',
  'other-layout': 'The claim holds in the other layout',
  unknown: 'The claim could not be decided',
};

export const severities: Readonly<Record<PanelMessage['severity'], string>> = {
  refused: 'Refused',
  withheld: 'Withheld',
  error: 'Error',
  hint: 'Hint',
};

export const noticeDerived = 'Derived up to there:';
export const goToLine = (line: number) => `Go to line ${line + 1}`;

export const emptyExample = 'A ∈ ℝ^{m×n}, x ∈ ℝ^n\nf = A x\ndf/dx';
export const emptyNote = 'In a comment, begin the line with `∇` or `nabla:`.';
