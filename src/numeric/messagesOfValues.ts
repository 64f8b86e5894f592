/** What is said of values that a person types or pastes, and of points at which something has no value. */

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
const lengthsText = (lengths: readonly number[]): string =>
  lengths.length === 0 ? 'one number' : lengths.length === 1 ? count(lengths[0]!, 'number') : lengths.join('×');

export const messagesOfValues = {
  empty: 'There is no number here; type one, or leave the field empty for random values',
  tooLong: (characters: number, most: number) => `This text has ${characters} characters, more than the ${most} that are read; paste a smaller value`,
  tooMany: (most: number) => `More than ${most} numbers; paste a smaller value`,
  notNumber: (text: string, line: number, place: number) =>
    `“${text}” in line ${line}, place ${place} is no number; write numbers such as −1.5 or 2e-3, without names, units or headings`,
  notFinite: (text: string, line: number, place: number) => `“${text}” in line ${line}, place ${place} is not finite; write a number in its place`,
  complexNumber: (text: string, line: number, place: number) => `“${text}” in line ${line}, place ${place} is complex; values are real here`,
  decimalComma: (text: string, line: number) => `“${text}” in line ${line}: write the decimal point as a dot`,
  abbreviated: (line: number) => `“…” in line ${line}: the values were abbreviated when they were printed; print all of them and paste again`,
  emptyCell: (line: number, place: number) => `Place ${place} in line ${line} is empty; write 0 where 0 is meant`,
  ragged: (row: number, given: number, expected: number) =>
    `Row ${row} has ${count(given, 'number')} where the rows before it have ${expected}; every row needs as many`,
  raggedBlocks: 'The brackets hold rows or blocks of different sizes; all of one depth need the same size',
  unclosed: (line: number) => `The bracket in line ${line} is not closed; add ] at its end`,
  unexpected: (text: string, line: number) => `“${text}” in line ${line} does not belong to a list of numbers; remove it`,

  /** The name of what is given values, and its shape as declared. */
  wrongOrder: (given: readonly number[], declared: string) => `It is ${lengthsText(given)}, and ${declared} is declared: paste a value of that shape`,
  /** `along`: what is counted, `rows`. */
  wrongDeclared: (along: string, given: number, expected: number) => `It has ${given} ${along}, and ${expected} are declared: paste ${expected}`,
  wrongSize: (along: string, given: number, expected: number, size: string, by: string) =>
    `It has ${given} ${along}, but the value of ${by} makes ${size} = ${expected}: change one of the two`,
  impossibleSize: (along: string, given: number, size: string) => `It has ${given} ${along}, which cannot be ${size}: paste another number of them`,
  undetermined: (along: string, given: number, names: readonly string[]) =>
    `It has ${given} ${along}, from which ${names.join(' and ')} do not follow: enter a value that has one of them alone`,
  axisNames: (axes: number): readonly string[] =>
    axes === 1 ? ['entries'] : axes === 2 ? ['rows', 'columns'] : Array.from({ length: axes }, (_, k) => `entries along axis ${k + 1}`),
  noSizes: 'No sizes fit the values and all declarations at once; change or empty one of the values',
  tooLarge: 'The values are too large to evaluate here; paste smaller ones',

  lacksFact: (fact: string) => `It is declared ${fact}, and these values are not`,
  mirrored: (fact: string, at: string, value: string, mirror: string, other: string) =>
    `It is declared ${fact}, but ${at} is ${value} and ${mirror} is ${other}`,
  outside: (fact: string, at: string, value: string) => `It is declared ${fact}, but ${at} is ${value}`,
  definiteness: (fact: string, eigenvalue: string) => `It is declared ${fact}, but has the eigenvalue ${eigenvalue}`,
  product: (fact: string, product: string, at: string, value: string, expected: string) =>
    `It is declared ${fact}, but ${at} of ${product} is ${value} instead of ${expected}`,
  singular: 'It is declared invertible, but its determinant is 0',

  hasSingular: 'A matrix that is inverted, or whose determinant is divided by, is singular at these values; change one of its entries',
  hasPole: 'The expression divides by 0 or takes the logarithm of 0 at these values; change one of them',
  hasNoDerivative: (reason: string | null) => `The expression has no derivative at these values${reason === null ? '' : `: ${reason}`}; change one of them`,
  hasKink: 'These values lie on a kink of relu, abs, sign or step; change the entry that is 0',
  hasNoValue: 'The expression has no finite value here: a logarithm or root of a negative number, or an overflow; change the values',
  hasNoRandomValue: 'No random values give the expression a finite value; type values for its variables',

  firstOrderOnly: 'No complex step: a part of the expression is evaluated to the first order of an imaginary part alone, which is its derivative already',
  innerDifferences: 'No complex step: a derivative inside the expression is itself taken by differences',
  secondImaginary: 'No complex step: the first derivative is a complex step already, and a second one would need another imaginary unit',
  noComplexValue: 'No complex step: the expression has no value beside the real numbers here',
  notCompared: 'The entries of this result cannot be compared one by one',
  onKink: 'A value lies on a kink, where the derivative is a choice: the differences say nothing',
  unsettled: 'The differences did not settle: the expression varies too quickly at these values',
  withinRounding: (error: string) => `They differ by no more than rounding can make (relative error ${error}): nothing follows`,
} as const;
