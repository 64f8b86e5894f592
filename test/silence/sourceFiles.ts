/** The files of whole code bases, each text once. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../src/documents/fileNames.ts';

export interface SourceText {
  readonly path: string;
  readonly languageId: string;
  /** What is no UTF-8 is replaced, as an editor does. */
  readonly text: string;
}

/**
 * Every text below the folders in a language whose comments are read. Copies of a text (vendored packages) and files that are
 * no text are left out; links are not followed. So are `.mc` files: in other people's code they belong to other tools.
 */
export function* sourceTexts(folders: readonly string[]): Generator<SourceText> {
  const seen = new Set<string>();
  for (const folder of folders) {
    for (const path of filesBelow(folder)) {
      const languageId = languageOf(path);
      if (languageId === null || languageId === 'mc') continue;
      const bytes = readFileSync(path);
      if (bytes.subarray(0, LOOKED_AT).includes(0)) continue;
      const digest = createHash('sha1').update(bytes).digest('base64');
      if (seen.has(digest)) continue;
      seen.add(digest);
      yield { path, languageId, text: bytes.toString('utf8') };
    }
  }
}

const LOOKED_AT = 8000;

function* filesBelow(top: string): Generator<string> {
  const open = [top];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) if (entry.isFile()) yield join(folder, entry.name);
    for (const entry of entries.reverse()) if (entry.isDirectory() && entry.name !== '.git') open.push(join(folder, entry.name));
  }
}
