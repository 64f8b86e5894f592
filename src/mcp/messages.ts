/** What an assistant is told beside the answers of the tools (`ide/messagesOfTools.ts`). */

export const instructions =
  'Nabla derives and checks matrix calculus. Every derivative it gives was compared with a numerical differentiation; what it does not give, do not guess. Statements stand one a line: declarations ("A ∈ ℝ^{m×n}, x ∈ ℝ^n"), definitions ("L = ‖A x‖²"), queries ("dL/dx"), claims ("dL/dx = 2 xᵀ Aᵀ A").';
export const unknownTool = (name: string, known: readonly string[]) => `There is no tool ${name.slice(0, 100)}. Call one of ${known.join(', ')}.`;
export const tooLong = (characters: number) =>
  `The text is longer than ${characters} characters. Send the part that is asked about, with the declarations of its names.`;
export const engineFailed =
  'Nabla failed on this text, which is a defect of Nabla; its log has the details. Leave out the statement that you need least and call again, and do not guess the answer.';
