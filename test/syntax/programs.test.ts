import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describe, readProgram } from './describe.ts';

/** Declarations, a definition and a claim each, in the ASCII notation of MATLAB. */
const PROGRAMS: readonly (readonly string[])[] = JSON.parse(readFileSync(join(__dirname, 'data/programs.json'), 'utf8'));

test('every program is read without a problem', () => {
  assert.ok(PROGRAMS.length > 30);
  for (const lines of PROGRAMS) {
    const statements = readProgram(lines.join('\n'));
    assert.equal(statements.length, lines.length);
    assert.deepEqual(
      statements.flatMap(({ problems }) => problems),
      [],
    );
    assert.deepEqual(
      statements.map(({ statement }) => statement.kind),
      [...lines.slice(0, -2).map(() => 'declaration'), 'definition', 'claim'],
    );
  }
});

test('every expression has the tree that the plain grammar gives it', () => {
  for (const lines of PROGRAMS) {
    const statements = readProgram(lines.join('\n')).slice(-2);
    for (const [i, { statement }] of statements.entries()) {
      const line = lines.at(i - 2)!;
      const tree = statement.kind === 'definition' ? statement.value : statement.kind === 'claim' ? statement.members[1]! : assert.fail(line);
      assert.equal(describe(tree).replace(/[<>]/g, ''), plainTree(line.slice(line.indexOf('=') + 1)), line);
    }
  }
});

/**
 * An independent reading of the notation, in the notation of describe.ts without groups: `'`, `^`, `.^` and `[…]` bind
 * tightest, from left to right, then the sign, then `* / .* ./`, then `+ -`.
 */
function plainTree(source: string): string {
  const tokens = source.match(/\d+(?:\.\d+)?|[A-Za-z]\w*|\.[*/^]|[-+*/^'()[\],]/g)!;
  let at = 0;
  const take = (): string => tokens[at++]!;
  const list = (close: string): string[] => {
    const items: string[] = [];
    while (tokens[at] !== close) {
      items.push(sum());
      if (tokens[at] === ',') at++;
    }
    at++;
    return items;
  };
  const greek: Readonly<Record<string, string>> = { mu: 'μ', pi: 'π' };
  const norms: Readonly<Record<string, string>> = { norm1: 'norm:1', norm2: 'norm:2', normF: 'norm:F' };
  const primary = (): string => {
    const token = take();
    if (token === '(') {
      const inner = sum();
      assert.equal(take(), ')');
      return inner;
    }
    if (tokens[at] !== '(') return greek[token] ?? token;
    at++;
    return `(${[norms[token] ?? (token === 'tr' ? 'trace' : token), ...list(')')].join(' ')})`;
  };
  const postfix = (): string => {
    let tree = primary();
    for (;;) {
      if (tokens[at] === "'") {
        at++;
        tree = `(transpose ${tree})`;
      } else if (tokens[at] === '[') {
        at++;
        tree = `(at ${[tree, ...list(']')].join(' ')})`;
      } else if (tokens[at] === '^' || tokens[at] === '.^') tree = `(${take()} ${tree} ${primary()})`;
      else return tree;
    }
  };
  const signed = (): string => {
    if (tokens[at] !== '-') return postfix();
    at++;
    return `(neg ${signed()})`;
  };
  const chain = (operators: readonly string[], operand: () => string): string => {
    let tree = operand();
    while (operators.includes(tokens[at] ?? '')) tree = `(${take()} ${tree} ${operand()})`;
    return tree;
  };
  const product = (): string => chain(['*', '/', '.*', './'], signed);
  const sum = (): string => chain(['+', '-'], product);
  const tree = sum();
  assert.equal(at, tokens.length, source);
  return tree;
}
