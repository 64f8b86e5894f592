/** A document as checked programs: every block in the scope of its region. */

import type { Block, ScannedDocument } from '../documents/block.ts';
import { type CheckedProgram, checkProgram, type PreviousProgram, Scope } from '../shapes/check.ts';
import type { Layout, TypedStatement, TypedSymbol } from '../shapes/typed.ts';
import { someExpression, withoutGroups } from '../syntax/children.ts';
import type { Expression, Span } from '../syntax/tree.ts';
import { Lines } from './positions.ts';
import { partsOfStatement } from './statementParts.ts';
import { namesWithoutShape } from './untypedHover.ts';

/** A block as it was checked: it holds for a later version of the document, too. */
export interface CheckedBlock {
  readonly block: Block;
  readonly statements: readonly PlacedStatement[];
  /** Statements of a comment that are mathematics for certain and count for nothing, because nothing says the shapes of their names. */
  readonly unread: readonly PlacedStatement[];
  /** The names that are known at its end. */
  readonly symbols: ReadonlyMap<string, TypedSymbol>;
}
export interface PlacedStatement {
  readonly typed: TypedStatement;
  /** What its spans lack to be places in the text of the block: where an earlier version had the statement, it was elsewhere. */
  readonly shift: number;
}

export interface CheckedDocument {
  readonly blocks: readonly CheckedBlock[];
  /** The names that the cell of a notebook gives to those that follow it: the ones outside of all functions. Of other documents null. */
  readonly names: Scope | null;
}

/**
 * Declarations of a block are in scope for the later blocks of its region and of the regions inside it.
 * @param before An earlier version, in the same layout, null for the first one: what has the same text and sees the same names is
 * not checked again. Where it is left out, nothing is kept for a next version.
 * @param around The names that those before it give to the cell of a notebook, null for the first one.
 */
export function checkDocument(scanned: ScannedDocument, layout: Layout | undefined, before?: CheckedDocument | null, around?: Scope | null): CheckedDocument {
  const { blocks } = scanned;
  const known = before === undefined ? null : new KnownBlocks(before?.blocks ?? []);
  const file = new Region(around ? new Surroundings(around) : null);
  const isCell = around !== undefined;
  // most documents of mathematics have the one region of the file
  const inner = scanned.scopes.length > 1 ? new Map<number, Region>() : null;
  const parents = inner && new Map(scanned.scopes.map(scope => [scope.id, scope.parent]));
  const regionOf = (id: number): Region => {
    if (id === FILE || !inner || !parents) return file;
    const found = inner.get(id);
    if (found) return found;
    const made = new Region(regionOf(parents.get(id) ?? FILE));
    inner.set(id, made);
    return made;
  };
  const checked = blocks.map((block, k) => {
    const region = regionOf(block.scope);
    const same = known?.take(block, region) ?? null;
    const found = same ? same.at(block, region) : new RegionBlock(block, checkBlock(block, region.scope, layout, known?.previous(block, region)), region);
    // names behind the last block are of no use to anybody but the next cell
    if (isCell || k < blocks.length - 1) {
      found.readSymbols();
      region.adopt(found, same);
    }
    return found;
  });
  file.forgetLike();
  if (inner) for (const region of inner.values()) region.forgetLike();
  if (!isCell) return { blocks: checked, names: null };
  return { blocks: checked, names: before?.names && isSameScope(file.scope, before.names) ? before.names : file.scope };
}

/** The outermost region. */
const FILE = 0;

/** What follows must see that nothing has changed for it. */
const isSameScope = (a: Scope, b: Scope): boolean => a.parent === b.parent && a.holdsSameAs(b);

/** The names of a region, and from which blocks it has them. */
class Region {
  readonly parent: Region | null;
  readonly scope: Scope;
  /** How many blocks have given it names. */
  size = 0;
  /** A region of the version before, whose first blocks are the ones of this region: so many. */
  private like: Region | null = null;
  private alike = 0;

  constructor(parent: Region | null, scope = new Scope(parent?.scope ?? null)) {
    this.parent = parent;
    this.scope = scope;
  }

  adopt(checked: RegionBlock, same: RegionBlock | null): void {
    // what gives no names changes nothing for the others
    if (checked.text.program.scope.isEmpty) return;
    if (same && this.alike === this.size && same.sizes[0] === this.size && (this.like === same.region || this.size === 0)) {
      this.like = same.region;
      this.alike++;
    }
    this.scope.adopt(checked.text.program.scope);
    this.size++;
  }

  /** Versions must not hold on to one another for ever. */
  forgetLike(): void {
    this.like = null;
  }

  /** Whether it has the names now that another one had after its first `size` blocks. */
  isLike(other: Region, size: number): boolean {
    return this.size === size && (size === 0 || (this.like === other && this.alike === size));
  }
}

/** Around a document that goes on with others. */
class Surroundings extends Region {
  constructor(scope: Scope) {
    super(null, scope);
  }

  override isLike(other: Region): boolean {
    return this.scope === other.scope;
  }
}

class RegionBlock implements CheckedBlock {
  readonly block: Block;
  readonly text: CheckedText;
  readonly region: Region;
  /** Of the region and of those around it, before the block was checked. */
  readonly sizes: readonly number[];
  private names: ReadonlyMap<string, TypedSymbol> | null = null;

  constructor(block: Block, text: CheckedText, region: Region) {
    this.block = block;
    this.text = text;
    this.region = region;
    this.sizes = sizesOf(region);
  }

  get statements(): readonly PlacedStatement[] {
    return this.text.statements;
  }

  get unread(): readonly PlacedStatement[] {
    return this.text.unread;
  }

  get symbols(): ReadonlyMap<string, TypedSymbol> {
    return this.readSymbols();
  }

  /** Before the regions around it get more names. */
  readSymbols(): ReadonlyMap<string, TypedSymbol> {
    this.names ??= this.text.program.symbols;
    return this.names;
  }

  /** The same program where the block stands now, in a region that is like the one it stood in. */
  at(block: Block, region: Region): RegionBlock {
    const moved = new RegionBlock(block, this.text, region);
    moved.names = this.names;
    return moved;
  }

  sees(region: Region): boolean {
    let [now, then]: [Region | null, Region | null] = [region, this.region];
    let depth = 0;
    for (; now && then; depth++) {
      if (!now.isLike(then, this.sizes[depth]!)) return false;
      now = now.parent;
      then = then.parent;
    }
    return now === then;
  }
}

function sizesOf(region: Region): readonly number[] {
  const sizes: number[] = [];
  for (let each: Region | null = region; each; each = each.parent) sizes.push(each.size);
  return sizes;
}

/** The blocks of an earlier version. */
class KnownBlocks {
  private readonly blocks: readonly RegionBlock[];
  /** By their texts; made when one does not stand where it is looked for. */
  private byText: ReadonlyMap<string, number[]> | null = null;
  private readonly taken: boolean[] = [];
  /** Behind the last one that was taken. */
  private next = 0;

  constructor(blocks: readonly CheckedBlock[]) {
    this.blocks = blocks.filter(block => block instanceof RegionBlock);
  }

  /** A block that was read from the same, and that saw the names which stand in the region now. Each is given once. */
  take(block: Block, region: Region): RegionBlock | null {
    const at = this.isNext(block, region) ? this.next : this.find(block, region);
    if (at < 0) return null;
    this.taken[at] = true;
    this.next = at + 1;
    return this.blocks[at]!;
  }

  private isNext(block: Block, region: Region): boolean {
    const next = this.taken[this.next] ? undefined : this.blocks[this.next];
    return next !== undefined && isReadAlike(next.block, block) && next.sees(region);
  }

  private find(block: Block, region: Region): number {
    this.byText ??= placesByText(this.blocks);
    return this.byText.get(block.text)?.find(k => !this.taken[k] && isReadAlike(this.blocks[k]!.block, block) && this.blocks[k]!.sees(region)) ?? -1;
  }

  /** The one that stood where a block stands that has changed. */
  previous(block: Block, region: Region): PreviousProgram | null {
    const before = this.taken[this.next] ? undefined : this.blocks[this.next];
    if (!before || wayOf(before.block) !== wayOf(block)) return null;
    this.next++;
    return { program: before.text.program, isOutsideSame: before.sees(region) };
  }
}

function placesByText(blocks: readonly RegionBlock[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [k, { block }] of blocks.entries()) {
    const same = places.get(block.text);
    if (same) same.push(k);
    else places.set(block.text, [k]);
  }
  return places;
}

/** How a block is read, whatever its text is. */
const wayOf = ({ kind, starAmbiguous, base, binding }: Block): string => `${kind} ${starAmbiguous} ${base} ${binding ?? false}`;
const doubtsOf = ({ uncertainLines, likelyLines }: Block): string => `${uncertainLines?.join() ?? ''} ${likelyLines?.join() ?? ''}`;

const isReadAlike = (a: Block, b: Block): boolean => a === b || (a.text === b.text && wayOf(a) === wayOf(b) && doubtsOf(a) === doubtsOf(b));

interface CheckedText {
  readonly program: CheckedProgram;
  readonly statements: readonly PlacedStatement[];
  readonly unread: readonly PlacedStatement[];
}

/** A line that is not read after all must not define a name either, so the block is checked again without it. */
function checkBlock(block: Block, scope: Scope, layout: Layout | undefined, previous?: PreviousProgram | null): CheckedText {
  const strict = block.kind === 'comment' || block.kind === 'inline' || block.kind === 'display';
  const options = {
    strict,
    starAmbiguous: block.starAmbiguous,
    base: block.base,
    scope,
    ...(layout ? { layout } : {}),
    ...(previous === undefined ? {} : { previous }),
  };
  let { text } = block;
  const unread: PlacedStatement[] = [];
  for (;;) {
    const program = checkProgram(text, options);
    const statements = program.statements.map((typed, k) => ({ typed, shift: program.shifts[k]! }));
    const dropped = isUnconditional(block) ? [] : droppedStatements(block, statements);
    if (dropped.length === 0) return { program, statements, unread };
    for (const { statement, isShown, span } of dropped) {
      const { tree } = statement.typed;
      text = blanked(text, span, statement.shift);
      if (isShown && block.kind === 'comment' && (tree.kind !== 'malformed' || tree.sides)) unread.push(statement);
    }
  }
}

const isUnconditional = (block: Block): boolean => block.kind === 'whole' || block.kind === 'marked';

/** Spaces in the place of a statement: the offsets of all others stay. */
function blanked(text: string, span: Span, shift: number): string {
  const [start, end] = [span.start + shift, span.end + shift];
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

interface Dropped {
  readonly statement: PlacedStatement;
  readonly isShown: boolean;
  /** What of it is not read. */
  readonly span: Span;
}

/** What cannot be read, and statements on lines that may be prose unless they could be typed completely from names that are known. */
function droppedStatements(block: Block, statements: readonly PlacedStatement[]): readonly Dropped[] {
  const uncertain = new Set(block.uncertainLines ?? []);
  const likely = new Set(block.likelyLines ?? []);
  const lines = new Lines(block.text);
  return statements.flatMap(statement => {
    const { typed, shift } = statement;
    const { span } = typed.tree;
    if (namesNothing(typed) || (block.kind === 'inline' && isOfOtherThings(typed))) return [{ statement, isShown: false, span }];
    const condition = conditionIn(typed);
    if (condition !== null) return [{ statement, isShown: false, span: condition }];
    const line = lines.lineAt(span.start + shift);
    const isCertain = !uncertain.has(line);
    const isDropped = typed.meaning.kind === 'malformed' ? span.end > span.start : !isCertain && isDoubtful(typed);
    return isDropped ? [{ statement, isShown: isCertain || likely.has(line) || isOpenEquation(typed), span }] : [];
  });
}

/** `∇f = 2 Aᵀ (A x - b) = 0` says where the derivative is 0, not that it is: from the last `=` on, or all of `dW = 0`. */
function conditionIn({ tree }: TypedStatement): Span | null {
  const members = tree.kind === 'claim' || tree.kind === 'definition' ? partsOfStatement(tree) : [];
  const last = members.at(-1);
  const before = members.at(-2);
  if (!last || !before || !isZero(last)) return null;
  return tree.kind === 'claim' && tree.adjoint && members.length === 2 ? tree.span : { start: before.span.end, end: last.span.end };
}
function isZero(expression: Expression): boolean {
  const inner = withoutGroups(expression);
  return inner.kind === 'number' && Number(inner.text) === 0;
}

/** Does not hold together as mathematics. Where an adjoint is claimed whose forward equation is known, shapes that do not conform are a mistake, no sign of prose. */
function isDoubtful(statement: TypedStatement): boolean {
  const { tree, meaning, problems } = statement;
  const isAdjoint = tree.kind === 'claim' && tree.adjoint && meaning.kind === 'claim' && meaning.query !== null;
  const errors = problems.filter(({ severity, code }) => severity === 'error' && !(isAdjoint && code === 'shape-mismatch'));
  return errors.length > 0 || (!isTyped(statement) && !(isAdjoint && problems.length > 0));
}

/** `P P = P` between known names: mathematics, whatever it says. */
const isOpenEquation = (statement: TypedStatement): boolean =>
  statement.tree.kind === 'malformed' && statement.tree.sides !== undefined && namesWithoutShape(statement).length === 0;

/** `$1$`, `$I$`, `20 ^T`, `$1/3 = 0.33$`: of formulas in prose that name no quantity there is nothing to say. */
function namesNothing({ tree }: TypedStatement): boolean {
  return (tree.kind === 'expression' || tree.kind === 'equality' || tree.kind === 'claim') && !partsOfStatement(tree).some(part => holdsName(part));
}
/** `the derivative of $x^2$ is $2x$`, `if $x = 5$`, where x is a vector elsewhere: within a line of prose a name may be of something else. */
function isOfOtherThings({ tree, problems }: TypedStatement): boolean {
  const isSuch = tree.kind === 'expression' || (tree.kind === 'definition' && !partsOfStatement(tree).some(part => holdsName(part, tree.target.name)));
  return isSuch && problems.some(({ severity }) => severity === 'error');
}
const holdsName = (expression: Expression, besides = 'I'): boolean =>
  someExpression(
    expression,
    node => (node.kind === 'name' && node.name !== 'I' && node.name !== besides) || node.kind === 'adjoint' || (node.kind === 'call' && !node.builtin),
  );

function isTyped({ meaning, tree }: TypedStatement): boolean {
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
      // an adjoint on the left stands for the query
      return meaning.query !== null && meaning.members.every(({ expression }, k) => expression !== null || (k === 0 && tree.kind === 'claim' && tree.adjoint));
    case 'equality':
      return meaning.left !== null && meaning.right !== null;
    case 'expression':
      return meaning.expression !== null;
  }
}
