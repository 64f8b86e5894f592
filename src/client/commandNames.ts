/** Commands that no link of a document's text can run; those that can are in `ide/requests.ts`. */
export const clientCommands = {
  openExample: 'nabla.openExample',
  checkWorkspace: 'nabla.checkWorkspace',
  copyDebugInformation: 'nabla.copyDebugInformation',
} as const;
