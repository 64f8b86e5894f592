/** Every sentence the client says. */

import type { DocumentClaims } from '../ide/requests.ts';
import type { CheckSummary } from './workspaceCheck.ts';

export const noEditor = 'Open a file and put the cursor on a query such as dL/dθ.';
export const notRead = 'Nabla does not read this file: its language is left out by the setting nabla.languages, or it is larger than nabla.maxFileSize.';
export const copied = (what: string, query: string) => `Copied ${query} as ${what}`;
export const codeIn = (language: string) => `${language} code`;
export const pickLanguage = 'The language of the code';
export const pickVariable = (of: string) => `The variable to derive ${of} by`;
export const usualLanguage = 'by the settings and the file';
export const notWritable = 'The derivative could not be inserted: the file cannot be edited.';
export const restarted = 'Nabla’s server is running again';
export const serverFailed = (reason: string) => `Nabla’s server did not start: ${reason}`;
export const showLog = 'Show Log';
export const panelTitle = 'Nabla';
export const emptyPanel = 'Put the cursor on a derivative, and its derivation appears here.';
export const pictureFailed = 'A formula could not be typeset';
export const saveTitle = 'Save the result and its derivation';
export const savedFormats = { tex: 'LaTeX', md: 'Markdown', html: 'HTML (MathML, needs no network)', svg: 'SVG' } as const;
export const saved = (name: string) => `Saved: ${name}`;
export const notSaved = (name: string, reason: string) => `${name} was not saved: ${reason}`;
export const copiedFromPanel = (what: string) => `Copied: ${what}`;

export const noFolder = 'Open a folder, and its claims can be checked.';
export const checkingWorkspace = 'Nabla: checking claims';
export const notChecked = (name: string) => `${name} could not be checked`;
export const showProblems = 'Show Problems';
/** `12 claims hold, 1 refuted in 4 files` */
export function checkSummary(summary: CheckSummary): string {
  const parts = [
    `${count(summary.holds, 'claim')} ${summary.holds === 1 ? 'holds' : 'hold'}`,
    summary.otherLayout > 0 && `${summary.otherLayout} in the other layout`,
    `${summary.refuted} refuted`,
    summary.undecided > 0 && `${summary.undecided} undecided`,
    summary.errors > 0 && count(summary.errors, 'other error'),
  ].filter(part => part !== false);
  const read = `${parts.join(', ')} in ${count(summary.files, 'file')}`;
  const failed = summary.failed > 0 ? ` ${count(summary.failed, 'file')} could not be checked: the log says why.` : '';
  return `${summary.isCancelled ? 'Stopped. ' : ''}${read}.${failed}`;
}

export const configurationNotRead = (path: string) => `The language configuration ${path} could not be read`;
export const copiedDebugInformation = 'Copied the debug information';
export const toolRuns = {
  nabla_derive: 'Deriving and checking by numbers',
  nabla_check: 'Checking the claims by numbers',
  nabla_shape_of: 'Working out the shape',
} as const;
export const toolsNeedServer = 'Nabla’s server is not running. Ask the user to run the command "Nabla: Restart Server", then call again.';
export const testsTitle = 'Nabla';
export const testRun = 'Check Claims';
export const claimGone = 'this claim is no longer in the document';
export const notAnswered = (uri: string) => `The claims of ${uri} were not answered`;

export const statusName = 'Nabla';
export const starting = 'reading…';
export const notRunning = 'The server is not running';
export const restart = 'Restart Server';
/** `2 derivatives, 3 claims hold, 1 refuted`; null for a document that is not read. */
export function documentStatus(found: DocumentClaims | null): string {
  if (!found) return 'not read';
  const of = (verdict: DocumentClaims['claims'][number]['verdict']) => found.claims.filter(claim => claim.verdict === verdict).length;
  const holds = of('holds') + of('other-layout');
  const parts = [
    found.derivatives > 0 && count(found.derivatives, 'derivative'),
    holds > 0 && `${count(holds, 'claim')} ${holds === 1 ? 'holds' : 'hold'}`,
    of('refuted') > 0 && `${count(of('refuted'), 'claim')} refuted`,
    of('undecided') > 0 && `${count(of('undecided'), 'claim')} undecided`,
    of('broken') + found.errors > 0 && count(of('broken') + found.errors, 'error'),
    found.isPending && 'checking…',
  ].filter(part => part !== false);
  return parts.length > 0 ? parts.join(', ') : 'no derivatives or claims';
}

export const recovered = 'Nabla’s server ended by itself and was started again';
export const keepsEnding = 'Nabla’s server ends again and again. The log says why.';

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
