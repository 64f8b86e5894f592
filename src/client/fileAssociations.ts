/** The setting `files.associations`: in which language files are, by patterns of their names. */

export interface Association {
  /** Where to look for such files. */
  readonly glob: string;
  readonly languageId: string;
  isOf(path: string): boolean;
}

/** Patterns that are a name with `*` and `?`, below any folder or anywhere; other patterns are left to the editor. */
export function readAssociations(setting: Readonly<Record<string, unknown>>): readonly Association[] {
  return Object.entries(setting).flatMap(([pattern, languageId]) => {
    const name = pattern.replace(/^\*\*\//, '');
    if (typeof languageId !== 'string' || name === '' || /[/\\[\]{}]/.test(name)) return [];
    const expression = new RegExp(
      `(?:^|/)${name
        .replace(/[.+^$()|]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]')}$`,
      'i',
    );
    return [{ glob: `**/${name}`, languageId, isOf: (path: string) => expression.test(path) }];
  });
}
