/** What the server asks once a document is open: one function a feature, plain results, offsets and positions of the document. */

export { analyzeCells, cellsOf, checkOf } from './checkedText.ts';
export { claimsOf } from './claims.ts';
export { codeAt } from './code.ts';
export { codeActionsAt } from './codeActions.ts';
export { codeLensCommand, codeLensesOf } from './codeLens.ts';
export { completionsAt, describeCompletion } from './completion.ts';
export { derivativeAt } from './derivative.ts';
export { variablesAt } from './deriveBy.ts';
export { diagnosticsOf } from './diagnostics.ts';
export { foldsOf } from './folding.ts';
export { formattingOf } from './formatting.ts';
export { hoverAt, isHoverPending, prepareHover } from './hover.ts';
export { inlayHintsIn } from './inlayHints.ts';
export { definitionsAt, highlightsAt, referencesAt } from './navigation.ts';
export { isPanelPending, panelContentAt } from './panel.ts';
export { relatedPlaces } from './relatedInformation.ts';
export { renameAt, renamePlaceAt } from './rename.ts';
export { selectionsAt } from './selection.ts';
export { semanticTokensOf } from './semanticTokens.ts';
export { signatureHelpAt } from './signatureHelp.ts';
export { outlineOf } from './symbols.ts';
export { readToolInput, toolAnswer } from './tools.ts';
