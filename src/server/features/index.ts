import type { Feature } from '../feature.ts';
import { claims } from './claims.ts';
import { codeActions } from './codeActions.ts';
import { codeLens } from './codeLens.ts';
import { completion } from './completion.ts';
import { diagnostics } from './diagnostics.ts';
import { formatting } from './formatting.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import { definitions, highlights, references } from './navigation.ts';
import { folding, selections } from './ranges.ts';
import { rename } from './rename.ts';
import { results } from './results.ts';
import { semanticTokens } from './semanticTokens.ts';
import { signatureHelp } from './signatureHelp.ts';
import { documentSymbols, workspaceSymbols } from './symbols.ts';
import { tools } from './tools.ts';

/** One row a feature. */
export const features: readonly Feature[] = [
  diagnostics,
  hover,
  codeActions,
  codeLens,
  inlayHints,
  completion,
  signatureHelp,
  definitions,
  references,
  highlights,
  rename,
  documentSymbols,
  workspaceSymbols,
  semanticTokens,
  folding,
  selections,
  claims,
  tools,
  formatting,
  results,
];
