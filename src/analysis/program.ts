/** A document as checked programs: every block in the scope of its region. */

import type { Block, ScannedDocument } from '../documents/block.ts';
import { type CheckedProgram, checkProgram, Scope } from '../shapes/check.ts';
import type { Layout, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import type { Span } from '../syntax/tree.ts';
import { Lines } from './positions.ts';

export interface CheckedBlock {
  readonly block: Block;
  readonly statements: readonly TypedStatement[];
  /** The names that are known at its end. */
  readonly symbols: ReadonlyMap<string, TypedSymbol>;
}

/** Declarations of a block are in scope for the later blocks of its region and of the regions inside it. */
export function checkDocument(scanned: ScannedDocument, layout: Layout | undefined): readonly CheckedBlock[] {
  const { blocks } = scanned;
  if (blocks.length === 1) return [new LastBlock(blocks[0]!, checkBlock(blocks[0]!, NO_NAMES, layout))];
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
  return blocks.map(block => {
    const scope = scopeOf(block.scope);
    const checked = checkBlock(block, scope, layout);
    scope.adopt(checked.scope);
    return { block, statements: checked.statements, symbols: checked.symbols };
  });
}

const NO_NAMES = new Scope(null);

/** Nothing is declared behind it, so that its names can be gathered when they are asked for. */
class LastBlock implements CheckedBlock {
  readonly block: Block;
  readonly statements: readonly TypedStatement[];
  readonly #program: CheckedProgram;

  constructor(block: Block, program: CheckedProgram) {
    this.block = block;
    this.statements = program.statements;
    this.#program = program;
  }

  get symbols(): ReadonlyMap<string, TypedSymbol> {
    return this.#program.symbols;
  }
}

/** A line that is not read after all must not define a name either, so the block is checked again without it. */
function checkBlock(block: Block, scope: Scope, layout: Layout | undefined): CheckedProgram {
  const strict = block.kind === 'comment' || block.kind === 'inline' || block.kind === 'display';
  const options = { strict, starAmbiguous: block.starAmbiguous, base: block.base, scope, ...(layout ? { layout } : {}) };
  let { text } = block;
  for (;;) {
    const checked = checkProgram(text, options);
    const dropped = isUnconditional(block) ? [] : droppedStatements(block, checked.statements);
    if (dropped.length === 0) return checked;
    for (const { tree } of dropped) text = blanked(text, tree.span);
  }
}

const isUnconditional = (block: Block): boolean => block.kind === 'whole' || block.kind === 'marked';

/** Spaces in the place of a statement: the offsets of all others stay. */
const blanked = (text: string, { start, end }: Span): string => text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);

/** What cannot be read, and statements on lines that may be prose unless they could be typed completely from names that are known. */
function droppedStatements(block: Block, statements: readonly TypedStatement[]): readonly TypedStatement[] {
  const uncertain = new Set(block.uncertainLines ?? []);
  const lines = new Lines(block.text);
  return statements.filter(statement => {
    if (statement.meaning.kind === 'malformed') return statement.tree.span.end > statement.tree.span.start;
    if (!uncertain.has(lines.lineAt(statement.tree.span.start))) return false;
    return statement.problems.some(problem => problem.severity === 'error') || !isTyped(statement);
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
