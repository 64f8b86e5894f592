/** Trees in one line, and a driver that reads a text statement by statement with a simple table of names. */

import { parseStatement, type StatementPiece, splitStatements } from '../../src/syntax/statements.ts';
import type { BinaryOperator, Expression, Index, KnownName, KnownNames, ParsedStatement, Statement } from '../../src/syntax/tree.ts';

const SIGNS: Readonly<Record<BinaryOperator, string>> = {
  add: '+',
  subtract: '-',
  juxtapose: '·',
  star: '*',
  multiply: '@',
  divide: '/',
  solve: '\\',
  hadamard: '.*',
  hadamardDivide: './',
  hadamardPower: '.^',
  kronecker: '⊗',
  power: '^',
};

/** `2A'x` → `(· (· 2 (transpose A)) x)`. */
export function describe(node: Expression | Index): string {
  switch (node.kind) {
    case 'colon':
      return ':';
    case 'number':
      return node.text;
    case 'name':
      return node.name;
    case 'unary':
      return `(${node.operator === 'negate' ? 'neg' : 'pos'} ${describe(node.operand)})`;
    case 'binary':
      return `(${SIGNS[node.operator]} ${describe(node.left)} ${describe(node.right)})`;
    case 'postfix':
      return `(${node.operator} ${describe(node.operand)})`;
    case 'call':
      return `(${node.builtin ? '' : 'call:'}${[node.callee, ...node.arguments.map(describe)].join(' ')})`;
    case 'norm':
      return `(norm:${node.norm} ${describe(node.operand)})`;
    case 'bars':
      return `(bars ${describe(node.operand)})`;
    case 'index':
      return `(at ${[node.operand, ...node.indices].map(describe).join(' ')})`;
    case 'matrix':
      return `(${node.spaced ? 'spaced' : 'matrix'} ${rows(node.rows)}${node.products ? ` | ${rows(node.products)}` : ''})`;
    case 'derivative':
      return `(d:${node.form}${node.transposedDenominator ? "'" : ''} ${[node.of, ...node.wrt].map(describe).join(' ')})`;
    case 'sum':
      return `(sum ${node.index}${node.lower ? `=${describe(node.lower)}` : ''}${node.upper ? `..${describe(node.upper)}` : ''} ${describe(node.body)})`;
    case 'group':
      return `<${describe(node.body)}>`;
    case 'adjoint':
      return `(adjoint ${node.of})`;
    case 'error':
      return `(error${node.parts.map(part => ` ${describe(part)}`).join('')})`;
  }
}

const rows = (matrix: readonly (readonly Expression[])[]): string => matrix.map(row => row.map(describe).join(', ')).join('; ');

export function describeStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'declaration': {
      const size = (shape: { readonly sizes: readonly Expression[] }): string => `[${shape.sizes.map(describe).join(', ')}]`;
      const domain = statement.domain ? `${statement.domain.map(size).join('')}->` : '';
      const shape = statement.shape ? ` ${domain}${size(statement.shape)}` : '';
      return `declare ${statement.names.map(({ name }) => name).join(',')}${shape}${statement.properties.map(({ property }) => ` ${property}`).join(',')}`;
    }
    case 'definition': {
      const parameters = statement.parameters.length > 0 ? `(${statement.parameters.map(({ name }) => name).join(',')})` : '';
      const indices = statement.indices.length > 0 ? `[${statement.indices.map(({ name }) => name).join(',')}]` : '';
      const further = (statement.furtherMembers ?? []).map(member => ` = ${describe(member)}`).join('');
      return `define ${statement.target.name}${parameters}${indices} ${statement.operator} ${describe(statement.value)}${further}`;
    }
    case 'query':
      return `query${statement.isSolved ? ':solved' : ''} ${describe(statement.expression)}`;
    case 'expression':
      return `${statement.kind} ${describe(statement.expression)}`;
    case 'claim':
      return `claim${statement.adjoint ? ':adjoint' : ''}${statement.mnemonic ? ':mnemonic' : ''} ${statement.members.map(describe).join(' = ')}`;
    case 'equality':
      return `equality ${describe(statement.left)} == ${describe(statement.right)}`;
    case 'directive':
      return `directive ${statement.name} ${statement.value}`.trim();
    case 'malformed':
      return 'malformed';
  }
}

/** Names as a test gives them: `A:2 x:1 c f()`; without a number a scalar, `?` of unknown order. */
export function table(text: string): Map<string, KnownName> {
  const names = new Map<string, KnownName>();
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [name, order] = word.replace('()', '').split(':');
    names.set(name!.normalize('NFC'), { order: order === '?' ? null : Number(order ?? 0), isFunction: word.endsWith('()') });
  }
  return names;
}

export const known = (names: ReadonlyMap<string, KnownName>): KnownNames => ({ lookup: name => names.get(name) });

export const piece = (text: string): StatementPiece => ({ start: 0, end: text.length, text });

export function parse(text: string, names = '', strict = false): ParsedStatement {
  return parseStatement(piece(text), known(table(names)), { strict });
}

/** A whole text; declarations and definitions are known to the statements after them. */
export function readProgram(text: string): readonly ParsedStatement[] {
  const names = new Map<string, KnownName>();
  return splitStatements(text).map(statement => {
    const parsed = parseStatement(statement, known(names));
    const tree = parsed.statement;
    if (tree.kind === 'declaration' && tree.shape)
      for (const { name } of tree.names) names.set(name, { order: tree.shape.sizes.length, isFunction: tree.domain !== null });
    if (tree.kind === 'definition' && !names.has(tree.target.name))
      names.set(tree.target.name, { order: tree.indices.length > 0 ? tree.indices.length : null, isFunction: tree.parameters.length > 0 });
    return parsed;
  });
}
