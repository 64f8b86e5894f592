import { statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkspaceFiles } from '../server/workspaceFiles.ts';
import { collectFiles, readText } from './files.ts';

/** Those that `nabla check` reads in a folder. */
export const workspaceFiles: WorkspaceFiles = {
  list: async folders => {
    const paths = folders.filter(uri => uri.startsWith('file:')).map(uri => fileURLToPath(uri));
    return collectFiles(paths, '/', null).files.map(({ path, languageId }) => {
      const { mtimeMs, size } = statSync(path);
      return { uri: pathToFileURL(path).href, languageId, stamp: `${mtimeMs} ${size}` };
    });
  },
  read: async uri => {
    const found = readText(fileURLToPath(uri));
    return 'text' in found ? found.text : null;
  },
};
