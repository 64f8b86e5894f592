/** Functions that a language lacks, as text that goes into a generated module when it is used. */

export interface Helper {
  /** Other helpers, which come before it. */
  readonly needs: readonly string[];
  /** What has to be imported, included or loaded for it, beside what every module has. */
  readonly imports: readonly string[];
  readonly source: string;
}
export type Helpers = Readonly<Record<string, Helper>>;

/** The helpers that the used ones need, each after what it needs, and what they import. */
export function helperSources(all: Helpers, used: ReadonlySet<string>): { readonly imports: readonly string[]; readonly sources: readonly string[] } {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const needed of all[name]!.needs) add(needed);
  };
  for (const name of used) add(name);
  const helpers = Object.entries(all).filter(([name]) => wanted.has(name));
  return { imports: [...new Set(helpers.flatMap(([, helper]) => helper.imports))], sources: helpers.map(([, helper]) => helper.source) };
}
