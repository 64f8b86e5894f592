/** The shape of every expression. */

import { constantDimension, namedDimension, one } from '../dimensions/dimension.ts';
import type { BinaryNode, CallNode, Expression, NameNode, PostfixNode, Span } from '../syntax/tree.ts';
import { applyDefinition } from './application.ts';
import { typeMatrix } from './blocks.ts';
import { addUnknown, type Context, make, operandAt } from './context.ts';
import { typeBuiltin } from './functions.ts';
import { findLetter, kroneckerDelta, typeIndex, typeSum } from './indices.ts';
import { messages } from './messages.ts';
import { barsOf, normOf } from './norms.ts';
import { commonShape, entryByEntry, inverseOf, kronecker, operandsOf, product, quotient, solve, starProduct, transposeOf } from './operators.ts';
import { elementwisePower, exponential, power } from './powers.ts';
import { typeDerivative } from './queries.ts';
import { bracketed, replaceWhole, withoutBrackets } from './rewrite.ts';
import { isScalar, matrixShape, scalarShape, shapeOfSides, transposed, vectorShape } from './shape.ts';
import type { Typed, TypedSymbol } from './typed.ts';
import { ungrouped } from './walk.ts';

const deepestNesting = 300;

/**
 * The typed expression, or null where it has none: a problem was reported, or a name is unknown (then it is in
 * `context.unknown`), or it uses a name whose own definition failed. Chains of operators of any length are read in a
 * loop; nesting is bounded.
 */
export function typeExpression(context: Context, tree: Expression): Typed | null {
  if (context.depth > deepestNesting) {
    if (!context.problems.some(problem => problem.code === 'too-deep')) context.problems.push(messages.tooDeep(tree.span));
    return null;
  }
  context.depth++;
  const typed = dispatch(context, tree);
  context.depth--;
  if (typed) context.types.set(tree, typed);
  return typed;
}

function dispatch(context: Context, tree: Expression): Typed | null {
  const { span } = tree;
  switch (tree.kind) {
    case 'number':
      return make(context, { op: 'number', text: tree.text, value: tree.value, shape: scalarShape, span });
    case 'name':
      return typeName(context, tree);
    case 'group':
      return typeExpression(context, tree.body);
    case 'unary': {
      const operand = typeExpression(context, tree.operand);
      return operand && tree.operator === 'negate' ? make(context, { op: 'negate', args: [operand], shape: operand.shape, span }) : operand;
    }
    case 'binary':
      return typeBinary(context, tree);
    case 'postfix':
      return typePostfix(context, tree);
    case 'call':
      return tree.builtin ? typeBuiltin(context, tree) : typeCall(context, tree);
    case 'norm': {
      const operand = typeExpression(context, tree.operand);
      return operand && normOf(context, span, operand, tree.norm);
    }
    case 'bars': {
      const operand = typeExpression(context, tree.operand);
      return operand && barsOf(context, tree, operand);
    }
    case 'index':
      return typeIndex(context, tree);
    case 'matrix':
      return typeMatrix(context, tree);
    case 'sum':
      return typeSum(context, tree);
    case 'derivative': {
      const query = typeDerivative(context, tree);
      return query && make(context, { op: 'derivative', query, shape: query.shape, span });
    }
    case 'adjoint': {
      const symbol = context.adjoints.get(tree.of);
      if (symbol) return make(context, { op: 'variable', symbol, shape: symbol.shape, span });
      context.silenced = true;
      return null;
    }
    case 'error':
      context.silenced = true;
      return null;
  }
}

export const findSymbol = (context: Context, name: string): TypedSymbol | undefined => context.locals.get(name) ?? context.scope.lookup(name);

function typeName(context: Context, tree: NameNode): Typed | null {
  const { name, span } = tree;
  const symbol = findSymbol(context, name);
  if (symbol) {
    if (!symbol.domain) return referTo(context, symbol, span);
    context.problems.push(messages.functionWithoutArgument(span, tree.written));
    return null;
  }
  if (context.scope.isBroken(name)) {
    context.silenced = true;
    return null;
  }
  if (findLetter(context, name)) {
    context.problems.push(messages.indexAsNumber(span, tree.written));
    return null;
  }
  if (context.scope.isSize(name)) return make(context, { op: 'dimension', dimension: namedDimension(name), shape: scalarShape, span });
  if (name === 'π' || name === 'pi') return make(context, { op: 'constant', name: 'pi', shape: scalarShape, span });
  if (name === 'I') return identity(context, tree);
  const sized = /^I_\{?([\p{L}\d]+)\}?$/u.exec(name);
  if (sized && Number(sized[1]) !== 0) {
    const size = /^\d+$/.test(sized[1]!) ? constantDimension(Number(sized[1])) : namedDimension(sized[1]!);
    return make(context, { op: 'identity', args: [], shape: matrixShape(size, size), span });
  }
  const delta = /^δ_\{?(\p{L}),?(\p{L})\}?$/u.exec(name);
  if (delta && findLetter(context, delta[1]!) && findLetter(context, delta[2]!)) {
    return kroneckerDelta(
      context,
      [delta[1]!, delta[2]!].map(letter => ({ kind: 'name', name: letter, written: letter, span })),
      span,
    );
  }
  const indexed = /^(.+?)_\{?(\p{L})(?:,?(\p{L}))?\}?$/u.exec(name);
  if (indexed && !context.options.strict && indexed.slice(2).some(letter => letter !== undefined && findLetter(context, letter))) {
    context.problems.push(messages.componentOfUndeclared(span, tree.written, indexed[1]!));
    return null;
  }
  const before = context.unknown?.get(name);
  if (!before || before.variable) addUnknown(context, name, { span, written: tree.written });
  return null;
}

/** A declared or inferred name is a variable, a defined one a reference. A matrix with one column is read as a column, one with one row as a row. */
export function referTo(context: Context, symbol: TypedSymbol, span: Span): Typed {
  const { shape } = symbol;
  const node = make(context, symbol.definition ? { op: 'reference', symbol, shape, span } : { op: 'variable', symbol, shape, span });
  if (shape.kind !== 'matrix') return node;
  const [isRow, isColumn] = [shape.rows.length === 1 && shape.rows[0] === one, shape.columns.length === 1 && shape.columns[0] === one];
  if (!isRow && !isColumn) return node;
  const kept = shapeOfSides(isRow ? [] : shape.rows, isColumn ? [] : shape.columns);
  return make(context, { op: 'entry', args: [node], indices: [isRow ? 1 : null, isColumn ? 1 : null], shape: kept, span });
}

function identity(context: Context, tree: Expression): Typed {
  const size = context.sizes.fresh();
  context.flexible.push({ size, tree, kind: 'identity' });
  return make(context, { op: 'identity', args: [], shape: matrixShape(size, size), span: tree.span });
}

/** The literal 1 as the vector of ones; its neighbours decide its size. */
function onesFor(context: Context, tree: Expression): Typed {
  const size = context.sizes.fresh();
  context.flexible.push({ size, tree: ungrouped(tree), kind: 'ones' });
  const typed = make(context, { op: 'ones', args: [], shape: vectorShape(size), span: tree.span });
  context.types.set(tree, typed);
  return typed;
}

function isOne(context: Context, tree: Expression): boolean {
  const inner = ungrouped(tree);
  return inner.kind === 'number' && inner.text === '1' && !context.numberOnes.has(inner);
}

function typePostfix(context: Context, tree: PostfixNode): Typed | null {
  const { span } = tree;
  if (tree.operator === 'transpose' && isOne(context, tree.operand)) {
    const ones = onesFor(context, tree.operand);
    return make(context, { op: 'transpose', args: [ones], shape: transposed(ones.shape), span });
  }
  const operand = typeExpression(context, tree.operand);
  if (!operand) return null;
  switch (tree.operator) {
    case 'transpose':
      return transposeOf(context, operand, span);
    case 'inverse':
      return inverseOf(context, operand, span, 'an inverse', () => inverseFixes(context, tree));
    case 'inverseTranspose': {
      const inverse = inverseOf(context, operand, span, 'an inverse');
      return inverse && transposeOf(context, inverse, span);
    }
    case 'pseudoInverse':
      if (operand.shape.kind === 'matrix') return make(context, { op: 'pseudoInverse', args: [operand], shape: transposed(operand.shape), span });
      context.problems.push(messages.functionShape(span, 'a pseudo-inverse', operandAt(context, tree.operand.span, operand.shape), 'a matrix'));
      return null;
  }
}

function inverseFixes(context: Context, tree: PostfixNode) {
  return [replaceWhole(tree.span, `pinv(${withoutBrackets(context, tree.operand)})`), replaceWhole(tree.span, `${bracketed(context, tree.operand)} .^ (-1)`)];
}

/** A chain of operators is read down its left side in a loop: thousands of operands need no stack. */
function typeBinary(context: Context, tree: BinaryNode): Typed | null {
  const spine: BinaryNode[] = [];
  let leaf: Expression = tree;
  while (leaf.kind === 'binary') {
    spine.push(leaf);
    leaf = leaf.left;
  }
  let left: Typed | null = null;
  const innermost = spine.at(-1)!;
  if (isExponential(context, innermost)) {
    spine.pop();
    const exponent = typeExpression(context, innermost.right);
    left = exponent && exponential(context, innermost, exponent);
    if (left) context.types.set(innermost, left);
  } else left = typeExpression(context, leaf);
  for (let node = spine.pop(); node; node = spine.pop()) {
    left = typeOperator(context, node, left);
    if (left) context.types.set(node, left);
  }
  return left;
}

function isExponential(context: Context, tree: BinaryNode): boolean {
  return (
    tree.operator === 'power' &&
    tree.left.kind === 'name' &&
    tree.left.name === 'e' &&
    !findSymbol(context, 'e') &&
    !context.scope.isSize('e') &&
    !context.scope.isBroken('e')
  );
}

function typeOperator(context: Context, tree: BinaryNode, leftOperand: Typed | null): Typed | null {
  const isProduct = tree.operator === 'juxtapose' || tree.operator === 'multiply';
  const onesRight = isProduct && isOne(context, tree.right) && (tree.operator === 'juxtapose' || (leftOperand !== null && !isScalar(leftOperand.shape)));
  const right = onesRight ? onesFor(context, tree.right) : typeExpression(context, tree.right);
  if (!leftOperand || !right) return null;
  const left = isProduct && right.shape.kind === 'row' && isOne(context, tree.left) ? onesFor(context, tree.left) : leftOperand;
  const operands = operandsOf(tree, left, right);
  switch (tree.operator) {
    case 'add':
    case 'subtract':
      return entryByEntry(context, tree.operator, operands);
    case 'juxtapose':
    case 'multiply':
      return product(context, operands);
    case 'star':
      return starProduct(context, operands);
    case 'divide':
      return quotient(context, operands);
    case 'solve':
      return solve(context, operands);
    case 'hadamard':
    case 'hadamardDivide':
      return entryByEntry(context, tree.operator, operands);
    case 'hadamardPower':
      return elementwisePower(context, tree, left, right);
    case 'kronecker':
      return kronecker(context, operands);
    case 'power':
      return power(context, tree, left, right);
  }
}

/** A call of a name of the user: an opaque function, or a definition with its own parameters. */
function typeCall(context: Context, tree: CallNode): Typed | null {
  const { callee, span } = tree;
  const args = tree.arguments.map(argument => typeExpression(context, argument));
  const symbol = findSymbol(context, callee);
  if (!symbol) {
    if (context.scope.isBroken(callee)) context.silenced = true;
    // the parser has said that a name before a bracket must be declared
    else {
      context.awaited ??= new Set();
      context.awaited.add(callee);
    }
    return null;
  }
  if (symbol.domain) return applyOpaque(context, tree, symbol, args);
  if (symbol.definition && symbol.parameters?.length) {
    const names = symbol.parameters.join(', ');
    if (tree.arguments.length !== symbol.parameters.length) {
      context.problems.push(messages.argumentCount(span, callee, `the arguments ${names}`, tree.arguments.length));
      return null;
    }
    const other = tree.arguments.find((argument, i) => {
      const inner = ungrouped(argument);
      return inner.kind !== 'name' || inner.name !== symbol.parameters![i];
    });
    if (!other) return referTo(context, symbol, span);
    const known = args.filter(argument => argument !== null);
    return known.length === args.length ? applyDefinition(context, tree, symbol, known) : null;
  }
  const [argument] = args;
  if (args.length !== 1 || !argument) return null;
  const factor = referTo(context, symbol, tree.calleeSpan);
  const name: NameNode = { kind: 'name', name: callee, written: callee, span: tree.calleeSpan };
  return product(context, { left: factor, right: argument, leftTree: name, rightTree: tree.arguments[0]!, span });
}

function applyOpaque(context: Context, tree: CallNode, symbol: TypedSymbol, args: readonly (Typed | null)[]): Typed | null {
  const domain = symbol.domain!;
  if (args.length !== domain.length) {
    context.problems.push(messages.argumentCount(tree.span, tree.callee, `${domain.length} ${domain.length === 1 ? 'argument' : 'arguments'}`, args.length));
    return null;
  }
  const known: Typed[] = [];
  for (const [i, argument] of args.entries()) {
    if (!argument) continue;
    if (!commonShape(context, domain[i]!, argument.shape)) {
      context.problems.push(messages.argumentMismatch(tree.span, tree.callee, operandAt(context, tree.arguments[i]!.span, argument.shape), domain[i]!));
      return null;
    }
    known.push(argument);
  }
  return known.length === args.length ? make(context, { op: 'apply', function: symbol, args: known, shape: symbol.shape, span: tree.span }) : null;
}
