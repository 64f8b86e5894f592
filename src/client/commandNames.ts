/** Commands that no link of a document's text can run; those that can are in `ide/requests.ts`. */
export const clientCommands = {
  checkWorkspace: 'nabla.checkWorkspace',
} as const;
