/** What may be completed in a comment of a host language: a command that begins with a backslash, at the end of the line before the cursor. */
export const COMMAND_BEFORE_CURSOR = /\\[A-Za-z]*$/;
