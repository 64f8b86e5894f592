/** Every sentence of the command line. */

export const usage = `Nabla: matrix calculus in comments, .mc files, LaTeX, Markdown, reStructuredText, Typst and notebooks

usage:
  nabla derive FILES… [--json]     print the derivative of every query
  nabla derive --code LANGUAGE FILES…   … as functions: value, derivative and a check of it;
                                   with --json the object, and in it the code of this language alone
  nabla check PATHS… [--json]      verify every claim in files and folders
  nabla explain FILE:LINE          derive the query or claim on that line step by step;
                                   in a notebook FILE:cell NUMBER:LINE
  nabla lsp --stdio                the language server, for any editor
  nabla mcp                        derive, check and shape of as tools for language models, over MCP

options:
  --layout numerator|denominator   where the file does not say it (numerator)
  --language ID                    read every file as this language: mc, python, cpp, latex …
  --comments all|certain|marked|off   how much of the comments of code is read (all); of one language
                                   alone as --comments python=marked; may be given several times
  --max-size CHARACTERS            leave longer files out, and say so
  --json                           one JSON object on standard output
  --properties                     with derive: what else is known of a derivative, convexity, zeros, cost
  --color, --no-color              colours or not, whatever standard output is
  --version, --help

exit code: 0 all is well; 1 a claim is refuted or a shape is wrong (check), or there is nothing to explain;
2 wrong usage, or a file that cannot be read
`;
export const tryHelp = 'nabla --help tells what there is.';
export const noCommand = 'Say what to do: derive, check, explain, lsp or mcp.';
export const unknownCommand = (command: string) => `There is no command ${command}.`;
export const noFiles = (command: string) => `nabla ${command} needs a file${command === 'check' ? ' or folder' : ''}.`;
export const onePlace = 'nabla explain needs one place, as FILE:LINE.';
export const badPlace = (place: string) => `${place} is no place: write FILE:LINE, with lines counted from 1.`;
export const noNotebook = 'not a Jupyter notebook (JSON with cells)';
export const noSuchCell = (place: string) => `${place} names no code or Markdown cell of the notebook: write FILE:cell NUMBER:LINE, both counted from 1.`;
export const noSuchLine = (place: string, lines: number) => `${place}: the file has ${lines} lines.`;
export const badLayout = (layout: string) => `--layout ${layout}: it is numerator or denominator.`;
export const badComments = (written: string, readings: readonly string[]) =>
  `--comments ${written}: write one of ${readings.join(', ')}, or a language with one, as in python=marked.`;
export const badSize = (written: string) => `--max-size ${written}: it is a number of characters.`;
export const tooLong = (length: number) => `left out: ${length} characters, more than --max-size`;
export const unknownCodeLanguage = (language: string, known: readonly string[]) => `--code ${language}: there is ${known.join(', ')}.`;
export const codeOfDerive = 'Only nabla derive takes --code.';
export const nothingMore = (command: string) => `nabla ${command} takes no files: what it works on comes over standard input.`;
export const needsStdio = 'The language server speaks over standard input and output only: nabla lsp --stdio.';

export const missing = 'no such file or folder';
export const noPermission = 'permission denied';
export const notText = 'not a text file (it holds a zero byte)';
export const notUtf8 = (offset: number) => `not UTF-8 text (at byte ${offset}); save it as UTF-8`;
export const unreadable = (reason: string) => `cannot be read: ${reason}`;
export const unknownLanguage = (extension: string) =>
  `no language is known for ${extension}; name it with --language, or one that writes comments alike: cpp for //, python for #`;
export const languageNotRead = (language: string) =>
  `--language ${language}: Nabla reads no such language. Name one that writes comments alike, such as cpp for // or python for #.`;
export const engineFailed = (reason: string) => `Nabla failed on this file, which is a defect of Nabla: ${reason}`;

export const nothingToExplain = (place: string) => `${place}: there is no query or claim on this line.`;
export const noQueries = 'no queries';
export const labels = {
  shape: 'shape',
  matrix: 'matrix',
  index: 'index',
  vec: 'vec',
  cases: 'cases',
  structured: 'within',
  holds: 'holds where',
  curvature: 'curvature',
  stationary: 'zero where',
  operations: 'operations',
  certificate: 'checked',
} as const;
export const zeroAt = (text: string) => `the derivative is 0 at ${text}`;
export const counted = { value: 'value', derivative: 'derivative', together: 'both', hessian: 'Hessian' } as const;
export const noMatrixForm = 'no matrix form exists';
export const certificate = (method: string | null, points: number, error: number | null) =>
  `at ${points} random ${points === 1 ? 'point' : 'points'}${method ? ` by ${method === 'complex-step' ? 'complex step' : 'central differences'}` : ''}${
    error === null ? '' : `, largest relative error ${error.toExponential(1)}`
  }`;
export const notChecked = 'not checked yet';
export const withheld = 'withheld: the result failed its own check, which is a defect of Nabla';
export const undecided = 'withheld: the result could not be checked by numbers';
export const styles = { chain: 'Chain rule', differentials: 'Differentials', components: 'Components' } as const;
export const verdicts = {
  verified: 'holds',
  refuted: 'is refuted',
  'other-layout': 'holds in the other layout',
  unknown: 'could not be decided',
  equal: 'holds',
  different: 'is refuted',
} as const;
/** Of a comment, in which what is not understood has no diagnostic of its own. */
export const notUnderstood = 'a name in it is not declared, or its shapes do not conform; declare its names to have it checked';
export const correct = (text: string) => `correct: ${text}`;

export interface Tally {
  readonly files: number;
  readonly verified: number;
  readonly refuted: number;
  readonly otherLayout: number;
  readonly unknown: number;
  readonly errors: number;
}
export function summary(tally: Tally): string {
  const parts = [
    `${count(tally.verified, 'claim')} ${tally.verified === 1 ? 'holds' : 'hold'}`,
    tally.otherLayout > 0 && `${tally.otherLayout} in the other layout`,
    `${tally.refuted} refuted`,
    tally.unknown > 0 && `${tally.unknown} undecided`,
    tally.errors > 0 && count(tally.errors, 'other error'),
  ].filter(part => part !== false);
  return `${parts.join(', ')} in ${count(tally.files, 'file')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
