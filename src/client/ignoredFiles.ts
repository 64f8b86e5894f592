import ignore, { type Ignore } from 'ignore';

/** The text of a `.gitignore` and the folder it lies in: '' for the top, otherwise without a slash at its end. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * Whether git leaves a path out, relative to the top with `/` between its parts: a folder that is left out takes what
 * is in it along, and for the others the deepest file that says anything decides.
 */
export function ignoredBy(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = files.map(({ folder, text }) => ({ folder, matcher: ignore().add(text) })).sort((a, b) => b.folder.length - a.folder.length);
  const folders = new Map<string, boolean>();
  const isFolderIgnored = (folder: string): boolean => {
    if (folder === '') return false;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const found = isFolderIgnored(parentOf(folder)) || decide(rules, folder, '/');
    folders.set(folder, found);
    return found;
  };
  return path => isFolderIgnored(parentOf(path)) || decide(rules, path, '');
}

function decide(rules: readonly { readonly folder: string; readonly matcher: Ignore }[], path: string, end: '' | '/'): boolean {
  for (const { folder, matcher } of rules) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const { ignored, unignored } = matcher.test(path.slice(folder === '' ? 0 : folder.length + 1) + end);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
