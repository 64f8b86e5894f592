/** Every sentence that a language model is told. What went wrong says what to do next. */

export const messagesOfTools = {
  noText: 'The field "text" is missing or empty. Send the declarations, the definitions and what is asked, one statement a line.',
  badLanguage: 'The field "languageId" is a string such as "mc", "python" or "latex". Leave it out for plain mathematics.',
  badLayout: 'The field "layout" is "numerator" or "denominator". Leave it out for the numerator layout.',
  badCode: (known: readonly string[]) => `The field "code" is one of ${known.join(', ')}. Leave it out where no code is wanted.`,
  noExpression: 'The field "expression" is missing or empty. Send one expression, such as "A x - b".',
  oneExpression: 'The field "expression" holds more than one statement. Move declarations and definitions to "text".',
  notRead: (languageId: string) =>
    `Texts of the language ${languageId} are left out by the user’s setting nabla.languages, or the text is longer than nabla.maxFileSize. Send it as "mc", or a shorter one.`,
  noQuery: 'The text asks for no derivative. Add a line such as "dL/dθ", where L and θ are declared or defined above it, and call again.',
  noClaim: 'The text claims nothing. Write a claim such as "dL/dθ = -2 eᵀ Φ" or an equality such as "(A B)ᵀ == Bᵀ Aᵀ", and call again.',
  noShape: 'The expression has no shape. Declare every name, as in "A ∈ ℝ^{m×n}, x ∈ ℝ^n", repair what is reported below, and call again.',
  notDerived: (source: string) => `${source}: no derivative is given.`,
  nothingShown: 'Do not guess the derivative: repair what is reported, or write the expression with other operations, and call again.',
  oneEntry: '   (one entry, in index notation: no matrix form exists)',
  shape: (size: string, layout: string) => (layout === 'both' ? `shape: ${size} (in both layouts)` : `shape: ${size}, ${layout} layout`),
  latex: (text: string) => `LaTeX: ${text}`,
  certified: (points: number) => `checked against numerical differentiation at ${points} random ${points === 1 ? 'point' : 'points'}`,
  zero: (solution: string) => `the derivative is 0 at ${solution}`,
  line: (number: number) => `line ${number}`,
  correction: (text: string) => `Right is: ${text}`,
  verdicts: {
    holds: 'holds',
    'other-layout': 'holds in the other layout',
    refuted: 'is wrong',
    undecided: 'could not be decided',
    pending: 'was not checked to the end',
    broken: 'cannot be read',
  },
} as const;
