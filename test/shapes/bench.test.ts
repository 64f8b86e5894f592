// Identities in the ASCII dialect: declarations, a definition, its derivative and the formula as a claim.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkProgram } from '../../src/shapes/check.ts';
import { printQueryShape, printShape } from '../../src/shapes/print.ts';

interface Identity {
  readonly declare: string;
  readonly define: string;
  readonly shape: string;
  readonly by: string;
  readonly result: string;
  readonly formula: string;
  readonly layout?: 'denominator';
  /** The letters of an index formula, in the order of the axes. */
  readonly letters?: string;
}

const identities: readonly Identity[] = [
  {
    declare: 'c in R; X in R^(m x n)',
    define: 'F = c*X',
    shape: 'ℝ^{m×n}',
    by: 'X',
    result: '(m×n)×(m×n)',
    formula: 'c*eye(m)[i,k]*eye(n)[j,l]',
    letters: 'ijkl',
  },
  { declare: 'A in R^(m x n); X in R^(p x q)', define: 'F = A', shape: 'ℝ^{m×n}', by: 'X', result: '(m×n)×(p×q)', formula: '0*A[i,j]*X[k,l]', letters: 'ijkl' },
  {
    declare: 'X in R^(n x n), invertible',
    define: 'F = inv(X)',
    shape: 'ℝ^{n×n}',
    by: 'X',
    result: '(n×n)×(n×n)',
    formula: '-inv(X)[i,k]*inv(X)[l,j]',
    letters: 'ijkl',
  },
  { declare: 'X in R^(n x n)', define: 'F = inv(X)', shape: 'ℝ^{n×n}', by: 'X', result: '(n×n)×(n×n)', formula: "-kron(inv(X)', inv(X))" },
  { declare: 'X in R^(n x n)', define: 'F = det(X)', shape: 'ℝ', by: 'X', result: 'n×n', formula: "adj(X)'", layout: 'denominator' },
  {
    declare: 'B in R^(n x n); t in R',
    define: 'F = det(eye(n) + t^2*B)',
    shape: 'ℝ',
    by: 't',
    result: '1×1',
    formula: '2*t*det(eye(n) + t^2*B)*tr(inv(eye(n) + t^2*B)*B)',
  },
  {
    declare: 'X in R^(m x n); B in R^(m x m)',
    define: "F = X'*B*X",
    shape: 'ℝ^{n×n}',
    by: 'X',
    result: '(n×n)×(m×n)',
    formula: "eye(n)[j,l]*(X'*B)[i,k] + eye(n)[i,l]*(B*X)[k,j]",
    letters: 'ijkl',
  },
  {
    declare: 'X in R^(n x n)',
    define: "F = (X^2)'*X^2",
    shape: 'ℝ^{n×n}',
    by: 'X',
    result: '(n×n)×(n×n)',
    formula: '(X^2)[a,j]*eye(n)[a,k]*X[l,i] + (X^2)[a,j]*X[a,k]*eye(n)[l,i]',
    letters: 'ijkl',
  },
  {
    declare: 'x in R^n; a in R^n',
    define: 'F = (x - a)/norm2(x - a)',
    shape: 'ℝ^n',
    by: 'x',
    result: 'n×n',
    formula: "eye(n)/norm2(x - a) - (x - a)*(x - a)'/norm2(x - a)^3",
  },
  { declare: 'X in R^(m x n)', define: 'F = vec(X)', shape: 'ℝ^{mn}', by: 'X', result: 'mn×(m×n)', formula: 'eye(m*n)' },
  { declare: 'A in R^(p x m); X in R^(m x n); B in R^(n x q)', define: 'F = A*X*B', shape: 'ℝ^{p×q}', by: 'X', result: '(p×q)×(m×n)', formula: "kron(B', A)" },
  { declare: 'X in R^(m x n)', define: "F = X*X'", shape: 'ℝ^{m×m}', by: 'X', result: '(m×m)×(m×n)', formula: '(eye(m*m) + comm(m,m))*kron(X, eye(m))' },
  {
    declare: 'X in R^(n x n)',
    define: 'F = tr(inv(X))',
    shape: 'ℝ',
    by: 'X, X',
    result: '(n×n)×(n×n)',
    formula: "comm(n,n)*(kron(inv(X)', inv(X)^2) + kron((inv(X)^2)', inv(X)))",
  },
  { declare: 'X in R^(m x n)', define: 'F = X .* X', shape: 'ℝ^{m×n}', by: 'X', result: '(m×n)×(m×n)', formula: '2*diag(vec(X))' },
  {
    declare: 'A in R^(n x n); X in R^(m x p); B in R^(p x p)',
    define: 'F[a,b,c,d,e,f] = A[a,b]*X[c,d]*B[e,f]',
    shape: 'ℝ^{n×n×m×p×p×p}',
    by: 'X',
    result: '(n×n×m×p×p×p)×(m×p)',
    formula: 'A[a,b]*eye(m)[c,k]*eye(p)[d,l]*B[e,f]',
    letters: 'abcdefkl',
  },
  {
    declare: 'T in R^(p x p x p)',
    define: 'F[b,c,a] = T[a,b,c]',
    shape: 'ℝ^{p×p×p}',
    by: 'T',
    result: '(p×p×p)×(p×p×p)',
    formula: 'eye(p)[a,i]*eye(p)[b,j]*eye(p)[c,k]',
    letters: 'bcaijk',
  },
  {
    declare: 'T in R^(m x n x p); A in R^(m x q); B in R^(n x q); C in R^(p x q)',
    define: 'F = T[i,j,k]*A[i,r]*B[j,r]*C[k,r]',
    shape: 'ℝ',
    by: 'A',
    result: 'm×q',
    formula: 'T[i,j,k]*B[j,r]*C[k,r]',
    letters: 'ir',
  },
  {
    declare: 'T in R^(n x n x p); x in R^n; c in R^p',
    define: 'F = T[i,j,k]*x[i]*x[j]*c[k]',
    shape: 'ℝ',
    by: 'x',
    result: '1×n',
    formula: 'T[a,j,k]*x[j]*c[k] + T[i,a,k]*x[i]*c[k]',
    letters: 'a',
  },
  {
    declare: 'A in R^(n x n), invertible; b in R^n',
    define: 'F = inv(A)*b',
    shape: 'ℝ^n',
    by: 'A, b',
    result: 'n×(n×n)×n',
    formula: '-inv(A)[i,k]*inv(A)[l,p]',
    letters: 'iklp',
  },
  {
    declare: 'M in R^(m x n); T in R^(m x n); U in R^(m x p); V in R^(n x p)',
    define: "F = normF(M .* (T - U*V'))^2",
    shape: 'ℝ',
    by: 'U, U',
    result: '(m×p)×(m×p)',
    formula: '2*eye(m)[i,k]*V[a,j]*V[a,l]*(M .^ 2)[i,a]',
    letters: 'ijkl',
  },
  { declare: 'a in R^n; x in R^n', define: "F = (a'*x)^3", shape: 'ℝ', by: 'x, x, x', result: 'n×n×n', formula: '6*a[i]*a[j]*a[k]', letters: 'ijk' },
  { declare: 'X in R^(n x n)', define: 'F = diagonal(inv(X))', shape: 'ℝ^n', by: 'X', result: 'n×(n×n)', formula: '-inv(X)[i,k]*inv(X)[l,i]', letters: 'ikl' },
  { declare: 'W in R^(m x n); x in R^m', define: "F = x'*W", shape: 'ℝ^{1×n}', by: 'x', result: 'n×m', formula: "W'" },
  { declare: 'x in R^n; z in R', define: 'F = x/z', shape: 'ℝ^n', by: 'z', result: 'n×1', formula: '-x/z^2' },
  { declare: 'A in R^(m x n); B in R^(m x n); t in R', define: 'F = sin(t*A) .* B', shape: 'ℝ^{m×n}', by: 't', result: 'm×n', formula: 'A .* cos(t*A) .* B' },
  {
    declare: 'Q in R^(m x p); K in R^(n x p); V in R^(n x q); G in R^(m x q)',
    define: "F = sum(G .* (softmaxrows(Q*K'/sqrt(p))*V))",
    shape: 'ℝ',
    by: 'Q',
    result: 'm×p',
    formula: "(softmaxrows(Q*K'/sqrt(p)) .* (G*V' - ((softmaxrows(Q*K'/sqrt(p)) .* (G*V'))*ones(n))*ones(n)'))*K/sqrt(p)",
    layout: 'denominator',
  },
  {
    declare: 'x in R^n; mu in R^n; S in R^(n x n), positive definite',
    define: "F = -0.5*n*log(2*pi) - 0.5*logdet(S) - 0.5*(x - mu)'*inv(S)*(x - mu)",
    shape: 'ℝ',
    by: 'mu',
    result: 'n×1',
    formula: 'inv(S)*(x - mu)',
    layout: 'denominator',
  },
  {
    declare: 'X in R^(m x n); w in R^n; y in R^m',
    define: 'F = sum(log(exp(-y .* (X*w)) + ones(m)))',
    shape: 'ℝ',
    by: 'w, w',
    result: 'n×n',
    formula: "X'*diag(y .* y .* exp(-y .* (X*w)) ./ (exp(-y .* (X*w)) + ones(m)) .^ 2)*X",
  },
  {
    declare: 'x in R^n',
    define: 'F = exp(sum(log(x))/n)',
    shape: 'ℝ',
    by: 'x, x',
    result: 'n×n',
    formula: "exp(sum(log(x))/n)*((1 ./ x)*(1 ./ x)'/n^2 - diag(1 ./ x .^ 2)/n)",
  },
  { declare: 'X in R^(n x n)', define: 'F = tr(expm(X))', shape: 'ℝ', by: 'X', result: 'n×n', formula: "expm(X)'", layout: 'denominator' },
];

describe('identities type without problems, claims included', () => {
  for (const { declare, define, shape, by, result, formula, layout, letters } of identities)
    it(`d(${define})/d(${by})`, () => {
      const text = [`layout ${layout ?? 'numerator'}`, ...declare.split('; '), define, `derivative(F, ${by})`, `derivative(F, ${by}) = ${formula}`].join('\n');
      const { statements, symbols } = checkProgram(`${text}\n`);
      const problems = statements.flatMap(statement => statement.problems).filter(problem => problem.severity === 'error' || problem.severity === 'warning');
      assert.deepEqual(problems, []);
      assert.equal(printShape(symbols.get('F')!.shape), shape);
      const [query, claim] = statements.slice(-2).map(statement => statement.meaning);
      assert.ok(query?.kind === 'query' && query.query);
      assert.equal(printQueryShape(query.query), result);
      assert.ok(claim?.kind === 'claim');
      const member = claim.members[1]?.expression;
      assert.ok(member);
      assert.equal(member.op === 'fromEntries' ? member.indices.map(index => index.name).join('') : undefined, letters);
    });
});

describe('false formulas that do not conform', () => {
  const cases: readonly (readonly [declare: string, define: string, by: string, formula: string, message: RegExp])[] = [
    ['a in R^m; X in R^(m x n); b in R^n', "F = a'*X*b", 'X', "b*a'", /n×m, but the left side is m×n/],
    ['X in R^(m x n); w in R^n; y in R^m', 'F = norm2(y - X*w)^2', 'w', '-2*X*(y - X*w)', /did you mean X'\*\(y - X\*w\)/],
    ['A in R^(p x m); X in R^(m x n); B in R^(n x q)', 'F = A*X*B', 'X', 'kron(A, B)', /but the left side is \(p×q\)×\(m×n\)/],
  ];
  for (const [declare, define, by, formula, message] of cases)
    it(formula, () => {
      const { statements } = checkProgram([...declare.split('; '), define, `derivative(F, ${by}) = ${formula}`].join('\n'));
      const problems = statements.at(-1)!.problems;
      assert.deepEqual(
        problems.map(problem => problem.code),
        ['shape-mismatch'],
      );
      assert.match(problems[0]!.message, message);
    });
});
