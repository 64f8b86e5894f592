/**
 * What is to be derived, as a graph: the quantity that is differentiated, the variable, and between them the names that
 * the user gave to intermediate results. Each quantity has its own tensor, in which the other names are variables.
 */

import { allNodes } from '../calculus/dependence.ts';
import { differentiate } from '../calculus/differentiate.ts';
import { type LoweringOptions, lower, symbolNode } from '../lowering/lower.ts';
import type { MatrixForm } from '../notation/form.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { operandsOf } from '../shapes/dependence.ts';
import type { Typed, TypedSymbol } from '../shapes/typed.ts';
import { variable } from '../tensors/leaves.ts';
import { isSymmetric } from '../tensors/matrix.ts';
import type { TensorNode } from '../tensors/node.ts';
import { substitute } from '../tensors/substitute.ts';
import { type Lookup, MalformedForm, tensorOfForm } from './formTensor.ts';
import { messages } from './messages.ts';
import { asRows } from './rewriteForm.ts';
import { writtenForm } from './writtenForm.ts';

/** A name with a value that depends on the variable; the root may have none. */
export interface Quantity {
  readonly symbol: TypedSymbol | null;
  readonly name: string | null;
  /** The variable that stands for the name in the tensors of the others; null for a root without a name. */
  readonly leaf: TensorNode | null;
  readonly definition: Typed;
  /** The definition with the names in it as variables. */
  readonly local: TensorNode;
  /** As the user wrote it; null where it has no matrix form. */
  readonly form: MatrixForm | null;
  /** The quantities and the variable that stand in the definition, in the order in which they are written. */
  readonly uses: readonly Operand[];
}
export interface NamedQuantity extends Quantity {
  readonly name: string;
  readonly leaf: TensorNode;
}
/** What a quantity depends on directly. */
export type Operand = NamedQuantity | Variable;
export interface Variable {
  readonly name: string;
  readonly leaf: TensorNode;
  readonly uses?: undefined;
}

export interface Question {
  readonly root: Quantity;
  readonly variable: Variable;
  /** Between the root and the variable; each after those that use it. */
  readonly intermediates: readonly NamedQuantity[];
  /** ∂root/∂variable, axes (root…, variable…), no name standing for anything. */
  readonly derivative: TensorNode;
  /** The tensor with every name replaced by what it stands for. */
  expanded(node: TensorNode): TensorNode;
  readonly lookup: Lookup;
  /** Every name in it: no index may look like one. */
  readonly names: ReadonlySet<string>;
  readonly preferred?: Preferred;
  /** The matrix form with the user's names; null where there is none. */
  formOf(node: TensorNode): MatrixForm | null;
}

/** Why a derivative is 0: the root has no such variable, or it is constant between jumps. @param of the root as it is printed */
export function reasonOfZero({ root, variable, expanded }: Question, of: string): string {
  const isThere = [...allNodes(expanded(root.local))].includes(variable.leaf);
  return isThere ? messages.constantPieces(of, variable.name) : messages.noDependence(of, variable.name);
}

export const isVariable = (operand: Operand): operand is Variable => operand.uses === undefined;

/** Letters that the user wrote for axes; null where none was written. */
export interface Preferred {
  readonly above: readonly (string | null)[];
  readonly below: readonly (string | null)[];
}

export interface QuestionOptions {
  readonly preferred?: Preferred;
  /** Further symbols that are differentiated by: their entries are independent, and a defined one stands for itself. */
  readonly also?: readonly TypedSymbol[];
}

/** @throws Unsupported, Refusal */
export function question(of: Typed, wrt: TypedSymbol, { preferred, also = [] }: QuestionOptions = {}): Question {
  const isNamed = of.op === 'reference' && of.symbol !== wrt && of.symbol.definition !== null;
  const rootSymbol = isNamed ? of.symbol : null;
  const rootDefinition = rootSymbol?.definition ?? of;
  const targets = new Set([wrt, ...also]);
  const referenced = new Set([...referencesBelow(rootDefinition, wrt)].filter(symbol => !targets.has(symbol)));
  const options: LoweringOptions = { leaves: new Set([...referenced, ...targets]), independent: targets };
  const expandedOptions: LoweringOptions = { leaves: targets, independent: targets };
  const active = new Set([...activeSymbols(rootDefinition, wrt)].filter(symbol => !targets.has(symbol)));

  const replacements = new Map<TensorNode, TensorNode>();
  const renamed = new Map<TensorNode, TensorNode>();
  const leaves = new Map<TypedSymbol, TensorNode>();
  for (const symbol of referenced) {
    const plain = symbolNode(symbol, options);
    const value = lower(symbol.definition!, expandedOptions);
    const leaf = active.has(symbol) ? symbolNode(symbol, { independent: new Set([symbol]) }) : withFoundFacts(symbol, value);
    if (leaf !== plain) renamed.set(plain, leaf);
    leaves.set(symbol, leaf);
    replacements.set(leaf, value);
  }
  const variableLeaf = symbolNode(wrt, options);
  const target: Variable = { name: wrt.name, leaf: variableLeaf };
  const rows = new Set([...referenced, wrt].filter(symbol => symbol.shape.kind === 'row').map(symbol => symbol.name));

  const quantities = new Map<TypedSymbol, Quantity>();
  const quantity = (symbol: TypedSymbol | null, definition: Typed): Quantity => {
    const known = symbol && quantities.get(symbol);
    if (known) return known;
    const local = substitute(lower(definition, options), renamed);
    const uses = directNames(definition, wrt)
      .filter(name => name === wrt || active.has(name))
      .map((name): Operand => (name === wrt ? target : (quantity(name, name.definition!) as NamedQuantity)));
    const leaf = symbol === null ? null : (leaves.get(symbol) ?? symbolNode(symbol, { independent: new Set([symbol]) }));
    const made: Quantity = { symbol, name: symbol?.name ?? null, leaf, definition, local, form: null, uses };
    const read = writtenForm(definition);
    const form = read && meansTheSame(read, local, lookup) ? read : formOf(local);
    const finished = { ...made, form };
    if (symbol) quantities.set(symbol, finished);
    return finished;
  };

  const nodes = new Map<string, TensorNode>();
  const remember = (node: TensorNode): void => {
    for (const inner of allNodes(node)) if (inner.kind === 'variable') nodes.set(inner.name, inner);
  };
  const expandedRoot = lower(rootDefinition, expandedOptions);
  remember(expandedRoot);
  for (const [leaf, value] of replacements) {
    remember(value);
    remember(leaf);
  }
  for (const symbol of targets) remember(symbolNode(symbol, options));
  const lookup: Lookup = name => nodes.get(name) ?? null;
  const formOf = (node: TensorNode): MatrixForm | null => {
    const form = matrixForm(node);
    return form && asRows(form, rows);
  };

  const root = quantity(rootSymbol, rootDefinition);
  if (root.leaf) remember(root.leaf);
  return {
    root,
    variable: target,
    intermediates: inOrder(root),
    derivative: differentiate(expandedRoot, [variableLeaf]),
    expanded: node => substitute(node, replacements),
    lookup,
    names: new Set(nodes.keys()),
    formOf,
    ...(preferred && { preferred }),
  };
}

/** Whether the form as written says what the tensor is; broadcasting may leave rows and columns that do not conform. */
function meansTheSame(form: MatrixForm, node: TensorNode, lookup: Lookup): boolean {
  try {
    return tensorOfForm(form, lookup) === node;
  } catch (failure) {
    if (failure instanceof MalformedForm) return false;
    throw failure;
  }
}

/** A name that does not move keeps what follows from its definition: XᵀX is symmetric. */
function withFoundFacts(symbol: TypedSymbol, value: TensorNode): TensorNode {
  const facts = new Set<string>(symbol.properties);
  if (isSymmetric(value)) facts.add('symmetric');
  return variable(symbol.name, [...symbol.shape.rows, ...symbol.shape.columns], facts);
}

/** Defined names and the variable that stand in an expression itself, in the order in which they are written. */
function directNames(root: Typed, wrt: TypedSymbol): readonly TypedSymbol[] {
  const found = new Set<TypedSymbol>();
  const seen = new Set<Typed>();
  const stack: Typed[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.op === 'variable' || node.op === 'reference') {
      if (node.symbol === wrt || node.symbol.definition) found.add(node.symbol);
    } else stack.push(...[...operandsOf(node)].reverse());
  }
  return [...found];
}

/** Every defined name that is reached without going through the variable. */
function referencesBelow(root: Typed, wrt: TypedSymbol): ReadonlySet<TypedSymbol> {
  const found = new Set<TypedSymbol>();
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop())
    for (const symbol of directNames(next, wrt)) {
      if (symbol === wrt || found.has(symbol)) continue;
      found.add(symbol);
      waiting.push(symbol.definition!);
    }
  return found;
}

/** The defined names that depend on the variable. */
function activeSymbols(root: Typed, wrt: TypedSymbol): ReadonlySet<TypedSymbol> {
  const symbols = [...referencesBelow(root, wrt)];
  const active = new Set<TypedSymbol>([wrt]);
  for (let before = 0; before !== active.size; ) {
    before = active.size;
    for (const symbol of symbols) if (directNames(symbol.definition!, wrt).some(name => active.has(name))) active.add(symbol);
  }
  active.delete(wrt);
  return active;
}

/** Depth first from the root, finished last put first: each quantity after those that use it. */
function inOrder(root: Quantity): readonly NamedQuantity[] {
  const finished: Quantity[] = [];
  const seen = new Set<Quantity>();
  const visit = (quantity: Quantity): void => {
    if (seen.has(quantity)) return;
    seen.add(quantity);
    for (const use of [...quantity.uses].reverse()) if (!isVariable(use)) visit(use);
    finished.push(quantity);
  };
  visit(root);
  return finished.reverse().slice(1) as NamedQuantity[];
}
