/** Every name that a statement writes, and what it is used as, before anything is said of which names are the same. */

import type { TypedStatement } from '../shapes/typed.ts';
import type { DeclaredName, Expression, Index, NameNode, Span, Statement, SumNode } from '../syntax/tree.ts';

/** Spans count from where the statement's own spans do. */
export interface NameUse {
  /** Canonical; of an adjoint `dW` the quantity W. */
  readonly name: string;
  /** Of an adjoint the part that names the quantity. */
  readonly span: Span;
  /** What it can name. `quantityOrSize`: a size used as a number. `size`: only a size, in a shape or in `eye(n)`. */
  readonly sort: 'quantity' | 'quantityOrSize' | 'size' | 'index';
  /**
   * `declaration`: gives it a shape. `definition`: makes it. `equation`: says what a declared name equals.
   * `parameter`: `x` in `h(x) := …`.
   */
  readonly role: 'declaration' | 'definition' | 'equation' | 'parameter' | 'read';
  /** Of an index what binds it: a sum, or the statement. Equal names with the same binder are the same index. */
  readonly binder: SumNode | Statement | null;
  /** Called with arguments, and no built-in function. */
  readonly isCalled: boolean;
  /** Of `dW` the whole of it, and the name `dW` where that has a declaration of its own. */
  readonly adjoint: { readonly span: Span; readonly declared: string | null } | null;
  /** `I`, `π`: read as the built-in one where nothing else has the name. */
  readonly isConstant: boolean;
}

/** In the order of the text, each place once. Remembered with the statement, which later versions of a document share. */
export function nameUses(statement: TypedStatement): readonly NameUse[] {
  const known = REMEMBERED.get(statement);
  if (known) return known;
  const uses = new Collector(statement).collect();
  REMEMBERED.set(statement, uses);
  return uses;
}
const REMEMBERED = new WeakMap<TypedStatement, readonly NameUse[]>();

interface Bound {
  readonly sum: SumNode;
  readonly above: Bound | null;
}

interface Visit {
  readonly node: Expression;
  readonly bound: Bound | null;
  /** It stands where an index, or a size, is expected. */
  readonly place: 'index' | 'size' | null;
}

/** Their arguments are sizes. */
const OF_SIZES: ReadonlySet<string> = new Set(['eye', 'ones', 'zeros', 'comm']);
const CONSTANT_NAMES: ReadonlySet<string> = new Set(['I', 'π']);

class Collector {
  private readonly statement: TypedStatement;
  private readonly tree: Statement;
  private readonly uses = new Map<string, NameUse>();

  constructor(statement: TypedStatement) {
    this.statement = statement;
    this.tree = statement.tree;
  }

  collect(): readonly NameUse[] {
    this.readStatement();
    return [...this.uses.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  private readStatement(): void {
    const { tree } = this;
    switch (tree.kind) {
      case 'declaration': {
        const role = tree.shape ? 'declaration' : 'read';
        for (const name of tree.names) this.addName(name, { role });
        for (const shape of [tree.shape, ...(tree.domain ?? [])]) for (const size of shape?.sizes ?? []) this.walk(size, 'size');
        return;
      }
      case 'definition': {
        for (const index of tree.indices) this.add({ name: index.name, span: index.span, sort: 'index', role: 'definition', binder: tree });
        for (const parameter of tree.parameters) this.addName(parameter, { role: 'parameter' });
        this.addName(tree.target, { role: this.statement.meaning.kind === 'equation' ? 'equation' : 'definition' });
        for (const member of [tree.value, ...(tree.furtherMembers ?? [])]) this.walk(member);
        return;
      }
      case 'query':
        this.walk(tree.expression);
        if (tree.solvedFor) this.walk(tree.solvedFor);
        return;
      case 'claim':
        for (const member of tree.members) this.walk(member);
        return;
      case 'equality':
        this.walk(tree.left);
        this.walk(tree.right);
        return;
      case 'expression':
        this.walk(tree.expression);
        return;
      case 'malformed':
        for (const side of tree.sides ?? []) this.walk(side);
        return;
      case 'directive':
        return;
    }
  }

  private walk(root: Expression, place: Visit['place'] = null): void {
    const waiting: Visit[] = [{ node: root, bound: null, place }];
    for (let visit = waiting.pop(); visit; visit = waiting.pop()) waiting.push(...this.read(visit));
  }

  /** Notes what the node itself names; answers its parts. */
  private read(visit: Visit): Visit[] {
    const { node, bound } = visit;
    const inside = (parts: readonly (Expression | null | undefined)[], place: Visit['place'] = visit.place): Visit[] =>
      parts.flatMap(part => (part ? [{ node: part, bound, place }] : []));
    switch (node.kind) {
      case 'number':
        return [];
      case 'name':
        this.addNameNode(node, visit);
        return [];
      case 'adjoint':
        this.add({ name: node.of, span: node.ofSpan, sort: 'quantity', adjoint: { span: node.span, declared: node.declared ?? null } });
        return [];
      case 'unary':
      case 'postfix':
      case 'norm':
      case 'bars':
        return inside([node.operand]);
      case 'binary':
        return inside([node.left, node.right]);
      case 'call':
        if (!node.builtin) this.add({ name: node.callee, span: node.calleeSpan, sort: 'quantity', isCalled: true });
        return inside(node.arguments, node.builtin && OF_SIZES.has(node.callee) ? 'size' : null);
      case 'index':
        return [...inside([node.operand], null), ...node.indices.flatMap(index => this.readIndex(index, bound))];
      case 'matrix':
        return inside([...node.rows.flat(), ...(node.products ?? []).flat()], null);
      case 'derivative':
        return inside([node.of, ...node.wrt, node.argument], null);
      case 'sum':
        this.add({ name: node.index, span: node.indexSpan, sort: 'index', role: 'definition', binder: node });
        return [...inside([node.lower, node.upper], 'size'), { node: node.body, bound: { sum: node, above: bound }, place: visit.place }];
      case 'group':
        return inside([node.body]);
      case 'error':
        return inside(node.parts);
    }
  }

  /** A letter alone is an index; in `x[i+1]` the letters that a sum binds are. */
  private readIndex(index: Index, bound: Bound | null): Visit[] {
    if (index.kind === 'colon') return [];
    return [{ node: index, bound, place: index.kind === 'name' ? 'index' : null }];
  }

  private addNameNode(node: NameNode, { bound, place }: Visit): void {
    const { name, span } = node;
    const sum = binderOf(bound, name);
    if (sum || place === 'index') {
      this.add({ name, span, sort: 'index', binder: sum ?? this.tree });
      return;
    }
    const op = this.statement.types.get(node)?.op;
    const isConstant = op === 'constant' || op === 'identity' || (op === undefined && CONSTANT_NAMES.has(name));
    const sort =
      place !== 'size' ? 'quantityOrSize' : this.tree.kind === 'declaration' ? 'size' : op === 'variable' || op === 'reference' ? 'quantity' : 'size';
    this.add({ name, span, sort, isConstant });
  }

  private addName({ name, span }: DeclaredName, more: Partial<NameUse>): void {
    this.add({ name, span, sort: 'quantity', ...more });
  }

  private add(use: Pick<NameUse, 'name' | 'span' | 'sort'> & Partial<NameUse>): void {
    const key = `${use.span.start} ${use.span.end} ${use.adjoint ? 'd' : ''}`;
    // what a matrix literal may be read as in two ways, and x of d²f/dx², is met twice
    if (!this.uses.has(key)) this.uses.set(key, { role: 'read', binder: null, isCalled: false, adjoint: null, isConstant: false, ...use });
  }
}

function binderOf(bound: Bound | null, name: string): SumNode | null {
  for (let each = bound; each; each = each.above) if (each.sum.index === name) return each.sum;
  return null;
}
