// The smallest documents of what random documents have found: each was printed wrong, refused, or not ended, once.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { analyzeDocument, analyzeFile, useCertifier, useCodePrinter } from '../../src/analysis/document.ts';
import { indexFormOf } from '../../src/analysis/print.ts';
import { StatementAnalysis } from '../../src/analysis/statement.ts';
import { codeIn } from '../../src/code/index.ts';
import { constantDimension, namedDimension } from '../../src/dimensions/dimension.ts';
import { printIndexUnicode } from '../../src/notation/indexUnicode.ts';
import { certify, compareTensors, drawPoint, evaluateTensor } from '../../src/numeric/index.ts';
import { elementwiseRows } from '../../src/operations/elementwise.ts';
import { variable } from '../../src/tensors/leaves.ts';
import { concatenate } from '../../src/tensors/pieces.ts';
import { examine } from './examine.ts';
import { FUNCTIONS } from './matrixFormValue.ts';

const DECLARED = `a, b ∈ ℝ
x, y ∈ ℝ^n
u, v ∈ ℝ^m
A, B ∈ ℝ^{n×n}
X, Y ∈ ℝ^{m×n}`;

/** What it was about, the lines, the matrix form (or the index form behind `index:`), and its shape. */
type Row = readonly [about: string, lines: string, printed: string, shape: string];

const ROWS: readonly Row[] = [
  ['(a²)^½ is |a|, not a', 'd((a^2)^(3/2))/da', '3 a sqrt(a²)', '1×1'],
  ['sqrt(a²) a has no a²', 'd(sqrt(a^2) * a)/da', 'sqrt(a²) + a² / sqrt(a²)', '1×1'],
  ['a scalar chain beside a row keeps its brackets', "d((u' X x)^2)/dx", '2 (uᵀ X x) uᵀ X', '1×n'],
  ['a scalar times I is no scalar', 'd(tr(A)^2 / 2 - tr(A^2) / 2)/dA', 'tr(A) I_n - Aᵀ', 'n×n'],
  ['a row of a matrix is a row', 'd((X[1,:] * x)^2)/dx', '2 (X[1,:] x) X[1,:]', '1×n'],
  ['a name that is a row', "r = x' A\nL = r r'\ndL/dr", '2 r', '1×n'],
  ['a name that is a row, in a function', "r = x' A\nL = sum(exp(r))\ndL/dr", 'exp(rᵀ)ᵀ', '1×n'],
  ['a vector that was flattened', 'd(a vec(X))/da', 'vec(X)', 'mn×1'],
  ['a Kronecker product of vectors', 'd(kron(x, u))/dx', 'I_n ⊗ u', 'mn×n'],
  ['a Kronecker product by a scalar', 'd(kron(A, a X))/da', 'A ⊗ X', 'mn×n^2'],
  ['the same as a row', 'layout denominator\nd(a vec(X))/da', 'vec(X)ᵀ', '1×mn'],
  ['a second derivative by two vectors keeps their order', "layout denominator\n∂²((x' A y))/∂x∂y", 'A', 'n×n'],
  ['a second derivative by a scalar and a matrix', "layout denominator\n∂²(a u' X x)/∂a∂X", 'u xᵀ', 'm×n'],
  ['an entry is no matrix', 'e = X x\n∂e_i/∂x_j', 'index: X_ij', '1×1'],
  ['blocks of one column', 'd([x, y] * [a; a])/da', '[x, y] [1; 1]', 'n×1'],
  ['blocks of one row', "d([x'; y'] * x)/da", 'zeros(2)', '2×1'],
  ['products in a column of blocks', 'd([a b x; b a x])/da', '[(b x); (b x)]', '2n×1'],
  ['a size that is a sum', "e = 2 ones(n + 1)\nL = e' e\ndL/de", '2 eᵀ', '1×(n+1)'],
  ['an entry of a block that is not the first', 'd([x; y][2])/dy', 'index: δ_{n+i,2}', '1×n'],
  [
    'a sum over an index that nothing depends on',
    "d(exp(sum_k sum(X + (v * ones(n)')[:,k] * x')))/dv",
    'n sum(x) exp(sum(sum(X) ones(n) + sum(v) sum(x) ones(n))) ones(m)ᵀ',
    '1×m',
  ],
  ['a determinant that is linear in its entries', 'd²(det([1 + pi^2, sum(x); -a, 2]))/dx²', 'zeros(n, n)', 'n×n'],
  ['a column of blocks is a vector', 'p ∈ ℝ^2\n∇_p (sum([p, ([p, p] * [a; a])].^3))', '3 p.^2 + 6 a [([a, a] [p₁; p₁]); ([a, a] [p₂; p₂])].^2', '2×1'],
  [
    'a row of a softmax',
    'd(softmax(X, axis=1)[1,:])/dX',
    'index: δ_iq δ_k1 (softmaxrows(X)[1,:])_i - δ_k1 (softmaxrows(X)[1,:])_i (softmaxrows(X)[1,:])_q',
    'n×(m×n)',
  ],
  [
    'a name of a tensor of order three',
    'w ∈ ℝ^p\nT ∈ ℝ^{m×n×p}\nN[i,j,k] = u[i] * x[j] * w[k] + T[i,j,k]\nd(‖N‖)/dT',
    'index: u_i x_j w_k / sqrt(Σ_t Σ_s Σ_r N_tsr²) + T_ijk / sqrt(Σ_t Σ_s Σ_r N_tsr²)',
    '(m×n×p)',
  ],
  [
    'the smallest eigenvalue of a matrix written out that equals its transpose',
    'S ∈ ℝ^{2×2}, symmetric\nd(eigmin([S[1,1] + a, S[1,2]; S[2,1], S[2,2]]))/da',
    'q_min([S[1,1] + a, S[1,2]; S[1,2], S[2,2]])ᵀ [1, 0; 0, 0] q_min([S[1,1] + a, S[1,2]; S[1,2], S[2,2]])',
    '1×1',
  ],
  ['a slice of a tensor', "T ∈ ℝ^{m×n×p}\nd(logdet(eye(m) + X * T[:,:,1]'))/dX", '(I_m + X T[:,:,1]ᵀ)⁻ᵀ T[:,:,1]', 'm×n'],
  ['a vec by itself', 'e = vec(X)\nL = e\nderivative(L, e)', 'I_n ⊗ I_m', 'mn×mn'],
  ['a part of two large blocks', 'p, q ∈ ℝ^64\nd(sum(log(2 + [p; q].^2)))/dp', '2 (p ⊘ (2 ones(64) + p.^2))ᵀ', '1×64'],
];

/** What was withheld once, because the numbers did not decide. */
const CERTIFIED: readonly (readonly [about: string, text: string])[] = [
  ['slopes of a softmax that add up to 0', 'layout denominator\nx ∈ ℝ^{n+1}\nX, Y ∈ ℝ^{m×n+1}\nd(sum(vcat(softmax((Y .* X), axis=0), Y) * x))/dX'],
  ['a power of |y| at an entry', 'y ∈ ℝ^n\nd(sum_s ((y.^2).^(3/2))[s] * eye(n)[s,1])/dy'],
  ['a third derivative that is 0 beside one that is not', 'y ∈ ℝ^n\nz ∈ ℝ^n, positive\nderivative(y ./ (2 + z.^2), y, z, y)'],
  ['a power of entries that are 0 by declaration', 'G ∈ ℝ^{n×n}, lower triangular\nd(sum((G.^2).^(3/2)))/dG'],
  ['relu of entries that are 0 by declaration', 'D ∈ ℝ^{3×3}, diagonal\nd(relu((4 * eye(3) + tanh(D))^(-3)))/dD'],
  ['the norm of a difference that is 0', 'Y ∈ ℝ^{m×n}\nd(‖vec(Y) - vec(Y)‖²)/dY'],
  ['a derivative of a derivative that is 0', "y ∈ ℝ^2\nL = norm2(y)\ng = dL/dy\nd(tr(g * g'))/dy"],
  ['a gradient with entries that are 0', 'S ∈ ℝ^{2×2}, symmetric\nL = ‖4 * eye(2) + tanh(S)‖_*\ng = ∇_S L\nd(sum(exp(g / 9)))/dS'],
  ['a determinant with rows of different size', 'a ∈ ℝ\nA ∈ ℝ^{n×n}\nd(det([2 + cos(a), 0; tr(adj(3 * eye(n) + tanh(A)))^3, 1]))/dA'],
  ['a second derivative that varies quickly', 'B ∈ ℝ^{3×3}\ny ∈ ℝ^3\nderivative((2 + (sum(B ⊗ y))^2)^(-2), y, y)'],
  ['an exponential of what grows fast', 'a ∈ ℝ\nA ∈ ℝ^{n×n}\nd(sum(expm(((A.^2).^(3/2)).^3 / 4)))/da'],
  ['a largest entry that is unique at few points', 'x ∈ ℝ^2\nd(‖max(ones(2), x)‖_∞)/dx'],
  ['the sign of entries that rounding keeps from 0', 'A ∈ ℝ^{n×n}\nK ∈ ℝ^{n×n}, skew-symmetric\nderivative(sign((K / 2)^3) .* tanh(A), A)'],
  ['an error function far out', 'a ∈ ℝ\nx ∈ ℝ^{n+1}\nd(erf((sum_j a * max(x[j], (sum_j (2 + x[j]^3)))) / 3))/dx'],
  ['tanh of a large argument', 'G ∈ ℝ^{3×3}, lower triangular\nd(logdet(4 * eye(3) + tanh(((adj(3 * eye(3) + tanh(G))).^2).^(3/2))))/dG'],
  ['a gradient that is 0 to the second order', 'S ∈ ℝ^{n×n}, symmetric\nK ∈ ℝ^{n×n}, skew-symmetric\nL = tr(K * S)^3\ng = ∇_K L\ndg/dK'],
  ['a softmax of large numbers', 'b ∈ ℝ\nS ∈ ℝ^{7×7}, symmetric\nP ∈ ℝ^{7×7}, positive definite\nd(logsumexp((eigvals(b * P + S)).^3))/db'],
  ['a second derivative beside a kink', 'P ∈ ℝ^{2×2}, positive definite\nderivative(logdet((4 * eye(2) + tanh(abs(P))) ⊗ (4 * eye(3) + tanh(eye(3)))), P, P)'],
  [
    'a second derivative with many entries beside kinks',
    "y ∈ ℝ^7\nA ∈ ℝ^{7×7}\nK ∈ ℝ^{7×7}, skew-symmetric\nY ∈ ℝ^{8×7}\n∂²(‖[4 * eye(7) + tanh(min(K, A / 2)); tanh((Y + y'))]‖_*)/∂K∂y",
  ],
  ['a tanh that is all but constant', 'Y ∈ ℝ^{m×n}\nd((1.5 + tanh(sum(Y)))^(3/2))/dY'],
  ['a second derivative that is 0 by declaration', 'D ∈ ℝ^{n×n}, diagonal\nK ∈ ℝ^{n×n}, skew-symmetric\n∂²(tr(cosm((D ./ (2 + (K).^2)) / 3)))/∂D∂K'],
  ['a pseudo-inverse with rows that are 0 at some points', "Y ∈ ℝ^{3×2}\nd((pinv((sign(Y) .* Y) + Y))')/dY"],
  ['a second derivative of a fractional power near 0', "X ∈ ℝ^{m×n}\nderivative((((X * X')).^2).^(3/2), X, X)"],
  ['an exponential of a matrix whose digits are lost', 'x ∈ ℝ^7\nd(sum(expm(adj(3 * eye(7) + tanh(outer(x, ones(7)))) / 4)))/dx'],
  ['a sine of a large argument', 'P ∈ ℝ^{n×n}, positive definite\nd(sin(((tr(P * P))^2)^(3/2) / 3))/dP'],
  ['a gradient that is 0 wherever the structure holds', "K ∈ ℝ^{n×n}, skew-symmetric\nX ∈ ℝ^{m×n}\nL = tr(X' * X * K)\ng = ∇_X L\nd(‖g‖²)/dK"],
  ['the square of a norm of what rounding leaves of a 0', 'y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(‖(K / 2)^3 .* diag(y)‖_F^2)/dK'],
  ['the logarithm of entries that are small beside others', 'A ∈ ℝ^{n×n}\nd(sum(log([exp(-60 + tr(A)); 1])))/dA'],
  ['a cosine of what grows fast', 'Y ∈ ℝ^{m×n}\nL = (normF(Y)^2)^(3/2)\nd(cos((1.5 + tanh(0.5))^(L / 2) / 3))/dY'],
];

/** Wherever the declared properties hold, there is no derivative. */
const NOWHERE: readonly (readonly [about: string, text: string, reason: RegExp])[] = [
  ['a second derivative on a kink by declaration', 'A ∈ ℝ^{n×n}\nD ∈ ℝ^{n×n}, diagonal\nderivative(normF(hcat(max(D, 0), A)), D, D)', /kink/],
  [
    'what has a notation neither as matrices nor with indices',
    'T ∈ ℝ^{m×n×2}\na ∈ ℝ\nd(det([cos(sum(T .* T)), 0; a^2, 1]))/da',
    /Give that part of the expression a name/,
  ],
  ['a second derivative of a 1-norm with entries that are 0', 'D ∈ ℝ^{n×n}, diagonal\nhessian(norm1(D[:,1]), D)', /kink/],
  ['a second derivative of an induced norm with entries that are 0', 'D ∈ ℝ^{4×4}, diagonal\nderivative(‖D‖_∞, D, D)', /kink/],
  ['two rows of equal sums, by declaration', 'Q ∈ ℝ^{2×2}, orthogonal\nderivative(‖Q‖_∞, Q, Q)', /coincide/],
  ['a kink with a point where rounding hides it', "y ∈ ℝ^3\nK ∈ ℝ^{3×3}, skew-symmetric\nderivative(max(y' * K * y, 0), K, y)", /kink/],
  [
    'a kink in the gradient with a point where rounding hides it',
    'G ∈ ℝ^{3×3}, lower triangular\nL = ‖4 * eye(3) + tanh(relu(G))‖_*\ng = ∇_G L\nd(‖g‖²)/dG',
    /kink/,
  ],
  ['a root of entries that are 0 by declaration', 'D ∈ ℝ^{n×n}, diagonal\nd(sum(sqrt(D.^2)))/dD', /a root or a norm of 0/],
  ['the largest singular value of a skew-symmetric matrix, which come in pairs', 'K ∈ ℝ^{3×3}, skew-symmetric\nd(‖K‖_2)/dK', /coincide/],
  ['the norm of what rounding leaves of a 0', 'y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(‖(K / 2)^3 .* diag(y)‖_F)/dK', /a norm of 0/],
  ['the root of what rounding leaves of a 0', "y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(sqrt((y' * K * y)^2))/dK", /a root or a norm of 0/],
  ['a kink at what rounding leaves of a 0', 'x ∈ ℝ^{n+1}\nK ∈ ℝ^{n+1×n+1}, skew-symmetric\nd(relu(sum(K ⊗ x)))/dK', /kink/],
  ['a kink at an exact 0, where whatever is multiplied by sign(0) would agree', "y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(abs(y' * K * y))/dK", /kink/],
  ['its fractional power', "y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(((y' * K * y)^2)^(1/3))/dK", /a root or a norm of 0/],
  ['its logarithm', "y ∈ ℝ^n\nK ∈ ℝ^{n×n}, skew-symmetric\nd(log((y' * K * y)^2))/dK", /divides by 0 or takes the logarithm of 0/],
  ['a quotient by it', 'K ∈ ℝ^{n×n}, skew-symmetric\nd(1 / tr(K^3))/dK', /divides by 0 or takes the logarithm of 0/],
  ['a quotient by entries that are 0 by declaration', 'A ∈ ℝ^{n×n}\nD ∈ ℝ^{n×n}, diagonal\nd(sum(A ./ D))/dD', /divides by 0 or takes the logarithm of 0/],
  [
    'a gradient at a minimum of two entries that are both 0 by declaration',
    'K ∈ ℝ^{n×n}, skew-symmetric\nL = sum(exp(min(K, K / 2)))\ng = gradient(L, K)\nd(sum(g))/dK',
    /kink/,
  ],
  [
    'a derivative of a largest singular value that comes in a pair',
    'K ∈ ℝ^{2×2}, skew-symmetric\nL = ‖K‖_2 + tr(K)\ng = gradient(L, K)\nd(sum(g))/dK',
    /coincide/,
  ],
  ['the inverse of a matrix of rank one', "x ∈ ℝ^{n+1}\nd(tr(inv(x * x')))/dx", /singular/],
];

describe('what random documents have found', () => {
  before(() => {
    useCertifier(certify);
    useCodePrinter(codeIn);
  });

  for (const [about, lines, printed, shape] of ROWS)
    it(about, () => {
      const text = `${DECLARED}\n${lines}`;
      const { status, detail, problems } = examine(text);
      assert.deepEqual({ status, detail, problems }, { status: 'verified', detail: '', problems: [] });
      const { derivative } = analyzeFile(text, { certify: true }).statements.at(-1)!;
      const [wanted, index] = printed.startsWith('index: ') ? [null, printed.slice(7)] : [printed, null];
      assert.equal(derivative?.matrix?.unicode ?? null, wanted);
      if (index !== null) assert.equal(derivative?.index.unicode, index);
      assert.equal(derivative?.shape, shape);
    });

  it('a matrix of scalars times itself ends', () => {
    const { statements } = analyzeFile(`${DECLARED}\nJ = [x_1, x_2; a, 1]\nd(tr(J * J))/dx`, { certify: true });
    assert.equal(statements.at(-1)!.derivative?.certificate.verdict, 'verified');
    assert.ok((statements.at(-1)!.derivative?.index.unicode ?? '') !== '');
  });

  it('what is printed does not depend on other documents', () => {
    const text = `${DECLARED}\nd(tr(adj(3 * eye(n) + eye(n) / (2 + logsumexp(y)))))/dy`;
    const printed = (): string => {
      const statement = analyzeDocument(text).statements.at(-1);
      assert.ok(statement instanceof StatementAnalysis);
      const derived = statement.outcome()?.derived;
      assert.ok(derived);
      // another document meanwhile
      assert.equal(examine(text).status, 'verified');
      const problem = examine(text).problems;
      assert.deepEqual(problem, []);
      return printIndexUnicode(indexFormOf(derived));
    };
    assert.match(printed(), /^-tr\(.*\) \(softmax\(y\)\)_i \/ \(2 \+ logsumexp\(y\)\)²$/);
    assert.doesNotMatch(printed(), /tr\(\S*⁻¹\) - /);
  });

  for (const [about, text] of CERTIFIED)
    it(`${about} is certified`, () => {
      const { status, detail, problems } = examine(text);
      assert.deepEqual({ status, detail, problems }, { status: 'verified', detail: '', problems: [] });
    });

  for (const [about, text, reason] of NOWHERE)
    it(`${about} has no derivative`, () => {
      const { status, diagnostics, derivative } = analyzeFile(text, { certify: true }).statements.at(-1)!;
      assert.equal(status, 'unsupported');
      assert.equal(derivative, null);
      assert.match(diagnostics.at(-1)!.message, reason);
      assert.equal(examine(text).status, 'refused');
    });

  it('a side of several axes is refused where it has no rule, not computed wrong', () => {
    for (const expression of ['[kron(x, u), kron(u, x)]', "[kron(x, u)'; kron(x, u)']", '[kron(x, u); x]', 'tr(kron(A, B)^2)']) {
      const variable = expression.includes('A') ? 'A' : 'x';
      const { result } = analyzeDocument(`${DECLARED}\nd(${expression})/d${variable}`, { certify: true }).statements.at(-1)!;
      assert.equal(result.status, 'unsupported', expression);
      assert.match(result.diagnostics.at(-1)!.message, /Kronecker product/);
    }
  });

  it('the error function far out is that of the printed forms', () => {
    for (let x = -7; x <= 7; x += 0.125) {
      const [wanted, found] = [elementwiseRows.erf.real(x), FUNCTIONS.erf(x)];
      assert.ok(Math.abs(found - wanted) <= 1e-15, `erf(${x}): ${found}, not ${wanted}`);
    }
  });

  it('rows beside one another are no rows of a matrix', () => {
    const found = examine('x, y ∈ ℝ^4\nB, G ∈ ℝ^{4×4}\nd(‖[3 eye(4), 0.5 eye(4)] [B, 0; 0, G] [x; y]‖)/dG');
    assert.deepEqual([found.status, found.problems], ['verified', []]);
  });

  it('a side that is 0 because a factor of it went below all numbers is no evidence', () => {
    assert.equal(examine('a ∈ ℝ\nL = (2 + exp(200 a)^2)^(-2)\ndL/da').status, 'verified');
    assert.equal(examine('a ∈ ℝ, positive\nL = (2 + exp(150 + a)^2)^(-2)\ndL/da').status, 'undecided');
  });

  it('exact zeros and their rests of a skew-symmetric matrix have derivatives', () => {
    const declared = 'K ∈ ℝ^{n×n}, skew-symmetric\n';
    for (const query of ['d((diagonal(K)).^3)/dK', 'd(diagonal(K.^3))/dK', 'd(‖diagonal(K)‖^2)/dK', 'd²(tr(sinm(K / 3))^3)/dK²'])
      assert.deepEqual([examine(declared + query).status, query], ['verified', query]);
    const nested = examine('D ∈ ℝ^{3×3}, diagonal\nL = log(2 + D[2,1]^2)\ng = ∇_D L\nd(‖g‖²)/dD');
    assert.deepEqual([nested.status, nested.problems], ['verified', []]);
  });

  it('a value for the next size alone, which is written', () => {
    const document = 'B ∈ ℝ^{n×n}\nρ = tr(adj(3 eye(n) + tanh(B^2)))\nL = sum([sin((1.5 + tanh(pi))^(ρ / 2)); ρ; 1])\ndL/dρ';
    assert.equal(examine(document).status, 'verified');
  });

  it('an entry that is below all numbers at some points puts no other point on a kink', () => {
    const declared = "X ∈ ℝ^{m×n}\nV = X * X'\nΛ = (1.5 + tanh(step(V) .* V)).^(V.^3 / 2)\n";
    assert.equal(examine(`${declared}L = step(V ./ (2 + Λ.^2)) .* inv(4 * eye(m) + tanh(V))\n∂L/∂X`).status, 'verified');
  });

  it('what does not read a name has the derivative 0 wherever it has a value', () => {
    const grows = 'x ∈ ℝ^n\nA ∈ ℝ^{n×n}\nL = |3 * eye(n) + tanh(A)|\nρ = (1.5 + tanh(L))^((L)^3 / 2)\n∂ρ/∂x';
    const coincides = 'A ∈ ℝ^{4×4}\nS ∈ ℝ^{4×4}, symmetric\nD ∈ ℝ^{4×4}, diagonal\nd(tr(A * (hardmaxrows(-D) .* A)))/dS';
    for (const document of [grows, coincides]) assert.equal(examine(document).status, 'verified', document);
  });

  it('a sum behind a sign, a number or a Σ stands in brackets', () => {
    const declared = 'a ∈ ℝ\nx, y ∈ ℝ^n\nX, Y ∈ ℝ^{m×n}\nT ∈ ℝ^{3×2×2}\nu, v ∈ ℝ^2\n';
    for (const query of [
      "∂(sum((1.5 + tanh(a)) * (y' - x')))/∂x",
      'gradient(gelu(sum(vec(X) - vec(Y)) / 3), Y)',
      'd(sum_i sum_j (u[i] - (sum(T) + v)[j])^2)/dv',
    ])
      assert.deepEqual([examine(declared + query).status, query], ['verified', query]);
  });

  it('a block of the identity runs over its own range', () => {
    for (const query of ['d(sum(gradient(tr([a * A, A; A, A]), A)))/da', 'd(sum(gradient(tr([a * A, A; A, A] * [A, A; A, A]), A)))/da'])
      assert.deepEqual([examine(`a ∈ ℝ\nA ∈ ℝ^{n×n}\n${query}`).status, query], ['verified', query]);
  });

  it('the determinant of a power with a name is the power of the determinant', () => {
    for (const query of ['d(det(X^k))/dX', 'd(det(P^a))/dP', 'd(det(P^a))/da', 'hessian(det(P^a), a)'])
      assert.deepEqual([examine(`a ∈ ℝ\nX ∈ ℝ^{n×n}\nP ∈ ℝ^{n×n}, positive definite\n${query}`).status, query], ['verified', query]);
  });

  it('what grows quickly has values at small points', () => {
    const document = 'c ∈ ℝ, positive\nA ∈ ℝ^{n+1×n+1}\nP ∈ ℝ^{n+1×n+1}, positive definite\n';
    assert.equal(examine(`${document}d(tr(expm((1.5 + tanh(A * c)).^(adj(3 * eye(n+1) + tanh(P)) / 2) / 4)))/dA`).status, 'verified');
  });

  it('what exists for the least size alone is refused', () => {
    const declared = 'x ∈ ℝ^n\nD ∈ ℝ^{n×n}, diagonal\nK ∈ ℝ^{n×n}, skew-symmetric\n';
    for (const query of ['d(sum((hardmaxrows(1 - eye(n)) x).^2))/dx', 'd(‖hardmaxrows(D) .* K‖_F)/dK', "d(step(tr(sinm(K / 3))) x' x)/dx"]) {
      const { status, detail } = examine(declared + query);
      assert.deepEqual([status, detail, query], ['refused', 'a derivative that exists at no point', query]);
    }
  });

  it('a step is 0 at 0 in every evaluation', () => {
    assert.equal(examine('K ∈ ℝ^{2×2}, skew-symmetric\nd(max(max(K, 0), 0))/dK').status, 'verified');
  });

  it('blocks of replaced sizes that contradict each other give a reason', () => {
    const node = variable('p', [constantDimension(9)]);
    const both = concatenate(0, [node, node]);
    const named = variable('q', [namedDimension('n')]);
    const sizes = {
      named: new Map([['n', 2]]),
      replaced: new Map([
        [9, 5],
        [18, 4],
      ]),
    };
    const unknowns = [node, named].map(each => ({ name: each.kind === 'variable' ? each.name : '', shape: each.shape, facts: new Set<string>() }));
    assert.equal(evaluateTensor(both, drawPoint(unknowns, sizes, 1, 0)).status, 'unsupported');
    assert.equal(compareTensors(both, both).verdict, 'equal');
  });
});
