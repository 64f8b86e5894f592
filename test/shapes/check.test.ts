import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedDimension } from '../../src/dimensions/dimension.ts';
import { checkProgram, checkStatement, Scope } from '../../src/shapes/check.ts';
import { symbolsIn } from '../../src/shapes/dependence.ts';
import { printShape } from '../../src/shapes/print.ts';
import { matrixShape, scalarShape, vectorShape } from '../../src/shapes/shape.ts';
import type { Shape, Typed, TypedStatement, TypedSymbol } from '../../src/shapes/typed.ts';
import type { BinaryOperator, Expression, ParsedStatement } from '../../src/syntax/tree.ts';

const errorsOf = (statements: readonly TypedStatement[]) => statements.flatMap(({ problems }) => problems.filter(problem => problem.severity === 'error'));

function symbol(name: string, shape: Shape): TypedSymbol {
  return { name, written: name, shape, properties: new Set(), definition: null, domain: null, origin: 'declared', span: { start: 0, end: 0 } };
}

function scopeOf(...symbols: readonly TypedSymbol[]): Scope {
  const scope = new Scope();
  scope.add({ symbols, updated: [], sizes: ['n', 'm'], broken: [], equation: null, layout: null, base: null });
  return scope;
}

/** The text with the first fix of the first problem that has one applied. */
function fixed(text: string, title?: string): string {
  const fixes = checkProgram(text).statements.flatMap(({ problems }) => problems.flatMap(problem => problem.fixes ?? []));
  const fix = title === undefined ? fixes[0] : fixes.find(candidate => candidate.title === title);
  assert.ok(fix, `no fix ${title ?? ''} among ${fixes.map(candidate => candidate.title).join(', ')}`);
  return text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}

describe('a left-deep chain of operators', () => {
  const chain = (operator: BinaryOperator, length: number, leaf: string): Expression => {
    const span = { start: 0, end: 1 };
    let tree: Expression = { kind: 'name', name: leaf, written: leaf, span };
    for (let i = 1; i < length; i++)
      tree = { kind: 'binary', operator, left: tree, right: { kind: 'name', name: leaf, written: leaf, span }, operatorSpan: span, span };
    return tree;
  };
  const typeOf = (expression: Expression, scope: Scope): Typed | null => {
    const parsed: ParsedStatement = { statement: { kind: 'expression', expression, span: expression.span, source: 'x' }, problems: [] };
    const { meaning } = checkStatement(parsed, 'x', scope).statement;
    return meaning.kind === 'expression' ? meaning.expression : null;
  };

  it('of 20,000 operands is typed without recursion', () => {
    const scope = scopeOf(
      symbol('A', matrixShape(namedDimension('n'), namedDimension('n'))),
      symbol('x', vectorShape(namedDimension('n'))),
      symbol('s', scalarShape),
    );
    for (const operator of ['add', 'juxtapose', 'star', 'hadamard', 'subtract'] as const)
      assert.equal(printShape(typeOf(chain(operator, 20_000, 'A'), scope)!.shape), 'ℝ^{n×n}');
    assert.equal(printShape(typeOf(chain('add', 20_000, 'x'), scope)!.shape), 'ℝ^n');
    assert.equal(printShape(typeOf(chain('divide', 20_000, 's'), scope)!.shape), 'ℝ');
    assert.equal(typeOf(chain('juxtapose', 20_000, 'x'), scope), null);
  });

  it('of identities is solved', () => {
    const identities = chain('add', 3000, 'I');
    const span = { start: 0, end: 1 };
    const sum: Expression = {
      kind: 'binary',
      operator: 'add',
      left: identities,
      right: { kind: 'name', name: 'A', written: 'A', span },
      operatorSpan: span,
      span,
    };
    assert.equal(printShape(typeOf(sum, scopeOf(symbol('A', matrixShape(namedDimension('n'), namedDimension('n')))))!.shape), 'ℝ^{n×n}');
  });

  it('of unknown names ends too', () => {
    assert.equal(typeOf(chain('add', 5000, 'z'), scopeOf()), null);
  });

  it('nested to the right is refused, not overflown', () => {
    const span = { start: 0, end: 1 };
    let tree: Expression = { kind: 'name', name: 's', written: 's', span };
    for (let i = 0; i < 100_000; i++) tree = { kind: 'group', body: { kind: 'unary', operator: 'negate', operand: tree, span }, span };
    const parsed: ParsedStatement = { statement: { kind: 'expression', expression: tree, span, source: 's' }, problems: [] };
    const { statement } = checkStatement(parsed, 's', scopeOf(symbol('s', scalarShape)));
    assert.deepEqual(
      statement.problems.map(problem => problem.code),
      ['too-deep'],
    );
  });
});

describe('a property that is stated late', () => {
  const variablesOf = (root: Typed): readonly TypedSymbol[] => [...symbolsIn(root).values()];

  it('belongs to the definitions before it, and earlier results keep theirs', () => {
    const file = checkProgram('A ∈ ℝ^{n×n}\nx ∈ ℝ^n\ne = A x\nL = eᵀe\ng = dL/dx\n').scope;
    const { symbols, statements } = checkProgram('A is symmetric\ndL/dx\n', { scope: file });
    const symmetric = symbols.get('A')!;
    assert.deepEqual([...symmetric.properties], ['symmetric']);
    for (const name of ['e', 'L', 'g'])
      assert.equal(
        variablesOf(symbols.get(name)!.definition!).find(variable => variable.name === 'A'),
        symmetric,
        name,
      );
    assert.equal(
      variablesOf(symbols.get('L')!.definition!).find(variable => variable.name === 'e'),
      symbols.get('e'),
    );
    assert.equal(file.lookup('A')!.properties.size, 0);
    assert.notEqual(file.lookup('L'), symbols.get('L'));
    assert.ok(statements[1]!.meaning.kind === 'query' && statements[1]!.meaning.query);
  });

  it('reaches through thousands of definitions', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `e${i + 1} = 2 e${i} + x`);
    const { symbols, statements } = checkProgram(`x ∈ ℝ^n\ne0 = x\n${lines.join('\n')}\nx is positive\n`);
    assert.deepEqual(errorsOf(statements), []);
    assert.equal(symbolsIn(symbols.get('e2000')!.definition!).get('x'), symbols.get('x'));
  });

  it('does not make a guess a declaration', () => {
    const { symbols, statements } = checkProgram('A ∈ ℝ^{m×n}\nf = A x\nx is positive\n');
    assert.deepEqual(errorsOf(statements), []);
    assert.deepEqual([...symbols.get('x')!.properties], ['positive']);
  });
});

describe('a second definition of a name', () => {
  it('leaves what was defined with the first one, which a derivative by this name still means', () => {
    const { statements, symbols } = checkProgram('x ∈ ℝ^n\ne = 2 x\nL = eᵀe\ne = 3 x\ndL/de\n');
    const { meaning } = statements[4]!;
    assert.ok(meaning.kind === 'query' && meaning.query);
    assert.equal(meaning.query.wrt[0], symbolsIn(symbols.get('L')!.definition!).get('e'));
    assert.notEqual(meaning.query.wrt[0], symbols.get('e'));
  });
});

describe('scopes', () => {
  it('have one symbol for a declaration that an inner block repeats', () => {
    const file = checkProgram('A ∈ ℝ^{n×n}, symmetric\n').scope;
    const inner = checkProgram('A ∈ ℝ^{n×n}, symmetric\n', { scope: file });
    assert.equal(inner.symbols.get('A'), file.lookup('A'));
    assert.notEqual(checkProgram('A ∈ ℝ^{n×n}\n', { scope: file }).symbols.get('A'), file.lookup('A'));
  });

  it('of blocks share declarations, and a block never changes the outer one', () => {
    const file = checkProgram('A ∈ ℝ^{m×n}\n').scope;
    const inner = checkProgram('x ∈ ℝ^n\ny = A x\nA ∈ ℝ^{n×n}\n', { scope: file });
    assert.deepEqual(errorsOf(inner.statements), []);
    assert.equal(printShape(inner.symbols.get('A')!.shape), 'ℝ^{n×n}');
    assert.equal(printShape(file.lookup('A')!.shape), 'ℝ^{m×n}');
    assert.equal(file.lookup('x'), undefined);
    file.adopt(inner.scope);
    assert.equal(printShape(file.lookup('x')!.shape), 'ℝ^n');
  });

  it('keep the symbols of an earlier result when a property is added', () => {
    const before = checkProgram('A ∈ ℝ^{n×n}\n');
    const { symbols } = checkProgram('A is symmetric\n', { scope: before.scope });
    assert.deepEqual([...symbols.get('A')!.properties], ['symmetric']);
    assert.equal(before.symbols.get('A')!.properties.size, 0);
  });

  it('carry the layout', () => {
    const file = checkProgram('layout denominator\n').scope;
    const { statements } = checkProgram('x ∈ ℝ^n\nd(xᵀx)/dx\n', { scope: file });
    const meaning = statements[1]!.meaning;
    assert.ok(meaning.kind === 'query' && meaning.query);
    assert.equal(meaning.query.layout, 'denominator');
    assert.equal(meaning.query.shape.kind, 'vector');
  });
});

describe('quick fixes', () => {
  it('transpose what does not conform, in the spelling of the text', () => {
    assert.equal(fixed('A ∈ ℝ^{m×n}\nx ∈ ℝ^m\nA x\n'), 'A ∈ ℝ^{m×n}\nx ∈ ℝ^m\nAᵀ x\n');
    assert.equal(fixed("A ∈ ℝ^{m×n}\nx ∈ ℝ^m\nb = x'*x\nA*x\n"), "A ∈ ℝ^{m×n}\nx ∈ ℝ^m\nb = x'*x\nA'*x\n");
    assert.equal(fixed("A in R^(m x n)\nx in R^n\nA'*x\n"), 'A in R^(m x n)\nx in R^n\nA*x\n');
  });

  it('put brackets around a sum', () => {
    assert.equal(fixed('A, B ∈ ℝ^{m×n}\nx ∈ ℝ^m\n(A + B) x\n'), 'A, B ∈ ℝ^{m×n}\nx ∈ ℝ^m\n(A + B)ᵀ x\n');
  });

  it('declare a name on a line before', () => {
    assert.equal(fixed('L = xᵀ A x\n', 'declare x ∈ ℝ^n'), 'x ∈ ℝ^n\nL = xᵀ A x\n');
    const all = fixed('L = xᵀ A x\n', 'declare x, A');
    assert.equal(all, 'x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nL = xᵀ A x\n');
    assert.deepEqual(errorsOf(checkProgram(all).statements), []);
  });

  it('lead to a text without that problem', () => {
    for (const text of [
      'x ∈ ℝ^n\nx^2\n',
      'x ∈ ℝ^n\n1/x\n',
      'A ∈ ℝ^{m×n}\nA^2\n',
      'B, A ∈ ℝ^{n×n}\nB/A\n',
      'A ∈ ℝ^{n×n}\nb ∈ ℝ^n\nA + b\n',
      'A ∈ ℝ^{m×n}\nlogsumexp(A)\n',
      'x, y ∈ ℝ^n\nx y\n',
      'A, B ∈ ℝ^{n×n}\n[A B; B A]\n',
      'A ∈ ℝ^{m×n}\n|A|\n',
    ]) {
      const problems = errorsOf(checkProgram(text).statements);
      assert.equal(problems.length, 1, text);
      for (const fix of problems[0]!.fixes ?? []) {
        const after = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
        assert.deepEqual(errorsOf(checkProgram(after).statements), [], after);
      }
      assert.ok(problems[0]!.fixes?.length, text);
    }
  });
});

describe('the typed tree', () => {
  it('gives every expression of a statement its node', () => {
    const { statements } = checkProgram('A ∈ ℝ^{m×n}\nx ∈ ℝ^n\nL = ‖A x‖² + 1\n');
    const { types, tree } = statements[2]!;
    const shapes = [...types].map(([expression, typed]) => `${expression.kind} ${printShape(typed.shape)}`);
    assert.ok(tree.kind === 'definition');
    for (const expected of ['name ℝ^{m×n}', 'name ℝ^n', 'binary ℝ^m', 'norm ℝ', 'number ℝ']) assert.ok(shapes.includes(expected), expected);
  });

  it('has no open size left', () => {
    const { statements } = checkProgram('X ∈ ℝ^{N×D}\nb ∈ ℝ^D\nλ ∈ ℝ\nY = X + 1 bᵀ\nS = inv(XᵀX + λ I)\nK = X - 1 (1ᵀ X) / N\n');
    assert.deepEqual(errorsOf(statements), []);
    for (const { types } of statements) for (const typed of types.values()) assert.doesNotMatch(printShape(typed.shape), /\?/);
  });

  it('reads `*` both ways where both conform, in a host comment only', () => {
    const text = 'A, B ∈ ℝ^{n×n}\nL = sum(A .* B)\ndL/dA = B * A\n';
    const readings = (starAmbiguous: boolean) => {
      const { meaning } = checkProgram(text, { starAmbiguous }).statements[2]!;
      assert.ok(meaning.kind === 'claim');
      return [meaning.members[1]!.expression?.op, meaning.members[1]!.otherReading?.op];
    };
    assert.deepEqual(readings(false), ['multiply', undefined]);
    assert.deepEqual(readings(true), ['multiply', 'hadamard']);
  });

  it('takes the reading of `*` that alone has the shape of the claim', () => {
    const { statements } = checkProgram('x, y ∈ ℝ^n\nL = sum(x .* y .* y)\ndL/dx = y * y\n', { starAmbiguous: true });
    const { meaning } = statements[2]!;
    assert.ok(meaning.kind === 'claim');
    assert.equal(meaning.members[1]!.expression?.op, 'hadamard');
  });

  it('puts every member of a chain on its own line', () => {
    const text = 'x ∈ ℝ^n\nL = xᵀx\ndL/dx = 2xᵀ\n      = xᵀ + xᵀ\n';
    const { statements } = checkProgram(text);
    const { meaning } = statements[2]!;
    assert.ok(meaning.kind === 'claim');
    assert.deepEqual(
      meaning.members.map(member => member.lineStart),
      [text.indexOf('dL/dx'), text.indexOf('dL/dx'), text.lastIndexOf('      =')],
    );
  });

  it('sums every term of a definition by indices over its own letters', () => {
    const { statements } = checkProgram('A ∈ ℝ^{m×n}\nB ∈ ℝ^{m×p}\nx ∈ ℝ^n\ny ∈ ℝ^p\nf[i] = A[i,j]*x[j] + B[i,j]*y[j]\n');
    const { meaning } = statements[4]!;
    assert.ok(meaning.kind === 'definition' && meaning.value?.op === 'fromEntries');
    const [sum] = meaning.value.args;
    assert.ok(sum.op === 'add');
    const ranges = sum.args.map(term => (term.op === 'sumOver' ? term.index.size.name : null));
    assert.deepEqual(ranges, ['n', 'p']);
  });

  it('knows the components of a derivative', () => {
    const { statements } = checkProgram('R ∈ ℝ^{M×N}\nK = RᵀR\n∂K_pq/∂R_ij\n∂K_pq/∂R_{1,:}\n');
    const [whole, row] = statements.slice(2).map(({ meaning }) => (meaning.kind === 'query' ? meaning.query : null));
    assert.equal(whole?.of.op, 'entry');
    assert.deepEqual(
      whole?.wrtIndices[0]?.map(index => (typeof index === 'object' ? index?.name : index)),
      ['i', 'j'],
    );
    assert.deepEqual(row?.wrtIndices, [[1, null]]);
    assert.equal(row?.shape.kind, 'row');
  });

  it('records parameters, and what a name stands for', () => {
    const { symbols } = checkProgram('e ∈ ℝ^N\nL(e) := ‖e‖²\n');
    const loss = symbols.get('L')!;
    assert.deepEqual(loss.parameters, ['e']);
    assert.equal(loss.origin, 'defined');
    assert.equal(loss.definition?.op, 'elementwisePower');
  });
});

describe('a claim that is none', () => {
  it('is left alone: mnemonics of the chain rule, and adjoints without a forward equation', () => {
    const { statements } = checkProgram('X ∈ ℝ^{N×D}\nW ∈ ℝ^{D×K}\nY ∈ ℝ^{N×K}\ndW = Xᵀ dY\ndL/dw = dL/do * do/dz * dz/dw\n');
    assert.deepEqual(errorsOf(statements), []);
    for (const { meaning } of statements.slice(3)) assert.ok(meaning.kind === 'claim' && meaning.query === null);
  });
});

describe('an adjoint claim', () => {
  const declared = 'X ∈ ℝ^{N×D}\nW ∈ ℝ^{D×K}\n';
  it('is a claim about the pairing of the adjoint with the forward value', () => {
    const { statements } = checkProgram(`${declared}Y = X W\ndW = Xᵀ dY\n`);
    assert.deepEqual(errorsOf(statements), []);
    const { meaning } = statements[3]!;
    assert.ok(meaning.kind === 'claim' && meaning.query);
    assert.equal(meaning.query.wrt[0]!.name, 'W');
    assert.equal(printShape(meaning.query.of.shape), 'ℝ');
    assert.equal(printShape(meaning.members[1]!.expression!.shape), 'ℝ^{D×K}');
  });

  it('takes the forward value from an equation of a declared name', () => {
    const { statements } = checkProgram(`${declared}Y ∈ ℝ^{N×K}\nY = X W\ndX = dY Wᵀ\n`);
    const { meaning } = statements[4]!;
    assert.ok(meaning.kind === 'claim' && meaning.query);
  });

  it('says which shapes do not fit', () => {
    const { statements } = checkProgram(`${declared}Y = X W\ndX = dY W\n`);
    assert.deepEqual(
      errorsOf(statements).map(problem => problem.code),
      ['shape-mismatch'],
    );
  });

  it('says nothing where the quantity on the right does not depend on the one on the left', () => {
    const { statements } = checkProgram(`${declared}Y = 2 X\ndW = Wᵀ dY\n`);
    const { meaning } = statements[3]!;
    assert.ok(meaning.kind === 'claim' && meaning.query === null);
  });
});

describe('strict comments', () => {
  it('are silent about unknown names and say what is certain', () => {
    const options = { strict: true };
    assert.deepEqual(errorsOf(checkProgram('y = W x + b\ndL/dz = 2 z\n', options).statements), []);
    assert.deepEqual(
      errorsOf(checkProgram('A ∈ ℝ^{m×n}\nx ∈ ℝ^m\ny = A x\n', options).statements).map(problem => problem.code),
      ['shape-mismatch'],
    );
  });

  it('take a later declaration of another shape without a word', () => {
    const { statements, symbols } = checkProgram('x ∈ ℝ^n\nx ∈ ℝ^m\n', { strict: true });
    assert.deepEqual(errorsOf(statements), []);
    assert.equal(printShape(symbols.get('x')!.shape), 'ℝ^m');
  });
});

describe('definitions and equations', () => {
  it('of a declared name differ: nothing is substituted', () => {
    const { statements } = checkProgram('y ∈ ℝ^m\nA ∈ ℝ^{m×n}\nx ∈ ℝ^n\ny = A x\nz = A x\n');
    assert.deepEqual(
      statements.map(({ meaning }) => meaning.kind),
      ['declaration', 'declaration', 'declaration', 'equation', 'definition'],
    );
  });

  it('in code define, but an update does not define by itself', () => {
    const { statements } = checkProgram('y ∈ ℝ^m\nA ∈ ℝ^{m×n}\nx ∈ ℝ^n\ny = A x\nx = x + x\n', { assigns: true });
    assert.deepEqual(
      statements.slice(3).map(({ meaning }) => meaning.kind),
      ['definition', 'equation'],
    );
  });

  it('may follow their use in any order', () => {
    const { statements } = checkProgram('dL/dx\nL = ‖e‖²\ne = A x - b\nA ∈ ℝ^{m×n}\nx ∈ ℝ^n\nb ∈ ℝ^m\n');
    assert.deepEqual(errorsOf(statements), []);
    assert.equal(statements[0]!.tree.kind, 'query');
    assert.equal(statements[0]!.meaning.kind === 'query' && statements[0]!.meaning.query?.shape.kind, 'row');
  });

  it('that need each other end with a problem', () => {
    const { statements } = checkProgram('a = 2 b\nb = 3 a\n');
    assert.ok(errorsOf(statements).length > 0);
  });
});
