import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStatement, parse } from './describe.ts';

/** Declared names, text, the tree; a code after `!` is the problem that must be told, and the only one. */
type Row = readonly [names: string, text: string, expected: string, problem?: string];

function check(title: string, rows: readonly Row[]): void {
  test(title, () => {
    for (const [names, text, expected, problem] of rows) {
      const { statement, problems } = parse(text, names);
      const tree = describeStatement(statement).replace(/^(?:expression|query) /, '');
      assert.equal(tree, expected, text);
      assert.deepEqual(
        problems.map(found => found.code),
        problem === undefined ? [] : problem.split(' '),
        text,
      );
    }
  });
}

check('precedence', [
  ['', '-x^2', '(neg (^ x 2))'],
  ['A:2', '2A^T', '(· 2 (transpose A))'],
  ['A:2 x:1', "1/2 x'Ax", '(· (· (· (/ 1 2) (transpose x)) A) x)'],
  ['', 'a/2b', '(/ a (· 2 b))', 'quotient-of-product'],
  ['', 'a/b c', '(/ a (· b c))', 'quotient-of-product'],
  ['e:1', '1/(2n) ‖e‖²', '(· (/ 1 <(· 2 n)>) (^ (norm:default e) 2))'],
  ['X:2', "1/n X'X", '(· (· (/ 1 n) (transpose X)) X)', 'quotient-before-factor'],
  ['X:2', '1/σ² X', '(· (/ 1 (^ σ 2)) X)', 'quotient-before-factor'],
  ['', '1/2x', '(/ 1 (· 2 x))', 'quotient-of-product'],
  ['', '1/2*x', '(* (/ 1 2) x)'],
  ['', 'a/1/2 x', '(/ (/ a 1) (· 2 x))', 'quotient-of-product'],
  ['X:2', "X'^2", '(^ (transpose X) 2)'],
  ['', 'a - b - c', '(- (- a b) c)'],
  ['', 'a/b*c', '(* (/ a b) c)'],
  ['', 'a * -b', '(* a (neg b))'],
  ['', '-a b', '(neg (· a b))'],
  ['', '--a', '(neg (neg a))'],
  ['', '2^3^2', '(^ 2 (^ 3 2))'],
  ['', 'x^-1/2', '(/ (inverse x) 2)'],
  ['', 'x^{-1/2}', '(^ x (/ (neg 1) 2))'],
  ['', 'e^-x', '(^ e (neg x))'],
  ['A:2', 'e^{t A}', '(^ e (· t A))'],
  ['x:1', '1 ./ x .^ 2', '(./ 1 (.^ x 2))'],
  ['x:1', '1./x.^2', '(./ 1 (.^ x 2))'],
  ['x:1', '-x.^(-2)', '(neg (.^ x <(neg 2)>))'],
  ['A:2 x:1', 'A x .^ 2', '(· A (.^ x 2))'],
  ['X:2 e:1', "2*X'*e", '(* (* 2 (transpose X)) e)'],
]);

check('products in every spelling', [
  ['A:2 x:1', 'A x', '(· A x)'],
  ['A:2 x:1', 'A*x', '(* A x)'],
  ['A:2 x:1', 'A @ x', '(@ A x)'],
  ['A:2 x:1', 'A · x', '(@ A x)'],
  ['A:2 x:1', 'A \\cdot x', '(@ A x)'],
  ['A:2 x:1', 'A × x', '(@ A x)'],
  ['A:2 x:1', 'A %*% x', '(@ A x)'],
  ['A:2 x:1', 'A . x', '(@ A x)'],
  ['a:1 b:1', 'a %o% b', '(outer a b)'],
  ['A:2 B:2', 'A .* B + A ⊙ B + A ∘ B + A \\odot B', '(+ (+ (+ (.* A B) (.* A B)) (.* A B)) (.* A B))'],
  ['A:2 B:2', 'A ./ B + A ⊘ B', '(+ (./ A B) (./ A B))'],
  ['A:2 B:2', 'A ⊗ B + A \\otimes B + kron(A, B)', '(+ (+ (⊗ A B) (⊗ A B)) (kron A B))'],
  ['A:2 b:1', 'A \\ b', '(\\ A b)'],
  ['A:2 b:1', 'A \\(b)', '(\\ A <b>)'],
  ['A:2 b:1', 'solve(A, b)', '(solve A b)'],
  ['A:2 B:2', 'A / B', '(/ A B)'],
  ['A:2 B:2', '⟨A, B⟩', '(sum (.* A B))'],
  ['A:2 B:2', '\\langle A, B \\rangle', '(sum (.* A B))'],
  ['a:1 b:1', 'dot(a, b)', '(dot a b)'],
  ['X:2 W:2 b:1', 'X W + b', '(+ (· X W) b)'],
]);

check('glued words are products of declared names, longest first', [
  ['A:2 x:1', 'Ax', '(· A x)'],
  ['F:2 P:2', "FPF'", '(· (· F P) (transpose F))'],
  ['A:2 B:2 AB:2', 'AB', 'AB'],
  ['A:2 B:2 AB:2 C:2', 'ABC', '(· AB C)'],
  ['A:2', 'Ab', 'Ab'],
  ['Φ:2 θ:1', 'Φθ', '(· Φ θ)'],
  ['Φ:2 θ:1', 'Phitheta', '(· Φ θ)'],
  ['A:2 x:1', 'Ax_1', '(· A (at x 1))'],
  ['loss', 'loss', 'loss'],
  ['λ', '2λI', '(· (· 2 λ) I)'],
  ['A:2', 'ATA', '(· (transpose A) A)', 'glued-transpose'],
  ['A:2 T:2', 'AT', '(· A T)'],
  ['', 'xi', 'ξ'],
  ['x:1 i', 'xi', 'ξ'],
  ['m n', '2mn', '(· (· 2 m) n)'],
]);

check('transposes and inverses', [
  ['A:2', "A' + A^T + A^t + Aᵀ + A.T + A⊤", '(+ (+ (+ (+ (+ (transpose A) (transpose A)) (transpose A)) (transpose A)) (transpose A)) (transpose A))'],
  ['A:2', 'A^\\top + A^{T} + A^{\\mathsf T} + A^⊤ + A^\\intercal', '(+ (+ (+ (+ (transpose A) (transpose A)) (transpose A)) (transpose A)) (transpose A))'],
  ['A:2', 'A^H + A^{\\mathrm{T}} + transpose(A)', '(+ (+ (transpose A) (transpose A)) (transpose A))'],
  ['A:2 T', 'A^T', '(transpose A)', 'transpose-not-power'],
  ['A:2 t', 'A^t', '(transpose A)', 'transpose-not-power'],
  ['A:2', 'A^-1 + A⁻¹ + A^{-1} + inv(A) + A^(-1)', '(+ (+ (+ (+ (inverse A) (inverse A)) (inverse A)) (inv A)) (inverse A))'],
  ['A:2', 'A^-T + A^{-T} + A⁻ᵀ + A^{-\\top}', '(+ (+ (+ (inverseTranspose A) (inverseTranspose A)) (inverseTranspose A)) (inverseTranspose A))'],
  ['A:2', 'A^+ + A^† + A^\\dagger + pinv(A) + A⁺', '(+ (+ (+ (+ (pseudoInverse A) (pseudoInverse A)) (pseudoInverse A)) (pinv A)) (pseudoInverse A))'],
  ['X:2 A:2', 'X^TX + A^TAx', '(+ (· (transpose X) X) (· (transpose A) Ax))'],
  ['X:2 x:1', 'X^TXx + x^tXx', '(+ (· (· (transpose X) X) x) (· (· (transpose x) X) x))'],
  ['x', 'x^tau', '(^ x τ)'],
  ['A:2', "(A)' + [1, 2; 3, 4]'", '(+ (transpose <A>) (transpose (matrix 1, 2; 3, 4)))'],
  ['X:2', 't(X) %*% X', '(@ (transpose X) X)', 'r-transpose'],
  ['X:2 t', 't(X)', '(· t <X>)'],
  ['f()', "f'(x)", '(error f)', 'prime-derivative'],
  ['', "relu'(z)", '(error)', 'prime-derivative'],
  ['A:2', "A '", 'A', 'detached-quote'],
  ['A:2', "A.'", '(transpose A)'],
  ['A:2', 'A′', '(transpose A)'],
  ['A:2', 'A²', '(^ A 2)'],
  ['x', 'xⁿ⁺¹', '(^ x (+ n 1))'],
  ['A:2', 'A^{\\circ 2}', '(.^ A 2)'],
]);

check('calls, indices and products before a bracket', [
  ['f()', 'f(x)', '(call:f x)'],
  ['f()', 'f(x, y)', '(call:f x y)'],
  ['A:2 B:2 C:2', 'A(B + C)', '(· A <(+ B C)>)'],
  ['x:1', 'x(t)', '(· x <t>)'],
  ['c', 'c(x)', '(· c <x>)'],
  ['', 'q(x)', '(call:q x)', 'undeclared-before-bracket'],
  ['', 'q (x)', '(· q <x>)'],
  ['A:2', 'A(i,:) + A(1,2)', '(+ (at A i :) (at A 1 2))'],
  ['x:1', 'x(1) + x(i)', '(+ (at x 1) (· x <i>))'],
  ['A:2', 'A[i,j] + A[1,:] + A[:,j]', '(+ (+ (at A i j) (at A 1 :)) (at A : j))'],
  ['A:2', "(A'*A)[i,k]*eye(n)[j,l]", '(* (at <(* (transpose A) A)> i k) (at (eye n) j l))'],
  ['A:2', '3*((A .* A))[i,j]', '(* 3 (at <<(.* A A)>> i j))'],
  ['T:3', 'T[i,j,k]', '(at T i j k)'],
  ['A:2', 'A[1:3,2]', '(at A (error 1) 2)', 'slice-range'],
  ['A:2', 'A[,1]', '(at A (error) 1)', 'index-missing'],
  ['A:2 B:2', '(AB)_{ij} + (A)_ij', '(+ (at <(· A B)> i j) (at <A> i j))'],
]);

check('subscripts: a name if declared so, else a component', [
  ['x:1', 'x_1 + x₁ + x_{12} + x_i', '(+ (+ (+ (at x 1) (at x 1)) (at x 12)) (at x i))'],
  ['x:1 x_1', 'x_1 + x₁', '(+ x_1 x_1)'],
  ['A:2', 'A_{12} + A_{i,j} + A_ij + Aᵢⱼ', '(+ (+ (+ (at A 1 2) (at A i j)) (at A i j)) (at A i j))'],
  ['A:2 A_12:2', 'A_{12}', 'A_12'],
  ['A:2', 'A_1 + A_{max}', '(+ A_1 A_max)'],
  ['x:1', 'x_{t+1} + x_{max}', '(+ (at x (+ t 1)) x_max)'],
  ['', 'x_{t+1} + x_1', '(+ x_{t+1} x_1)'],
  ['T:3', 'T_ijk + T_{ijk}', '(+ (at T i j k) (at T i j k))'],
  ['c', 'c_1', 'c_1'],
  ['W_out:2', 'W_{out} + W_\\text{out}', '(+ W_out W_out)'],
  ['A:2', 'A_{i,:} + A_{:,j}', '(+ (at A i :) (at A : j))'],
  ['x:1', 'x_', '(error x)', 'index-missing'],
]);

check('names: Greek, hats, stars, alphabets', [
  ['', 'theta + θ + \\theta', '(+ (+ θ θ) θ)'],
  ['', 'Phi + phi + \\varphi', '(+ (+ Φ φ) φ)'],
  ['', '\u2206 + \u00b5 + \u2126', '(+ (+ Δ μ) Ω)'],
  ['', 'theta_1 + θ₁ + \\theta_1 + theta_{1}', '(+ (+ (+ θ_1 θ_1) θ_1) θ_1)'],
  ['', '\\hat{x} + x̂ + \\hat x', '(+ (+ x̂ x̂) x̂)'],
  ['', '\\bar{x} + \\tilde\\theta', '(+ x̄ θ̃)'],
  ['', 'x^* + x⋆ + x^{*} + x^\\star + x^{\\ast}', '(+ (+ (+ (+ x⋆ x⋆) x⋆) x⋆) x⋆)'],
  ['', 'x^{(k)} + x^(k)', '(+ x^(k) (^ x <k>))'],
  ['', '\\mathbf{x} + \\boldsymbol{\\theta} + 𝐱 + 𝒙', '(+ (+ (+ x θ) x) x)'],
  ['', '\\mathcal{L} + L', '(+ ℒ L)'],
  ['', '\\mathbf{W}_1', 'W_1'],
  ['', 'e + i + pi + π', '(+ (+ (+ e i) π) π)'],
  ['', 'I + I_n + I_{2n} + I_3', '(+ (+ (+ I (eye n)) (eye (· 2 n))) (eye 3))'],
  ['I_n:2', 'I_n', 'I_n'],
  ['X:2', '1_n + 0 + \\mathbf{1}^T X', '(+ (+ (ones n) 0) (· (transpose 1) X))'],
  ['', '(x+y)^*', '(error <(+ x y)>)', 'star-needs-name'],
  ['', 'constructor + toString', '(+ constructor toString)'],
]);

check('numbers', [
  ['', '0.5 + .5 + 3. + 1e-3 + 1_000 + ½ + ⅓', '(+ (+ (+ (+ (+ (+ 0.5 0.5) 3) 1e-3) 1000) 0.5) (/ 1 3))'],
  ['', '2e', '(· 2 e)'],
  ['', '2 3', '(error 2)', 'two-numbers'],
  ['', '1e999', '(error)', 'number-too-large'],
]);

check('norms, bars, roots', [
  ['x:1', '‖x‖ + ||x|| + \\|x\\| + norm(x)', '(+ (+ (+ (norm:default x) (norm:default x)) (norm:default x)) (norm:default x))'],
  ['x:1', '||x-y||_2^2 + ‖x‖^2_2 + ‖x‖₂²', '(+ (+ (^ (norm:2 (- x y)) 2) (^ (norm:2 x) 2)) (^ (norm:2 x) 2))'],
  [
    'X:2',
    '‖X‖_F + ‖X‖_* + ‖X‖_∞ + ‖X‖_1 + normF(X) + norm1(X)',
    '(+ (+ (+ (+ (+ (norm:F X) (norm:nuclear X)) (norm:inf X)) (norm:1 X)) (norm:F X)) (norm:1 X))',
  ],
  ['X:2', "norm(X, 'fro') + norm(x, 1) + norm(x, ord=2)", '(+ (+ (norm:F X) (norm:1 x)) (norm:2 x))'],
  ['X:2', '‖X‖_{2,1}', '(error X)', 'unknown-norm'],
  ['X:2', '‖X‖_Ω', '(error X)', 'unknown-norm'],
  ['A:2 B:2', '|A| + |A||B| + log|A|', '(+ (+ (bars A) (· (bars A) (bars B))) (log (bars A)))'],
  ['', '\\left\\| x \\right\\|_2 + \\lVert x \\rVert', '(+ (norm:2 x) (norm:default x))'],
  ['', '\\norm{x}_2 + \\norm*{x}^2 + \\norm[\\big]{x}', '(+ (+ (norm:2 x) (^ (norm:default x) 2)) (norm:default x))'],
  ['', '‖ ‖x‖ y ‖', '(norm:default (· (norm:default x) y))'],
  ['', '|x', '(error)', 'unbalanced-bars'],
  ['', 'x + ‖y', '(+ x (error))', 'unbalanced-bars'],
  ['', '√x + √(x y) + \\sqrt{x} + \\sqrt[3]{x}', '(+ (+ (+ (sqrt x) (sqrt <(· x y)>)) (sqrt x)) (^ x (/ 1 3)))'],
]);

check('functions', [
  [
    'X:2',
    'tr(X) + trace(X) + \\operatorname{tr}(X) + \\mathrm{tr}\\left(X\\right) + Tr X',
    '(+ (+ (+ (+ (trace X) (trace X)) (trace X)) (trace X)) (trace X))',
  ],
  ['X:2', 'log det X + \\log\\det X + logdet(X)', '(+ (+ (log (det X)) (log (det X))) (logdet X))'],
  ['A:2 X:2', 'tr A X', '(· (trace A) X)', 'prefix-takes-one-factor'],
  ['', 'sin x cos y', '(· (sin x) (cos y))'],
  ['', "tr X'", '(trace (transpose X))'],
  ['', 'sin^2 x + sin(x)^2 + \\sin² x', '(+ (+ (^ (sin x) 2) (^ (sin x) 2)) (^ (sin x) 2))'],
  ['', 'sin^-1 x', '(error)', 'inverse-of-function'],
  ['A:2 x:1', 'np.linalg.inv(A.T @ A) @ x', '(@ (inv (@ (transpose A) A)) x)'],
  ['', 'np.exp(x) + torch.sigmoid(x) + F.softmax(z) + LinearAlgebra.tr(A) + np.pi', '(+ (+ (+ (+ (exp x) (sigmoid x)) (softmax z)) (trace A)) π)'],
  ['F:2', 'F.sum()', '(sum F)'],
  ['A:2 x:1', 'A.sum(axis=0) + x.dot(x) + A.inverse().trace()', '(+ (+ (sum A 0) (dot x x)) (trace (inv A)))'],
  ['A:2', 'sum(A, axis=1) + sum(A, dims=1) + mean(A)', '(+ (+ (sum A 1) (sum A 0)) (mean A))'],
  ['A:2', 'sum(A, 1)', '(sum A)', 'axis-unclear'],
  ['A:2', 'A.foo()', '(error A)', 'unknown-method'],
  ['', 'max(0, x) + min(x, y)', '(+ (max 0 x) (min x y))'],
  ['', 'ones(m,n) + ones((m, n)) + eye(n*m) + comm(m,n)', '(+ (+ (+ (ones m n) (ones m n)) (eye (* n m))) (comm m n))'],
  ['A:2 B:2', 'np.hstack((A, B)) + vcat(A, B)', '(+ (hcat A B) (vcat A B))'],
  ['', 'tr', '(error)', 'function-needs-argument'],
  ['', 'sum x', '(error)', 'function-needs-brackets'],
  ['', 'exp()', '(error)', 'function-needs-argument'],
  ['', 'exp(x,,y)', '(exp x (error) y)', 'argument-missing'],
  ['', 'exp((a, b))', '(exp (matrix a, b))', 'tuple-here'],
  ['', 'sort(x)', '(error)', 'not-differentiable'],
  ['', 'Cov(x)', '(error)', 'probability'],
  ['', 'min_x f', '(error)', 'optimisation'],
  ['', 'argmin_x f', '(error)', 'optimisation'],
  ['', 'E[x]', '(error)', 'expectation'],
  ['', '\\mathbb{E}[x]', '(error)', 'expectation'],
  ['step', 'step x', '(· step x)'],
  ['diag:2 x:1', 'diag x', '(· diag x)'],
]);

check('matrices', [
  ['', '[a, b; c, d]', '(matrix a, b; c, d)'],
  ['', '[a b; c d]', '(spaced a, b; c, d | (· a b); (· c d))'],
  ['x:1', '[x₁² x₂; x₁ + sin(x₂)]', '(matrix (· (^ (at x 1) 2) (at x 2)); (+ (at x 1) (sin (at x 2))))'],
  ['', '[a; b]', '(matrix a; b)'],
  ['', '[1 -2; 3 4]', '(matrix 1, (neg 2); 3, 4)'],
  ['', '[a -b]', '(spaced a, (neg b) | (- a b))'],
  ['', '[a - b c; d e]', '(spaced (- a b), c; d, e | (- a (· b c)); (· d e))'],
  ['', '[sin x cos y]', '(spaced (sin x), (cos y) | (· (sin x) (cos y)))'],
  ['', '[[1, 2], [3, 4]]', '(matrix 1, 2; 3, 4)'],
  ['', 'np.array([[1, 2], [3, 4]])', '(matrix 1, 2; 3, 4)'],
  ['', '[1 2\n3 4]', '(matrix 1, 2; 3, 4)'],
  ['', '[a,\n b]', '(matrix a, b)'],
  ['', '\\begin{bmatrix} A & 0 \\\\ 0 & I \\end{bmatrix}', '(matrix A, 0; 0, I)'],
  ['', '\\begin{pmatrix} a b \\\\ c \\end{pmatrix}', '(matrix (· a b); c)'],
  ['', '\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix}', '(det (matrix a, b; c, d))'],
  ['', '\\begin{cases} a \\end{cases}', '(error)', 'unsupported-environment'],
  ['', '[a,, b]', '(matrix a, (error), b)', 'row-missing'],
  ['', '[]', '(error)', 'row-missing'],
]);

check('sums over an index', [
  ['A:2 x:1', 'sum_i A_ij x_j', '(sum i (· (at A i j) (at x j)))'],
  ['x:1', 'Σ_i x_i + 1', '(+ (sum i (at x i)) 1)'],
  ['x:1', 'Σ_{i=1}^n x_i', '(sum i=1..n (at x i))'],
  ['x:1', '\\sum_{i=1}^{n} x_i^2', '(sum i=1..n (^ (at x i) 2))'],
  ['x:1', '∑ᵢ x_i * 2', '(sum i (* (at x i) 2))'],
  ['A:2', 'sum_{i,j} A_ij + sum_ij A_ij', '(+ (sum i (sum j (at A i j))) (sum i (sum j (at A i j))))'],
  ['Σ:2 x:1', 'Σ x', '(· Σ x)'],
  ['x:1', 'sum(x)', '(sum x)'],
  ['x:1', '∑ x', '(error)', 'sum-index-missing'],
  ['x:1', '∑_{i<j} x_i', '(error)', 'sum-range'],
  ['x:1', '∏_i x_i', '(error)', 'product-sign'],
  ['x:1', 'x_1 + ... + x_n', '(+ (at x 1) (error))', 'ellipsis'],
]);

check('quotients in LaTeX', [
  ['', '\\frac{a}{b} + \\frac12 + \\tfrac1n', '(+ (+ (/ a b) (/ 1 2)) (/ 1 n))'],
  ['', '\\frac{1}{2}(x + y)', '(· (/ 1 2) <(+ x y)>)'],
  ['', '\\frac{a}', '(error)', 'operand-missing'],
  ['', '\\left( a + b \\right) \\, c', '(· <(+ a b)> c)'],
  ['', 'A\\foo', 'A', 'unknown-command'],
  ['', '\\hat{x + y}', '(error)', 'accent-over-expression'],
]);

check('half-written and wrong text: one clear problem', [
  ['', '(a + b', '(error (+ a b))', 'unclosed-bracket'],
  ['', 'a + b)', '(+ a b)', 'unopened-bracket'],
  ['', '(a + [b)', '<(+ a (error b))>', 'unclosed-bracket'],
  ['', 'a *', '(* a (error))', 'operand-missing'],
  ['', 'a + * b', '(+ a (error))', 'unexpected-token'],
  ['', '()', '<(error)>', 'expression-missing'],
  ['', 'a # b', 'a', 'unknown-character'],
  ['', '"a"', '(error)', 'string-here'],
  ['', 'a < b', 'a', 'inequality'],
  ['', 'f(x', '(error x)', 'unclosed-bracket'],
  ['', '(a, b)', '<(error a)>', 'tuple-here'],
  ['', '∫ x', '(error)', 'integral-sign'],
  ['a:1 b:1', 'a.b', '(@ a b)', 'dot-product-sign'],
]);
