import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { languageOf } from '../documents/fileNames.ts';
import * as messages from './messages.ts';

export interface SourceFile {
  /** As the user would name it. */
  readonly name: string;
  readonly path: string;
  readonly languageId: string;
}
export interface Trouble {
  readonly name: string;
  readonly message: string;
  /** The file is left out because that was asked for. */
  readonly isAsked?: true;
}
export type ReadText = { readonly text: string } | { readonly message: string };

/**
 * The files that arguments stand for, in their order: a file stands for itself, a folder for the files in it whose
 * extension is that of a language, without hidden ones, node_modules and what .gitignore leaves out.
 */
export function collectFiles(args: readonly string[], cwd: string, language: string | null): { files: SourceFile[]; troubles: Trouble[] } {
  const files: SourceFile[] = [];
  const troubles: Trouble[] = [];
  const seen = new Set<string>();
  const add = (name: string, path: string, languageId: string) => {
    if (seen.has(path)) return;
    seen.add(path);
    files.push({ name, path, languageId });
  };
  for (const name of args) {
    const path = resolve(cwd, name);
    try {
      if (statSync(path).isDirectory()) {
        for (const found of walk(path)) {
          const languageId = languageOf(found);
          if (languageId) add(join(name, relative(path, found)), found, language ?? languageId);
        }
      } else {
        const languageId = language ?? languageOf(path);
        if (languageId) add(name, path, languageId);
        else troubles.push({ name, message: messages.unknownLanguage(extname(path) || 'a file without extension') });
      }
    } catch (error) {
      troubles.push({ name, message: reasonOf(error) });
    }
  }
  return { files, troubles };
}

/** The text of a file, which has to be UTF-8; otherwise why it cannot be read. */
export function readText(path: string): ReadText {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return { message: reasonOf(error) };
  }
  if (bytes.includes(0)) return { message: messages.notText };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { message: messages.notUtf8(firstInvalidByte(bytes)) };
  }
}

interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

/** Every file below a folder, sorted; links are not followed, so that it ends. */
function walk(top: string): readonly string[] {
  const found: string[] = [];
  const open: { readonly folder: string; readonly rules: readonly Rules[] }[] = [{ folder: top, rules: rulesAbove(top) }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { folder } = next;
    const own = rulesIn(folder);
    const rules = own ? [...next.rules, own] : next.rules;
    const entries = readdirSync(folder, { withFileTypes: true }).filter(entry => isWanted(entry, folder, rules));
    for (const entry of entries) if (entry.isFile()) found.push(join(folder, entry.name));
    for (const entry of entries) if (entry.isDirectory()) open.push({ folder: join(folder, entry.name), rules });
  }
  return found.sort();
}

function isWanted(entry: Dirent, folder: string, rules: readonly Rules[]): boolean {
  if (entry.name.startsWith('.') || entry.name === 'node_modules') return false;
  // the deepest .gitignore that says anything decides
  for (const { folder: base, matcher } of rules.toReversed()) {
    const path = relative(base, join(folder, entry.name)).split(sep).join('/');
    const { ignored, unignored } = matcher.test(entry.isDirectory() ? `${path}/` : path);
    if (ignored || unignored) return unignored;
  }
  return true;
}

/** The rules of the folders above, up to the root of the repository that holds the folder. */
function rulesAbove(top: string): readonly Rules[] {
  const rules: Rules[] = [];
  for (let folder = top; ; ) {
    const isRoot = existsSync(join(folder, '.git'));
    if (isRoot) {
      const own = rulesIn(folder, '.git/info/exclude');
      return [...(own ? [own] : []), ...rules.reverse()];
    }
    const parent = dirname(folder);
    if (parent === folder) return [];
    const above = rulesIn(parent);
    if (above) rules.push(above);
    folder = parent;
  }
}

function rulesIn(folder: string, name = '.gitignore'): Rules | null {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  return { folder, matcher: ignore().add(readFileSync(path, 'utf8')) };
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return messages.missing;
  if (code === 'EACCES' || code === 'EPERM') return messages.noPermission;
  return messages.unreadable(error instanceof Error ? error.message : String(error));
}

function firstInvalidByte(bytes: Buffer): number {
  // the longest valid beginning, by halving: decoding with `stream` accepts a character that is cut off
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      invalid = middle;
    }
  }
  return invalid - 1;
}
