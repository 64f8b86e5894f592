/** A document as checked programs: every block in the scope of its region. */

import type { Block, ScannedDocument } from '../documents/block.ts';
import { checkProgram, Scope } from '../shapes/check.ts';
import type { Layout, TypedStatement, TypedSymbol } from '../shapes/typed.ts';

export interface CheckedBlock {
  readonly block: Block;
  readonly statements: readonly TypedStatement[];
  readonly symbols: ReadonlyMap<string, TypedSymbol>;
}

/** Declarations of a block are in scope for the later blocks of its region and of the regions inside it. */
export function checkDocument(scanned: ScannedDocument, layout: Layout | undefined): readonly CheckedBlock[] {
  const scopes = new Map<number, Scope>();
  const parents = new Map(scanned.scopes.map(scope => [scope.id, scope.parent]));
  const scopeOf = (id: number): Scope => {
    const known = scopes.get(id);
    if (known) return known;
    const parent = parents.get(id) ?? null;
    const made = new Scope(parent === null ? null : scopeOf(parent));
    scopes.set(id, made);
    return made;
  };
  return scanned.blocks.map(block => {
    const scope = scopeOf(block.scope);
    const strict = block.kind === 'comment' || block.kind === 'inline' || block.kind === 'display';
    const checked = checkProgram(block.text, { strict, starAmbiguous: block.starAmbiguous, base: block.base, scope, ...(layout ? { layout } : {}) });
    scope.adopt(checked.scope);
    return { block, statements: keptStatements(block, checked.statements), symbols: checked.symbols };
  });
}

/** A statement on a line that may be prose stays only where it could be typed completely from names that are known. */
function keptStatements(block: Block, statements: readonly TypedStatement[]): readonly TypedStatement[] {
  const uncertain = new Set(block.uncertainLines ?? []);
  const lineOf = (offset: number): number => block.text.slice(0, offset).split('\n').length - 1;
  if (block.kind === 'whole' || block.kind === 'marked') return statements;
  return statements.filter(statement => {
    if (statement.meaning.kind === 'malformed') return false;
    if (!uncertain.has(lineOf(statement.tree.span.start))) return true;
    return statement.problems.every(problem => problem.severity !== 'error') && isTyped(statement);
  });
}

function isTyped({ meaning }: TypedStatement): boolean {
  switch (meaning.kind) {
    case 'declaration':
    case 'directive':
      return true;
    case 'malformed':
      return false;
    case 'definition':
      return meaning.value !== null;
    case 'equation':
      return meaning.right !== null;
    case 'query':
      return meaning.query !== null;
    case 'claim':
      return meaning.query !== null && meaning.members.every(member => member.expression !== null);
    case 'equality':
      return meaning.left !== null && meaning.right !== null;
    case 'expression':
      return meaning.expression !== null;
  }
}
