/** Every sentence the client says. */

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
export const copiedFromPanel = (what: string) => `Copied: ${what}`;
