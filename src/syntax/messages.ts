/** Everything the parser says. Codes are frozen. A message says what is wrong and what to do. */

import type { Span, SyntaxProblem } from './tree.ts';

type Severity = SyntaxProblem['severity'];
type Text = (...details: readonly string[]) => string;

const error = (text: Text): { readonly severity: Severity; readonly text: Text } => ({ severity: 'error', text });
const warning = (text: Text): { readonly severity: Severity; readonly text: Text } => ({ severity: 'warning', text });
const hint = (text: Text): { readonly severity: Severity; readonly text: Text } => ({ severity: 'hint', text });

export const MESSAGES = {
  // brackets and ends
  'unclosed-bracket': error((opener, closer) => `This ${opener} is never closed: add ${closer}`),
  'unopened-bracket': error(closer => `This ${closer} closes nothing: remove it or open a bracket before it`),
  'unbalanced-bars': error(bar => `This bar ${bar} has no partner: close it with another ${bar}, or write norm(x) or abs(x)`),
  'operand-missing': error(operator => `Something is missing after ${operator}: write the operand or remove the operator`),
  'expression-missing': error(() => 'An expression is missing here'),
  'unexpected-token': error(token => `${token} cannot stand here: remove it, or put an operator or brackets around its neighbours`),
  'unknown-character': error(character => `The character ${character} means nothing in this language: remove it`),
  'unknown-command': error(command => `The LaTeX command ${command} is not known here; to solve a system put a blank after the backslash: A \\ b`),
  'accent-over-expression': error(command => `${command} stands over more than one symbol: put it over a single letter`),
  'unsupported-environment': error(environment => `${environment} is not read: write one statement for each case`),
  'too-deep': error(limit => `More than ${limit} brackets inside one another: split the expression with a definition`),
  'line-too-long': error(limit => `This statement has more than ${limit} characters and is not read: split it with definitions`),
  'number-too-large': error(number => `${number} is too large for a number`),
  'two-numbers': error((first, second) => `Two numbers side by side: write ${first}*${second}, or remove the blank`),
  'string-here': error(() => "A text in quotes has no meaning here; a transpose must touch its matrix: A' not A '"),

  // names, calls, products
  'undeclared-before-bracket': error(
    name => `${name} is not declared: declare it as a matrix or vector if a product is meant, or as a function, ${name} : ℝ^n → ℝ`,
  ),
  'undeclared-letter-of-function': error(
    (name, builtin) => `${name} is not declared: write ${builtin}(…) for the built-in function, or declare it, ${name} : ℝ^n → ℝ^n`,
  ),
  'function-needs-argument': error(name => `${name} needs an argument: ${name}(…)`),
  'function-needs-brackets': error(name => `${name} takes its argument in brackets: ${name}(…)`),
  'prefix-takes-one-factor': warning(
    (name, factor) => `${name} ${factor} takes this one factor, the next one is multiplied with the result: write ${name}(…) around all that is meant`,
  ),
  'inverse-of-function': error(
    name => `${name} to the power -1 can be its reciprocal or its inverse function: write 1/${name}(x) or the inverse function's name`,
  ),
  'argument-missing': error(() => 'An argument is missing between these commas: write it or remove the comma'),
  'unknown-keyword': error(keyword => `The argument ${keyword} is not read: axis=0, axis=1 and ord=… are`),
  'axis-unclear': error(
    name => `The second argument of ${name} counts from 0 in NumPy and from 1 in MATLAB: write axis=0 (down the columns) or axis=1 (along the rows)`,
  ),
  'unknown-norm': error(norm => `The norm ${norm} is not known: 1, 2, F, ∞ and * (nuclear) are`),
  'tuple-here': error(() => 'A list in brackets has no value here: write a column [a; b] or a row [a, b]'),
  'unknown-method': error(method => `The method .${method} is not known: write a function, for example transpose(A), inv(A), sum(A)`),
  'dot-product-sign': hint((left, right) => `Read as the product ${left} ${right}: write ${left}*${right}`),
  'glued-transpose': hint(matrix => `The T after ${matrix} is read as a transpose: write ${matrix}ᵀ or ${matrix}'`),
  'transpose-not-power': hint(letter => `^${letter} is the transpose although ${letter} is declared: for the power write ^(${letter}*1)`),
  'r-transpose': hint(() => 't(…) is read as the transpose of R, because t is not declared'),
  'dropped-argument': hint((name, argument) => `The argument ${argument} of ${name} only names what it depends on`),
  'prime-derivative': error(name => `A prime is always a transpose: write the derivative of ${name} as d${name}/dx or derivative(${name}, x)`),
  'solved-no-derivative': error(() => 'What is solved is a derivative: write solve dL/dθ = 0'),
  'solved-by-another': error(name => `The derivative is by another variable than ${name}: name the same one, or none`),
  'detached-quote': error(() => "A ' must touch what it transposes: A'"),
  'star-needs-name': error(() => 'A star as an exponent marks a name, as in x^*: give the expression a name first'),
  optimisation: error(name => `${name} is an optimisation problem, which is not solved here: write its objective as a definition and ask for the gradient`),
  'not-differentiable': error(name => `${name} has no derivative that could be shown`),
  decomposition: error(
    name =>
      `${name} is not derived: the eigenvalues and factors of a matrix are chosen among several, and their derivatives need its eigenvectors; tr(A), det(A), tr(A^k), ‖A‖_F and ‖A‖_* (the sum of the singular values) have derivatives`,
  ),
  probability: error(name => `${name} is an operation on distributions, which is not read`),
  expectation: error(() => 'An expectation E[·] is not read: write the sum or the mean of the samples'),

  // quotients
  'quotient-before-factor': hint(quotient => `Read as (${quotient}) times what follows: write (${quotient}), or put brackets around the whole denominator`),
  'quotient-of-product': hint(
    (numerator, denominator, other) => `Read as ${numerator}/(${denominator}): put brackets around the denominator, or write ${other}`,
  ),

  // matrices and indices
  'index-missing': error(() => 'An index is missing: A[i,j], A[1,:]'),
  'subscript-too-long': error(limit => `This subscript has more than ${limit} parts: give the quantity a shorter name`),
  'slice-range': error(() => 'Ranges are not read: an index is a number, a letter, or : for the whole axis'),
  'row-missing': error(() => 'This matrix has an empty entry: write 0 or remove the separator'),

  // sums
  'sum-index-missing': error(sign => `${sign} needs its index: sum_i x_i, or sum(x) for the sum of all entries`),
  'sum-range': error(() => 'The range of a sum is written i=1 below and n above: sum_{i=1}^n'),
  'product-sign': error(() => 'A product over an index is not read: write exp(sum_i log(x_i)) or the factors'),
  'integral-sign': error(() => 'An integral is not read'),
  ellipsis: error(() => 'Dots do not say what is left out: write the sum with its index'),

  // derivatives
  'derivative-order': error((above, below) => `The order above is ${above} and below ${below}: write each variable once an order, as in ∂²L/∂x∂y or d²L/dx²`),
  'derivative-variable-missing': error(() => 'The variable of the derivative is missing: dL/dx, ∇_x L, derivative(L, x)'),
  'derivative-by-expression': error(() => 'Only a name or a component of it can be differentiated by: give the expression a name first'),
  'derivative-operand-missing': error(sign => `${sign} needs what is differentiated: put it in brackets after it`),
  'derivative-operand-unclear': error(operator => `It is not clear how far ${operator} reaches: put brackets around all that is differentiated`),
  'derivative-too-high': error(limit => `Derivatives above order ${limit} are not read`),
  'partial-alone': error(() => 'A ∂ needs a quotient: ∂L/∂x; a differential dX is read in equations between differentials'),
  'vector-operator': error(operator => `${operator} (divergence, curl) is not read: write the divergence of f by x as tr(df/dx), the curl by its entries`),
  'nabla-several-names': error(() => 'One gradient by several names at once is not read: write one for each name'),

  // statements
  equation: error(() => 'An equation between two expressions: write == to have their equality checked, := to define a name'),
  'chain-without-start': error(() => 'A line that begins with = continues the line before, and there is none'),
  'left-side-missing': error(relation => `The left side of ${relation} is missing`),
  assignment: error(operator => `${operator} is read only in gradients of backpropagation, dW += Xᵀ dY: write = or :=`),
  'definition-target': error(() => 'Only a name can be defined: L := …, f(x) := …, F[i,j] := …'),
  inequality: error(operator => `${operator} is read only as a property, x > 0 or A ≻ 0: declare it, x in R^n, positive`),
  'unknown-directive': error(name => `${name} is followed by one of: numerator, denominator`),
  'unknown-base': error(() => 'base is followed by 0 or 1'),

  // declarations
  'shape-missing': error(name => `The shape of ${name} is missing: ${name} ∈ ℝ^{m×n}, ${name} ∈ ℝ^n, ${name} ∈ ℝ`),
  'shape-pair': error(() => 'A pair of spaces ℝ^m × ℝ^n is not one shape: declare two names, or a matrix ℝ^{m×n}'),
  'shape-unreadable': error(text => `${text} is not a shape: write ℝ^{m×n}, ℝ^n, ℝ, (m, n) or m×n`),
  'size-not-polynomial': error(() => 'A size is a whole number, a name, or sums and products of them: n+1, 2n, n*m'),
  'size-needs-no-declaration': hint(name => `${name} is a size: sizes need no declaration`),
  'complex-numbers': error(() => 'Only real numbers are read: ℝ'),
  'size-missing': error(what => `The size is missing: a ${what} of which length? Write x ∈ ℝ^n`),
  'unknown-property': warning(
    text =>
      `"${text}" is not a property that is used; known are symmetric, skew-symmetric, positive (semi)definite, diagonal, lower/upper triangular, orthogonal, invertible, idempotent, positive, nonnegative, constant`,
  ),
} as const satisfies Readonly<Record<string, { readonly severity: Severity; readonly text: Text }>>;

export type ProblemCode = keyof typeof MESSAGES;

/** The longest statement that is read, in characters. */
export const LONGEST_STATEMENT = 100_000;
/** The deepest nesting that is read. */
export const DEEPEST_NESTING = 100;

export function problem(code: ProblemCode, span: Span, details: readonly string[] = [], fixes?: SyntaxProblem['fixes']): SyntaxProblem {
  const { severity, text } = MESSAGES[code];
  const message = (text as Text)(...details.map(shortened));
  const base = { code, message, span: { start: span.start, end: span.end }, severity };
  return fixes && fixes.length > 0 ? { ...base, fixes } : base;
}

/** A quotation in a message stays on one line. */
function shortened(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
