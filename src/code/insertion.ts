/**
 * A module as it goes on in a document that may hold modules already: what stands there word for word is left out, and a function whose name
 * the document gives to something else is called otherwise. C++ and TypeScript take no definition twice, and elsewhere the second would take
 * the place of the first, whose parameters may stand in another order.
 */

import type { ModuleSource } from './language.ts';

export interface Printed {
  readonly module: ModuleSource;
  /** Of the functions that a caller may use, and of those that MATLAB hides. */
  readonly functions: readonly string[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * @param notation what of the document is mathematics in a comment, which defines nothing
 * @param print the module with functions that have none of these names
 */
export function printedInto<Result extends Printed>(document: string, notation: readonly Span[], print: (taken: ReadonlySet<string>) => Result): Result {
  const lines = `\n${document.replaceAll('\r\n', '\n')}\n`;
  const stands = (block: string): boolean => lines.includes(`\n${block}\n`);
  const isNotation = (offset: number): boolean => notation.some(({ start, end }) => start <= offset && offset < end);
  const taken = new Set<string>();
  for (;;) {
    const printed = print(taken);
    const { imports, blocks, separator } = printed.module;
    const isOwn = (name: string): boolean => blocks.some(block => stands(block) && definitionsOf(name, block).length > 0);
    const clashing = printed.functions.filter(name => definitionsOf(name, document).some(offset => !isNotation(offset)) && !isOwn(name));
    if (clashing.length === 0)
      return { ...printed, module: { imports: imports.filter(line => !stands(line)), blocks: blocks.filter(block => !stands(block)), separator } };
    for (const name of clashing) taken.add(name);
  }
}

/** Where a line begins with a definition, in any of the languages: `def f(`, `function r = f(`, `inline double f(`, `f <- `, `const f = `. */
function definitionsOf(name: string, text: string): readonly number[] {
  const lead = String.raw`(?:def |(?:export )?(?:async )?(?:function|const|let|var|class) |function [^=\n(]*= *|[A-Za-z_][\w:<>, &*]* [&*]?)?`;
  return [...text.matchAll(new RegExp(String.raw`^${lead}${name} *(?:\(|<-|:=|=(?!=))`, 'gm'))].map(({ index }) => index);
}

/** The text of a module. */
export function sourceOf({ imports, blocks, separator }: ModuleSource): string {
  const parts = [...(imports.length > 0 ? [imports.join('\n')] : []), ...blocks];
  return parts.length === 0 ? '' : `${parts.join(separator)}\n`;
}
