import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeStatement, parse } from './describe.ts';

type Row = readonly [names: string, text: string, expected: string, problem?: string];

function check(title: string, rows: readonly Row[]): void {
  test(title, () => {
    for (const [names, text, expected, problem] of rows) {
      const { statement, problems } = parse(text, names);
      assert.equal(describeStatement(statement), expected, text);
      assert.deepEqual(
        problems.map(found => found.code),
        problem === undefined ? [] : problem.split(' '),
        text,
      );
    }
  });
}

check('first derivatives in every spelling are one query', [
  ...[
    'dL/dθ',
    '∂L/∂θ',
    'd L / d θ',
    'dL/dtheta',
    'd(L)/d(θ)',
    'dL/d_θ',
    'dL/d\\theta',
    '\\frac{\\partial L}{\\partial \\theta}',
    '\\frac{dL}{d\\theta}',
    '\\frac{\\mathrm{d} L}{\\mathrm{d} \\theta}',
    '\\dfrac{\\partial L}{\\partial\\theta}',
    'd/dθ L',
    '\\frac{\\partial}{\\partial\\theta} L',
    '∂_θ L',
  ].map((text): Row => ['L θ:1', text, `query (d:quotient ${text === 'd(L)/d(θ)' ? '<L>' : 'L'} θ)`]),
  ['L θ:1', '∇_θ L', 'query (d:nabla L θ)'],
  ['L θ:1', '\\nabla_{\\theta} L', 'query (d:nabla L θ)'],
  ['L θ:1', 'grad_θ L', 'query (d:nabla L θ)'],
  ['L', 'grad L', 'query (d:nabla L)'],
  ['L', '∇L', 'query (d:nabla L)'],
  ['L θ:1', 'derivative(L, θ)', 'query (d:derivative L θ)'],
  ['L g r a d', 'grad(L, a)', 'query (d:gradient L a)'],
  ['L θ:1', 'gradient(L, θ)', 'query (d:gradient L θ)'],
  ['f:1 θ:1', 'jacobian(f, θ)', 'query (d:jacobian f θ)'],
  ['L θ:1', 'gradient of L with respect to θ', 'query (d:gradient L θ)'],
  ['L θ:1', 'gradient of L wrt θ', 'query (d:gradient L θ)'],
  ['A:2 x:1', "derivative of x'Ax by x", 'query (d:derivative (· (· (transpose x) A) x) x)'],
  ['f:1', 'J_f', 'query (d:jacobian f)'],
  ['f:1 J_f:2', 'J_f', 'expression J_f'],
]);

check('of expressions', [
  ['A:2 X:2 B:2', 'd(tr(A X B))/dX', 'query (d:quotient <(trace (· (· A X) B))> X)'],
  ['A:2 X:2', 'd tr(A X) / dX', 'query (d:quotient (trace (· A X)) X)'],
  ['A:2 x:1', "∂(x'Ax)/∂x", 'query (d:quotient <(· (· (transpose x) A) x)> x)'],
  ['A:2 x:1', 'dAx/dx', 'query (d:quotient (· A x) x)'],
  ['S:2', 'dlog|S|/dS', 'query (d:quotient (log (bars S)) S)'],
  ['A:2 x:1', "d/dx (x'Ax)", 'query (d:quotient <(· (· (transpose x) A) x)> x)'],
  ['A:2 x:1', "d/dx x'Ax", 'query (d:quotient (· (· (transpose x) A) x) x)'],
  ['A:2 x:1', '\\frac{\\partial}{\\partial x} x^\\top A x = 0', 'claim (d:quotient (· (· (transpose x) A) x) x) = 0'],
  ['A:2 x:1', "d/dx x'Ax + x'x", 'query (d:quotient (error x) x)', 'derivative-operand-unclear'],
  ['A:2 x:1', "2 d/dx x'Ax", 'expression (· 2 (d:quotient (error x) x))', 'derivative-operand-unclear'],
  ['A:2 x:1 b:1', '∇_x ‖Ax - b‖²', 'query (d:nabla (^ (norm:default (- (· A x) b)) 2) x)'],
  ['A:2 x:1', "∇_x x'Ax", 'query (d:nabla (error x) x)', 'derivative-operand-unclear'],
  ['A:2 x:1', '∇_x x^T A x', 'query (d:nabla (error x) x)', 'derivative-operand-unclear'],
  ['A:2 x:1 b:1', '∇_x ½‖Ax - b‖²', 'query (d:nabla (error) x)', 'derivative-operand-unclear'],
  ['f() x:1', '∇f(x)', 'query (d:nabla (call:f x))'],
  ['f x:1', '∇f(x)', 'query (d:nabla f x)'],
  ['f:1 x:1 d:1', '∇f(x)ᵀ d', 'expression (· (transpose (d:nabla f x)) d)'],
  ['L θ:1', 'dL(θ)/dθ', 'query (d:quotient L θ)', 'dropped-argument'],
  ['L() θ:1', 'dL(θ)/dθ', 'query (d:quotient (call:L θ) θ)'],
]);

check('second derivatives', [
  ['L θ:1', 'd²L/dθ²', 'query (d:quotient L θ θ)'],
  ['L θ:1', 'd^2 L / dθ^2', 'query (d:quotient L θ θ)'],
  ['L x:1', 'd2L/dx2', 'query (d:quotient L x x)'],
  ['L θ:1 Φ:2', '∂²L/∂θ∂Φ', 'query (d:quotient L θ Φ)'],
  ['L θ:1', '∂²L/∂θ∂θᵀ', "query (d:quotient' L θ θ)"],
  ['L x y', 'd²L/dxdy', 'query (d:quotient L x y)'],
  ['L x y', 'd²L/dx dy', 'query (d:quotient L x y)'],
  ['L x y', '∂²L/(∂x ∂y)', 'query (d:quotient L x y)'],
  ['L x y', '\\frac{\\partial^2 L}{\\partial x\\,\\partial y^\\top}', "query (d:quotient' L x y)"],
  ['L x', '∇²L', 'query (d:hessian L)'],
  ['L x', '∇²_x L', 'query (d:hessian L x x)'],
  ['L x', '∇_x^2 L', 'query (d:hessian L x x)'],
  ['L x y', '∇_{xy} L', 'query (d:hessian L x y)'],
  ['L x', 'hessian(L, x)', 'query (d:hessian L x x)'],
  ['L x y', 'derivative(L, x, y)', 'query (d:derivative L x y)'],
  ['L x', 'derivative(L, x, 2)', 'query (d:derivative L x x)'],
  ['L x', 'd²L/dx', 'query (d:quotient L x)', 'derivative-order'],
  ['L x', 'dL/dx²', 'query (d:quotient L x x)', 'derivative-order'],
  ['L x', 'd^9 L/dx^9', 'expression (error)', 'derivative-too-high'],
  ['L x y', '∇_{x,y} L', 'expression (error)', 'nabla-several-names'],
]);

check('components and slices', [
  ['f:1 A:2', '∂f_i/∂A_{ij}', 'query (d:quotient (at f i) (at A i j))'],
  ['K:2 R:2', '∂K_pq/∂R', 'query (d:quotient (at K p q) R)'],
  ['f:1 x:1', '∂f/∂x_1', 'query (d:quotient f (at x 1))'],
  ['K:2 R:2', '∂K/∂R_{i,:}', 'query (d:quotient K (at R i :))'],
  ['K:2 R:2', 'dK[p,q]/dR[i,j]', 'query (d:quotient (at K p q) (at R i j))'],
  ['L W_1:2', '∂L/∂W_1', 'query (d:quotient L W_1)'],
  ['L', '∂L/∂W^{(1)}', 'query (d:quotient L W^(1))'],
]);

check('a declared name wins over the reading as a derivative', [
  ['d L θ', 'd L / d θ', 'expression (/ (· d L) (· d θ))', 'quotient-of-product'],
  ['d L θ', 'dL/dθ', 'query (d:quotient L θ)'],
  ['d:1 W:2', "d'*W", 'expression (* (transpose d) W)'],
  ['dL dθ', 'dL/dθ', 'expression (/ dL dθ)'],
  ['', 'data/dim', 'expression (/ data dim)'],
  ['loss W:2', 'dloss/dW', 'query (d:quotient loss W)'],
  ['', 'dL/', 'expression (/ dL (error))', 'operand-missing'],
  ['', '∂L', 'expression (error)', 'partial-alone'],
  ['', '∇·F', 'expression (error)', 'vector-operator'],
  ['x', '∇_x·F', 'expression (error)', 'vector-operator'],
  ['f', 'derivative(f)', 'expression (error f)', 'derivative-variable-missing'],
  ['f x', 'derivative(f, x + 1)', 'expression (error f)', 'derivative-by-expression'],
  ['f x', 'derivative(f, x', 'expression (error (d:derivative f x))', 'unclosed-bracket'],
]);

check('claims and chains', [
  ['L θ:1 e:1 Φ:2', 'dL/dθ = -2 eᵀ Φ', 'claim (d:quotient L θ) = (neg (· (· 2 (transpose e)) Φ))'],
  ['L θ:1 e:1 Φ:2', 'dL/dθ = 2 eᵀ de/dθ = -2 eᵀ Φ', 'claim (d:quotient L θ) = (· (· 2 (transpose e)) (d:quotient e θ)) = (neg (· (· 2 (transpose e)) Φ))'],
  ['F X:2 A:2', "derivative(F, X) = A'", 'claim (d:derivative F X) = (transpose A)'],
  ['f:1 A:2', 'J_f = A', 'claim (d:jacobian f) = A'],
  ['L x:1', '(dL/dx)ᵀ = 2x', 'claim (transpose <(d:quotient L x)>) = (· 2 x)'],
  ['L θ', 'dL/dθ =', 'claim (d:quotient L θ) = (error)', 'operand-missing'],
]);

check('the chain rule as a reminder is no claim', [
  ['', 'dL/dw = dL/do * do/dz * dz/dw', 'claim:mnemonic (d:quotient L w) = (* (* (d:quotient L o) (d:quotient o z)) (d:quotient z w))'],
  ['L e:1 θ:1', 'dL/dθ = dL/de de/dθ', 'claim:mnemonic (d:quotient L θ) = (· (d:quotient L e) (d:quotient e θ))'],
]);

check('adjoints', [
  ...[
    'dW = Xᵀ dY',
    'δW = Xᵀ δY',
    'dLdW = Xᵀ dLdY',
    'dL_dW = Xᵀ dL_dY',
    'grad_W = Xᵀ grad_Y',
    'W_bar = Xᵀ Y_bar',
    'W̄ = Xᵀ Ȳ',
    '\\bar{W} = Xᵀ \\bar{Y}',
    'dW += Xᵀ dY',
    'dW <- Xᵀ dY',
  ].map((text): Row => ['W:2 X:2 Y:2', text, 'claim:adjoint (adjoint W) = (· (transpose X) (adjoint Y))']),
  ['W:2 X:2 Y:2', 'dL/dW = X^T @ dL/dY', 'claim:adjoint (adjoint W) = (@ (transpose X) (adjoint Y))'],
  ['W:2 X:2 Y:2', '∂L/∂W = X^T ∂L/∂Y', 'claim:adjoint (adjoint W) = (· (transpose X) (adjoint Y))'],
  ['W:2 X:2 Y:2', '∇_W L = Xᵀ ∇_Y L', 'claim:adjoint (adjoint W) = (· (transpose X) (adjoint Y))'],
  ['W:2 X:2 Y:2', 'grad_X = grad_Y @ W.T', 'claim:adjoint (adjoint X) = (@ (adjoint Y) (transpose W))'],
  ['b:1 Y:2', 'db = sum(dY, axis=0)', 'claim:adjoint (adjoint b) = (sum (adjoint Y) 0)'],
  ['A:2 X:2', 'dA = -A dX A', 'claim:adjoint (adjoint A) = (neg (· (· A (adjoint X)) A))'],
  ['A:2 X:2', '∂A = -A ∂X A', 'claim:adjoint (adjoint A) = (neg (· (· A (adjoint X)) A))'],
  ['W:2 X:2', "dW = X'X", 'define dW = (· (transpose X) X)'],
  ['X:2', 'x̄ = mean(X)', 'define x̄ = (mean X)'],
  ['', 'dW = Xᵀ dY', 'define dW = (· (transpose X) dY)'],
  ['W:2 Y:2', 'dL/dW = dL/dY^T', 'claim:adjoint (adjoint W) = (transpose (adjoint Y))'],
]);
