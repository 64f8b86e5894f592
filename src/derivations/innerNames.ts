/**
 * Letters for inner expressions, as a person introduces them: in log det(XᵀX + I) the argument is called u, so that each
 * step of the chain rule is one rule. Equal expressions get one letter.
 */

import { lower } from '../lowering/lower.ts';
import { TENSOR_OPERATIONS } from '../operations/tensorOperations.ts';
import { dependsOn, operandsOf } from '../shapes/dependence.ts';
import type { Typed, TypedSymbol } from '../shapes/typed.ts';
import type { TensorNode } from '../tensors/node.ts';

export interface Renamed {
  readonly of: Typed;
  /** The symbols that were introduced. */
  readonly introduced: readonly TypedSymbol[];
}

/** Letters for scalars and vectors, and for matrices. */
const LETTERS = { small: 'uvwzrsgh', large: 'UVWZSGH' } as const;

/** More letters than this confuse more than they explain. */
const MOST = 5;

/**
 * The expression with letters for the arguments of functions, powers and denominators, in the definitions of `opened`
 * (null is the root) only. null where there is nothing to name or too much.
 */
export function withInnerNames(of: Typed, wrt: TypedSymbol, opened: ReadonlySet<TypedSymbol | null>): Renamed | null {
  const taken = (letter: string): boolean => letter === wrt.name || dependsOn(of, letter) || introduced.some(symbol => symbol.name === letter);
  const introduced: TypedSymbol[] = [];
  const byTensor = new Map<TensorNode, TypedSymbol>();
  const moves = (node: Typed): boolean => dependsOn(node, wrt.name);
  let failed = false;

  const name = (argument: Typed): Typed => {
    const inner = rewritten(argument);
    const tensor = lower(argument, { leaves: new Set([wrt]), independent: new Set([wrt]) });
    const known = byTensor.get(tensor);
    if (known) return { op: 'reference', symbol: known, shape: argument.shape, span: argument.span };
    const letter = [...(argument.shape.kind === 'matrix' ? LETTERS.large : LETTERS.small)].find(candidate => !taken(candidate));
    if (letter === undefined || introduced.length >= MOST) {
      failed = true;
      return inner;
    }
    const symbol: TypedSymbol = {
      name: letter,
      written: letter,
      shape: argument.shape,
      properties: new Set(),
      definition: inner,
      domain: null,
      origin: 'defined',
      span: argument.span,
    };
    byTensor.set(tensor, symbol);
    introduced.push(symbol);
    return { op: 'reference', symbol, shape: argument.shape, span: argument.span };
  };

  /** uᵀ keeps its transpose, so that u is named once. */
  const nameUnderTranspose = (operand: Typed): Typed => {
    if (operand.op !== 'transpose') return name(operand);
    const [inside] = operand.args;
    return { ...operand, args: [isCompound(inside) ? name(inside) : inside] };
  };

  const rewritten = (node: Typed): Typed => {
    if (!('args' in node) || node.args.length === 0 || !moves(node)) return node;
    const named = namedOperands(node, moves);
    const args = node.args.map((operand, k) => (named.includes(k) && isCompound(operand) ? nameUnderTranspose(operand) : rewritten(operand)));
    return args.every((operand, k) => operand === node.args[k]) ? node : ({ ...node, args } as unknown as Typed);
  };

  const definitions = new Map<TypedSymbol, TypedSymbol>();
  const renameReferences = (node: Typed): Typed => {
    if (node.op === 'reference' && node.symbol !== wrt && node.symbol.definition && moves(node)) {
      const symbol = renamedSymbol(node.symbol);
      return symbol === node.symbol ? node : { ...node, symbol };
    }
    if (!('args' in node) || node.args.length === 0) return node;
    const args = operandsOf(node).map(renameReferences);
    return args.every((operand, k) => operand === node.args[k]) ? node : ({ ...node, args } as unknown as Typed);
  };
  const renamedSymbol = (symbol: TypedSymbol): TypedSymbol => {
    const known = definitions.get(symbol);
    if (known) return known;
    if (introduced.includes(symbol)) return symbol;
    const inside = renameReferences(symbol.definition!);
    const definition = opened.has(symbol) ? rewritten(inside) : inside;
    const made = definition === symbol.definition ? symbol : { ...symbol, definition };
    definitions.set(symbol, made);
    return made;
  };

  const isNamed = of.op === 'reference' && of.symbol !== wrt && of.symbol.definition !== null;
  const root = isNamed ? renameReferences(of) : rewrittenRoot();
  function rewrittenRoot(): Typed {
    const inside = renameReferences(of);
    return opened.has(null) ? rewritten(inside) : inside;
  }
  return failed || introduced.length === 0 ? null : { of: root, introduced };
}

const isCompound = (node: Typed): boolean => node.op !== 'variable' && node.op !== 'reference' && node.op !== 'number' && node.op !== 'entry';

/** The operands that get a letter where they are compound and move. */
function namedOperands(node: Typed & { readonly args: readonly Typed[] }, moves: (node: Typed) => boolean): readonly number[] {
  switch (node.op) {
    case 'norm':
    case 'elementwise':
    case 'inverse':
    case 'determinant':
    case 'logDeterminant':
    case 'matrixFunction':
    case 'matrixPower':
    case 'symbolicMatrixPower':
    case 'apply':
      return moves(node.args[0]!) ? [0] : [];
    case 'operation':
      // a letter is not known to be symmetric
      return moves(node.args[0]!) && !TENSOR_OPERATIONS[node.name].ofSymmetric ? [0] : [];
    case 'elementwisePower':
      // ‖u‖² is one operation
      return moves(node.args[0]) && node.args[0].op !== 'norm' ? [0] : [];
    case 'divide':
    case 'hadamardDivide':
      return [0, 1].filter(k => moves(node.args[k]!) && (k === 1 || moves(node.args[1]!)));
    case 'hadamard':
      return node.args.every(moves) ? [0, 1] : [];
    case 'multiply':
      // a product of two sums that move: (Ax + b)ᵀ (Cx + d)
      return node.args.every(operand => moves(operand) && isSumInside(operand)) ? [0, 1] : [];
    default:
      return [];
  }
}

const isSumInside = (node: Typed): boolean => node.op === 'add' || node.op === 'subtract' || (node.op === 'transpose' && isSumInside(node.args[0]));
