/** What a client shows while a request takes long. */

export const progress = {
  derivation: 'Nabla: working out the derivation',
  derivative: 'Nabla: deriving',
  code: 'Nabla: writing code',
  workspace: 'Nabla: checking the workspace',
} as const;
