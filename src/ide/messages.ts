/** Every sentence of the editor features that the engine does not write itself. */

export const checking = 'checking…';
export const withheld = 'withheld: the result failed its own check, which is a defect of Nabla';
export const undecided = 'withheld: the result could not be checked by numbers';
export const checked = 'checked';
export const layoutNames = {
  numerator: 'numerator layout',
  denominator: 'denominator layout',
  matrix: 'shape of the matrix (both layouts)',
  tensor: 'axes of the numerator, then of the denominator (both layouts)',
  value: 'the value of the expression',
} as const;
export const where = (conditions: readonly string[]) => `where ${conditions.join(', ')}`;

export const claims = {
  verified: 'the claim holds',
  refuted: 'the claim does not hold',
  'other-layout': 'the claim holds in the other layout',
  unknown: 'the claim could not be decided',
} as const;
export const equalities = {
  equal: 'both sides are equal',
  different: 'the sides differ',
  unknown: 'could not be decided',
} as const;

/** Of a comment, in which what is not understood has no diagnostic of its own. */
export const notUnderstood = 'A name in it is not declared, or its shapes do not conform. Declare its names to have it checked.';

export const links = {
  derivation: 'Show derivation',
  latex: 'Copy LaTeX',
  code: (language: string) => `Copy ${language} code`,
  insert: 'Insert below',
  deriveBy: (variable: string | null) => `derive by ${variable ?? '…'}`,
} as const;

export const noStatement = 'There is no derivative at the cursor. Put it on a query such as dL/dθ.';
export const noDerivative = (source: string) => `${source} has no derivative to copy.`;
export const stillChecking = (source: string) => `${source} is still being checked. Try again in a moment.`;
export const noMatrixForm = (source: string) => `${source} has no matrix form that could be written below it. Copy its index form as LaTeX instead.`;
export const noScalarDefinition = 'There is no definition of a scalar at the cursor that could be derived by another variable. Put it on one such as L = ‖e‖².';
export const insertTitle = (source: string) => `Insert the derivative ${source} below`;
export const insertCodeTitle = (source: string, language: string) => `Insert ${language} code of ${source} at the end of the file`;
export const holdsNoCode = (language: string, languageId: string) => `${language} code cannot stand in a file of the language ${languageId}. Copy it instead.`;
export const codeIsThere = (language: string, source: string) => `The ${language} code of ${source} stands in the file already.`;
export const moreProblems = (count: number) => `${count} more problems in this file are not shown.`;

export const shapeHint = (shape: string) => `: ${shape}`;
export const inferredShape = (name: string) => `The shape of ${name} was inferred from what stands around it.`;
export const holds = '✓';
export const holdsInOtherLayout = '✓ in the other layout';
export const doesNotHold = (diagnosis: string | null) => (diagnosis ? `✗ ${diagnosis}` : '✗');

export const inShape = (shape: string) => `∈ ${shape}`;
export const size = 'size';
export const derivative = 'derivative';
export const example = (text: string) => `Example: ${text}`;
export const shapeKinds = {
  scalar: 'a scalar',
  vector: 'a vector',
  matrix: 'a matrix',
  square: 'a square matrix',
  symmetric: 'a symmetric matrix',
  tensor: 'a tensor',
} as const;
export const directives = {
  'layout numerator': 'a Jacobian is m×n',
  'layout denominator': 'a Jacobian is n×m',
  'base 0': 'indices count from 0',
  'base 1': 'indices count from 1',
} as const;

export const renaming = {
  noName: (written: string) => `${written} is no name. Take letters, with a subscript if need be: x, θ, x_1, loss.`,
  builtin: (written: string) => `${written} is built in. Take another name.`,
  taken: (written: string, line: number) => `${written} is in use here, on line ${line}. Take another name.`,
  captured: (written: string, line: number) => `${written} means something else where this name is used, on line ${line}. Take another name.`,
  derivative: (written: string, quantity: string) => `${written} reads as the derivative of ${quantity}. Take another name.`,
  changes: (written: string, line: number) => `With the name ${written} line ${line} would be read otherwise. Take another name.`,
  ofCode: (written: string, line: number) => `${written} is a name of the code on line ${line}. Rename it there.`,
  notWritten: (written: string, line: number) =>
    `${written} does not stand on line ${line} itself, but in what a command or an accent stands for. Rename it by hand.`,
} as const;

export const shapeOf = (name: string, shape: string) => `${name} ∈ ${shape}`;
export const fixes = {
  remove: (text: string) => `Remove ${text}`,
  add: (text: string) => `Add ${text}`,
  write: (text: string) => `Write ${text}`,
  attach: "Let ' touch what it transposes",
  above: (line: string) => `Write ${line} above`,
  norm: 'Write the norm ‖ ‖',
  define: (name: string) => `Define ${name} with :=`,
} as const;

export const refactorings = {
  extract: (text: string, name: string) => `Extract ${text} as ${name}`,
  inline: (name: string) => `Inline ${name} here`,
  inlineAll: (name: string) => `Inline ${name} everywhere`,
  expand: (text: string) => `Expand ${text}`,
  factor: (text: string) => `Factor out ${text}`,
  respell: { unicode: 'Write in Unicode', ascii: 'Write in ASCII', latex: 'Write in LaTeX' },
} as const;

/** Of a notebook as it lies on the disk, where a reader sees cells and not the lines of the file. */
export const inCell = (cell: number, line: number, message: string) => `cell ${cell}, line ${line}: ${message}`;
