/**
 * Documents on the operations of src/operations that are functions of whole tensors or short for an expression, for the
 * campaign of the mutants: they reach every derivative and value, and what has none. Where one row says both what is derived and
 * what is evaluated, the certificate alone could not see that the row is of another function: claims say what it is.
 */

/** Symmetric matrices: S + a P moves along a, P is definite. */
const OF_SYMMETRIC = 'eigvals eigvecs eigmax eigmin q_max q_min chol'.split(' ');
/** Of any matrix. */
const OF_ANY = 'svdvals U_svd V_svd u_max v_max'.split(' ');

export const OPERATION_ROWS: readonly (readonly [expression: string, ...by: string[]])[] = [
  ...OF_SYMMETRIC.flatMap(name => {
    const matrix = name === 'chol' ? 'P' : 'S';
    return [
      [`${name}(${matrix})`, matrix] as const,
      [`${name}(P + a^2 * ${matrix})`, 'a'] as const,
      [`sum(${name}(P + a^2 * ${matrix}).^2)`, 'a', 'a'] as const,
      [`sum(${name}([a^2 + 9, b; b, c + 9]).^2)`, 'a', 'b'] as const,
      // refused: entries that are not known to be those of a symmetric matrix, sides of several axes, sides that differ
      [`sum(${name}(A))`, 'A'] as const,
      [`sum(${name}([a, b; 2 b, c]))`, 'a'] as const,
      [`sum(${name}(kron(S, S)))`, 'S'] as const,
      [`sum(${name}(X))`, 'X'] as const,
    ];
  }),
  // two eigenvalues coincide, or none is apart
  ...['eigvals(a * eye(n))', 'eigvecs(a * eye(n)) x', 'eigmax(a * eye(n))', 'eigmin(a * eye(n))', 'q_max(a * eye(n))', 'q_min(a * eye(n))'].map(
    expression => [expression, 'a'] as const,
  ),
  // others than those that count coincide, or a neighbour does
  ['eigmax([a^2 + 9, 0, 0; 0, 1, 0; 0, 0, 1])', 'a'],
  ['eigmax([a^2 + 9, 0, 0; 0, a^2 + 9, 0; 0, 0, 1])', 'a'],
  ['eigmin([a^2 + 9, 0, 0; 0, 1, 0; 0, 0, 1])', 'a'],
  ['eigmin([a^2 + 9, 0, 0; 0, a^2 + 9, 0; 0, 0, 1])', 'a'],
  ['‖[a^2 + 9, 0, 0; 0, 1, 0; 0, 0, 1]‖_2', 'a'],
  ['‖[a^2 + 9, 0, 0; 0, a^2 + 9, 0; 0, 0, 1]‖_2', 'a'],
  ['sum(svdvals([a^2 + 9, 0, 0; 0, 1, 0; 0, 0, 1]))', 'a'],
  ['sum(svdvals([a^2 + 9, 0, 0; 0, 1, 0; 0, 0, 0]))', 'a'],
  // what does not move may coincide
  ['a * sum(eigvals(eye(n)))', 'a'],
  ['a * (eigmax(eye(n)) + eigmin(eye(n)))', 'a'],
  ['a * (‖eye(n)‖_2 + sum(svdvals(eye(n))))', 'a'],
  ["y' eigvals(x x')", 'x'],
  // the rotations do not converge
  ["y' eigvals(1e200 * S)", 'S'],
  ['eigvecs(a * 1e200 * S) x', 'a'],
  ['a * sum(eigvals(1e200 * S))', 'a'],
  ['eigmax(1e200 * S)', 'S'],
  ['q_min(1e200 * S)', 'S'],
  ['‖1e200 * X‖_2', 'X'],
  ['a * sum(svdvals(1e200 * X))', 'a'],
  ['u_max(1e200 * X + a * Y)', 'a'],
  ["eigmin(x x')", 'x'],
  ['chol(-P)', 'P'],
  ['chol(P - 99 * eye(n))', 'P'],
  ["y' eigvals(S + a P)", 'a', 'a', 'a'],
  // refused: the third derivative
  ['eigmax(S + a P)', 'a', 'a', 'a'],
  ['eigmin(S)', 'S', 'S', 'S'],
  ['gaps(x)', 'x'],
  ["y' gaps(a x + y) z", 'a', 'a'],
  ['gaps(a * ones(n)) x', 'a'],
  ["y' gaps(eigvals(S + a P)) x", 'a'],
  ...OF_ANY.flatMap(name => [
    [`${name}(X)`, 'X'] as const,
    [`${name}(X + a Y)`, 'a'] as const,
    [`${name}(Ω)`, 'Ω'] as const,
    [`sum(${name}(a Ω).^2)`, 'a'] as const,
    [`${name}(Θ)`, 'Θ'] as const,
    [`sum(${name}(Θ + a Ω').^2)`, 'a'] as const,
    // singular values that are 0 or coincide
    [`sum(${name}(x u'))`, 'x'] as const,
    [`sum(${name}(a * eye(n)))`, 'a'] as const,
    // refused: sides of several axes
    [`sum(${name}(kron(A, B)))`, 'A'] as const,
  ]),
  ["‖x u'‖_2", 'x'],
  ['‖a * eye(n)‖_2', 'a'],
  ['‖kron(A, B)‖_2', 'A'],
  ['‖a Ω + Ω‖_2', 'a', 'a'],
  ['max(x)', 'x'],
  ['max([a; a])', 'a'],
  ['a * max([b; b])', 'a'],
  ['hardmax([a; a])', 'a'],
  ['sum(maxrows(a X).^2)', 'a'],
  ['max(x)^2', 'x', 'x'],
  ['hardmaxrows(X) x', 'x'],
  ['a^n', 'a'],
  ['a^n', 'a', 'a'],
  ['(-c)^n', 'c'],
  ['(-c)^κ', 'c'],
  ['(-c)^κ', 'κ'],
  ['(a * 0)^n', 'a'],
  ['(99 * c)^(999 * n) * a', 'a'],
  ['c^(κ^2)', 'c', 'κ'],
  ['a * tr(Z)^n', 'a'],
  ['logdet([0, c; c, 0])', 'c'],
  // refused: sides of several axes
  ...['max(vec(X))', 'sum(hardmax(vec(X)))', 'logsumexp(vec(X))', 'sum(softmax(vec(X)).^2)', '‖vec(X)‖_∞', 'sum(gaps(vec(X)))'].map(
    expression => [expression, 'X'] as const,
  ),
  ...['‖kron(A, B)‖_1', '‖kron(A, B)‖_∞', 'sum(maxrows(kron(A, B)))', 'sum(softmaxrows(kron(A, B)).^2)', 'tr(sqrtm(kron(A, B)))'].map(
    expression => [expression, 'A'] as const,
  ),
  // short for an expression
  ['clip(a, b, c)', 'a'],
  ['sum(clip(x, a, 2))', 'x'],
  ['sum(clip(x, 2, b))', 'x'],
  ['sum(clip(x, 3, 1))', 'x'],
  // sides that differ
  ...['det', 'logdet', 'tr', 'adj', 'diagonal', 'inv', 'expm'].map(name => [`sum(${name}(X))`, 'X'] as const),
  ['sum(diag(X))', 'X'],
  // where exp is small beside 1, and where it is large
  ['sum(softplus(x / 9 - 5) .* y)', 'x'],
  ['sum(softplus(9 x + 30) .* y)', 'x'],
  ['sum(tanh(x + 21) .* x .* y)', 'x'],
  ['sum(tanh(x - 21) .* x .* y)', 'x'],
  ['outer(x, A)', 'x'],
  ['dot(x, A)', 'x'],
  ['logsoftmax(X)', 'X'],
];

/** A wrong one is told apart by the comparison with what the user writes, which shares no row with it. */
export const OPERATION_CLAIMS: readonly string[] = [
  'd(sum(eigvals(S)))/dS = eye(n)',
  'd(sum(eigvals(S).^2))/dS = 2 S',
  "d(x' eigvecs(S) diag(eigvals(S)) eigvecs(S)' x)/dx = 2 x' S",
  "d(x' eigvecs(S)' eigvecs(S) x)/dx = 2 x'",
  "d(eigvals(P)' x)/dx = eigvals(P)'",
  'd(a * (eigvals(S)[2] - eigvals(S)[1]))/da = abs(eigvals(S)[2] - eigvals(S)[1])',
  "d(q_max(S)' S x)/dx = eigmax(S) q_max(S)'",
  "d(q_min(S)' S x)/dx = eigmin(S) q_min(S)'",
  "d(a * q_max(S)' q_max(S))/da = 1",
  "d(a * q_min(S)' q_min(S))/da = 1",
  'd(a * max(eigvals(S)))/da = eigmax(S)',
  'd(a * max(-eigvals(S)))/da = -eigmin(S)',
  'd(a * gaps(x)[1,2])/da = 1 / (x[2] - x[1])',
  'd(a * gaps(x)[2,2])/da = 0',
  "d(u_max(X)' X x)/dx = ‖X‖_2 v_max(X)'",
  "d(u' X v_max(X))/du = ‖X‖_2 u_max(X)'",
  "d(a * u_max(X)' u_max(X))/da = 1",
  "d(a * v_max(X)' v_max(X))/da = 1",
  "d(a * ‖X‖_2^2)/da = eigmax(X' X)",
  'd(sum(svdvals(X).^2))/dX = 2 X',
  "d(y' U_svd(A) diag(svdvals(A)) V_svd(A)' x)/dx = y' A",
  "d(x' V_svd(X)' V_svd(X) x)/dx = 2 x'",
  "d(x' U_svd(X)' U_svd(X) x)/dx = 2 x'",
  'd(a * max(svdvals(X)))/da = ‖X‖_2',
  "d(x' chol(P) chol(P)' x)/dx = 2 x' P",
  'd(a * chol(P)[1,2])/da = 0',
  'd(a * log(chol(P)[1,1]))/da = log(P[1,1]) / 2',
  'd(a * c^κ)/da = exp(κ * log(c))',
  'd(a * tanh(b))/da = sinh(b) / cosh(b)',
  'd(a * softplus(-b))/da = softplus(b) - b',
  // of a number, read as a 1×1 matrix
  'd(a * logdet(c))/da = log(c)',
  'd(a * logdet(-c))/da = log(c)',
  'd(a^2 * adj(c))/da = 2 a',
  'd(c * det(a) + c * tr(a) + c * sum(a))/da = 3 c',
  'd(a * max([b; b + 1]))/da = b + 1',
  "d(max(x))/dx = hardmax(x)'",
  'd(a * sum(hardmax(x)))/da = 1',
  "d(a * hardmax(x)' x)/da = max(x)",
  "d(dot(x, y))/dx = y'",
  "d(tr(dot(A, B)))/dA = B'",
  'd(dot(A, x))/dx = A',
  "d(x' outer(y, z) x)/dx = x' (y z' + z y')",
  'd(hadamard(x, y))/dx = diag(y)',
  "d(sum(clip(x, -1, 1)))/dx = step(x + 1)' - step(x - 1)'",
  "d(sum(clip(x, a, b)))/dx = (step(x - a) .* step(b - x))'",
  "d(sum(clip(x, a + 2, 1)))/dx = (step(x - a - 2) .* step(1 - x))'",
  "d(sum(clip(x, -0.2, b)))/dx = (step(x + 0.2) .* step(b - x))'",
  "d(sum(clip(x, 0.5, -0.5)))/dx = 0 * x'",
  "d(logsoftmax(x))/dx = eye(n) - ones(n) softmax(x)'",
  'd(inv(A) x)/dx = A^-1',
  "d(transpose(A) x)/dx = A'",
  'd(solve(A, x))/dx = A^-1',
  'd(a * hcat(x, y))/da = [x, y]',
  'd(a * vcat(x, y))/da = [x; y]',
  "d(mean(x))/dx = ones(n)' / n",
  'd(mean(a))/da = 1',
  "d(a * mean(A, axis=0))/da = A' ones(n) / n",
  'd(a * mean(A, axis=1))/da = A ones(n) / n',
  'd(a * min(x))/da = -max(-x)',
  "d(a * min(A, axis=0))/da = -maxrows(-A')",
];
