/**
 * The grammar of the random expressions, as a table. In a template `{nn}` is an expression of that kind, `$n` a size and
 * `%1`, `%2` … are index letters, different within one rule. Arguments of fast functions are divided, so that values stay
 * of the order of 1 however deep the expression is.
 */

/** n, m are vectors of these sizes, row is 1×n, pair a vector of 2n, vecX the vector of mn entries of an m×n matrix. */
export type Kind = 'scalar' | 'n' | 'm' | 'row' | 'nn' | 'mn' | 'mm' | 'pair' | 'vecX';

export interface Rule {
  readonly operation: string;
  readonly kind: Kind;
  readonly template: string;
  /** How often it is drawn, compared with 1. */
  readonly weight: number;
}

export const ALL_KINDS: readonly Kind[] = ['scalar', 'n', 'm', 'row', 'nn', 'mn', 'mm', 'pair', 'vecX'];

const SMOOTH = ['exp', 'sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'atan', 'erf', 'sinh', 'cosh', 'gelu'];
const BOUNDED = ['asin', 'acos', 'tan'];
const KINKED = ['relu', 'abs'];
const FLAT = ['sign', 'step'];

const rules: Rule[] = [];
const add = (kind: Kind, weight: number, rows: Readonly<Record<string, string | readonly string[]>>): void => {
  for (const [operation, templates] of Object.entries(rows))
    for (const template of typeof templates === 'string' ? [templates] : templates) rules.push({ operation, kind, template, weight });
};

for (const kind of ALL_KINDS) {
  const K = `{${kind}}`;
  add(kind, 1, { add: `(${K} + ${K})`, subtract: `(${K} - ${K})`, negate: `(-${K})` });
  add(kind, 0.3, {
    ...Object.fromEntries(SMOOTH.map(name => [name, `${name}(${K} / 3)`])),
    ...Object.fromEntries(KINKED.map(name => [name, `${name}(${K})`])),
    ...Object.fromEntries(BOUNDED.map(name => [name, `${name}(tanh(${K}) / 2)`])),
    log: `log(2 + (${K}).^2)`,
    sqrt: `sqrt(1 + (${K}).^2)`,
    maximum: `max(${K}, ${K})`,
    minimum: `min(${K}, ${K} / 2)`,
    'maximum with a number': `max(${K}, 0)`,
  });
  add(kind, 0.12, Object.fromEntries(FLAT.map(name => [name, `(${name}(${K}) .* ${K})`])));
  if (kind === 'scalar') continue;
  add(kind, 1, {
    hadamard: `(${K} .* ${K})`,
    'scalar multiple': [`({scalar} * ${K})`, `(${K} * {scalar})`],
    'scalar quotient': `(${K} / (2 + {scalar}^2))`,
    'hadamard quotient': `(${K} ./ (2 + (${K}).^2))`,
  });
  add(kind, 0.5, {
    'broadcast scalar': [`({scalar} + ${K})`, `(1 - ${K})`],
    'elementwise power': [`(${K}).^2`, `(${K}).^3`, `(2 + (${K}).^2).^(-1)`, `(1 + (${K}).^2).^(1/2)`, `((${K}).^2).^(3/2)`],
    'power of two tensors': `(1.5 + tanh(${K})).^(${K} / 2)`,
    'power of a scalar by a tensor': `(1.5 + {scalar}^2).^(tanh(${K}))`,
  });
}

add('scalar', 1, {
  'inner product': ["(({n})' * {n})", "(({m})' * {m})", '({row} * {n})', 'dot({n}, {n})', "(({pair})' * {pair})", "(({vecX})' * {vecX})"],
  'bilinear form': ["(({m})' * {mn} * {n})", "(({n})' * {nn} * {n})"],
  trace: ['tr({nn})', 'tr({mm})'],
  'trace of a product': ["tr({mn} * ({mn})')", 'tr({nn} * {nn})'],
  determinant: ['det(3 * eye($n) + sin({nn}))', '|3 * eye($n) + tanh({nn})|'],
  'log determinant': ['logdet(4 * eye($n) + tanh({nn}))', "logdet(eye($m) + {mn} * ({mn})' / 9)"],
  norm: ['norm2({n})', '‖{n}‖', 'norm(1 + ({pair}).^2)', '‖{row}‖'],
  'squared norm': ['‖{n}‖^2', '‖{mn}‖_F^2', '‖{vecX}‖²'],
  'Frobenius norm': ['normF({mn})', '‖{nn}‖_F'],
  '1-norm': ['norm1({n})', '‖{m}‖_1'],
  sum: ['sum({n})', 'sum({mn})', 'sum({pair})', 'sum({row})', 'sum({vecX})'],
  mean: ['mean({n})', 'mean({mn})'],
  logsumexp: ['logsumexp({n})', 'logsumexp({row})'],
  product: '({scalar} * {scalar})',
  quotient: '({scalar} / (1 + ({scalar})^2))',
  'scalar power': ['(1 + ({scalar})^2)^(1/3)', '({scalar})^3', '(2 + ({scalar})^2)^(-2)', '(({scalar})^2)^(3/2)'],
  'scalar power of a scalar': '(1.5 + tanh({scalar}))^({scalar} / 2)',
  'opaque function': ['h({n})', 'ψ({scalar})'],
});
add('scalar', 0.4, {
  'opaque function': 'F({nn})',
  entry: ['({n})[1]', '({mn})[1,2]', '({nn})[2,1]', '({pair})[2]', '({row})[2]'],
  'determinant of a block matrix': ['det([1 + {scalar}^2, {scalar}; -{scalar}, 2])', 'det([2 + cos({scalar}), 0; {scalar}, 1])'],
  'trace of blocks': 'tr([{nn}, {nn}; {nn}, {nn}])',
  'sum over an index': [
    '(sum_%1 ({n})[%1] * ({n})[%1])',
    '(sum_%1 exp(({n})[%1] / 3) * ({n})[%1])',
    '(sum_%1 1 / (2 + ({m})[%1]^2))',
    '(sum_%1 gelu(({n})[%1]))',
    '(sum_%1 {scalar} * max(({n})[%1], {scalar}))',
    '(sum_%1 ({scalar} + ({n})[%1]^3))',
    '(sum_{%1=1}^{$n} sqrt(1 + ({n})[%1]^2))',
    '(sum_%1 ({nn})[%1,%1])',
    '(sum_%1 (-({n})[%1]) * ({nn})[%1,1])',
    '(sum_%1 norm2({mn}[%1,:]))',
    '(sum_%1 ({mn}[%1,:] * {n})^2)',
    "(sum_%1 {nn}[:,%1]' * {n})",
    '(sum_%1 (1.5 + tanh(({n})[%1]))^({scalar} / 2))',
    '(sum_%1 sum(diag({nn}[:,%1]) * {n}))',
    '(sum_%1 sum({mn} + {mn}[:,%1] * {row}))',
  ],
  'sum over two indices': [
    '(sum_%1 sum_%2 ({mn})[%1,%2] * ({m})[%1] * ({n})[%2])',
    '(sum_%1 sum_%2 (({n})[%1] - ({n})[%2])^2)',
    '(sum_%1 log(sum_%2 exp(({mn})[%1,%2] / 3)))',
    '(sum_%1 sum_%2 sin(({n})[%1] * ({m})[%2]))',
    '(sum_%1 sum_%2 ({nn})[%1,%2] * ({nn})[%2,%1])',
    '(sum_%1 sum_%2 δ[%1,%2] * ({n})[%1] * ({nn})[%2,1])',
    '(sum_%1 sum_%2 ({n})[%1] / (2 + ({m})[%2]^2))',
  ],
  'sum over three indices': [
    '(sum_%1 sum_%2 sum_%3 T[%1,%2,%3] * ({m})[%1] * ({n})[%2] * w[%3])',
    '(sum_%1 sum_%2 sum_%3 ({nn})[%1,%2] * ({nn})[%2,%3] * ({nn})[%3,%1])',
  ],
  'tensor of order three': ['sum(T)', '‖T‖', 'sum(T .* T)', 'sum(sin(T) ./ (2 + T.^2))'],
  'trace of a matrix function': ['tr(expm({nn} / 4))', 'tr(sinm({nn} / 3))', 'tr(cosm({nn} / 3))', 'tr(sqrtm(4 * eye($n) + tanh({nn})))'],
  'trace of a logarithm': 'tr(logm(4 * eye($n) + tanh({nn})))',
  'sum of a matrix function': ['sum(expm({nn} / 4))', 'tr({nn} * sinm({nn} / 3))', 'sum(sqrtm(4 * eye($n) + tanh({nn})))'],
  'trace of an adjugate': 'tr(adj(3 * eye($n) + tanh({nn})))',
  'Kronecker product': ['tr(kron({nn}, {mm}))', 'normF(kron({nn}, {mn}))', 'sum({nn} ⊗ {n})'],
  'identity and ones': ['sum({nn} * eye($n))', "(ones($m)' * {mn} * ones($n))", 'tr({nn} .* ones($n, $n))', '(1ᵀ * {n})'],
  'stacked blocks': ['normF([{mn}, {m}])', 'sum([{nn}; {row}].^2)', 'sum(vcat({mn}, {mn}) * {n})', 'normF(hcat({nn}, {nn}))', 'sum([{n}, {n}].^3)'],
  components: ['sum(exp([tanh({scalar}); sin({scalar}); cos({scalar}) / 2]))', "([{scalar}; {scalar}]' * [{scalar}; 1])", 'norm([{scalar}, {scalar}])'],
});
add('scalar', 0.2, { 'matrix power with a name': ['tr((4 * eye($n) + tanh({nn}))^κ)', 'tr((4 * eye($n) + tanh({nn}))^(κ - 1))'] });
add('scalar', 0.3, {
  'spectral norm': ['‖{nn}‖_2', '‖{mn}‖_2'],
  'maximum norm': '‖{n}‖_∞',
  'induced norm': ['‖{mn}‖_1', '‖{nn}‖_∞'],
  'largest entry': ['max({n})', 'min({m})'],
  'extreme eigenvalue': ["eigmax(X' * X + diag({n}))", 'eigmin(S + diag({n}))', "eigmax(A + A' + {scalar}^2 * P)"],
  'singular values': ['sum(svdvals({nn} + 3 * diag({n})))'],
  'determinant of a Kronecker product': [
    'det(kron(eye($n) + tanh({nn}) / 4, eye($m) + tanh({mm}) / 4))',
    'logdet((4 * eye($n) + tanh({nn})) ⊗ (4 * eye($m) + tanh({mm})))',
  ],
  'symbolic power': ['(1.5 + {scalar}^2)^κ', '(1 + sigmoid({scalar}))^($n)'],
});
add('scalar', 0.4, {
  'nuclear norm': ['‖4 * eye($n) + tanh({nn})‖_*', '‖[4 * eye($n) + tanh({nn}); tanh({mn})]‖_*'],
  'trace of a symbolic power': ['tr((4 * eye($n) + tanh({nn}))^a)', 'tr((4 * eye($n) + tanh({nn}))^(2 * b + 1))'],
});

add('n', 1, {
  'matrix vector': ['({nn} * {n})', "(({mn})' * {m})"],
  softmax: 'softmax({n})',
  diagonal: 'diagonal({nn})',
  solve: ['(inv(4 * eye($n) + tanh({nn})) * {n})', '((4 * eye($n) + tanh({nn})) \\ {n})', 'solve(4 * eye($n) + tanh({nn}), {n})'],
  transpose: "({row})'",
});
add('n', 0.4, {
  'sum over an axis': ['sum({mn}, axis=0)', 'mean({mn}, axis=0)', 'sum({nn}, axis=1)'],
  'column of a matrix': '{nn}[:,1]',
  'matrix of columns': '([{n}, {n}] * [{scalar}; {scalar}])',
  'blocks of a product': '([{nn}, {nn}] * {pair})',
  'sum over an index': ['(sum_%1 ({n})[%1] * {nn}[:,%1])', "(sum_%1 {mn}[%1,:]' * ({m})[%1])", '(sum_%1 {nn}[:,%1] / (2 + ({m})[1]^2))'],
  'pseudo-inverse': '(pinv({mn} + Y) * {m})',
});
add('n', 0.2, { eigenvalues: ["eigvals(X' * X + diag({n}))", 'eigvals({scalar} * P + S)'], 'largest of a column': 'max({mn}, axis=0)' });
add('nn', 0.15, { 'Cholesky factor': ["chol(4 * eye($n) + X' * X + {scalar}^2 * P)", 'chol(P + diag(({n}).^2))'], hardmaxrows: '(hardmaxrows({nn}) .* {nn})' });
add('n', 0.15, { 'logsumexp over an axis': 'logsumexp({mn}, axis=0)' });

add('m', 1, {
  'matrix vector': ['({mn} * {n})', '({mm} * {m})'],
  'opaque function': 'f({n})',
  logsumexprows: ['logsumexprows({mn})', 'logsumexp({mn}, axis=1)'],
  softmax: 'softmax({m})',
});
add('m', 0.4, {
  'sum over an axis': ['sum({mn}, axis=1)', 'mean({mn}, axis=1)', 'mean({mm}, axis=-1)'],
  'column of a matrix': '{mn}[:,2]',
  diagonal: 'diagonal({mm})',
});

add('row', 1, { transpose: ["({n})'"], 'row times matrix': ['({row} * {nn})', "(({m})' * {mn})"], softmax: 'softmax({row})' });
add('row', 0.4, { 'row of a matrix': ['{mn}[1,:]', '{nn}[2,:]'] });

add('nn', 1, {
  'matrix product': ['({nn} * {nn})', '({nn} * {nn} * {nn})'],
  Gram: "(({mn})' * {mn})",
  transpose: "({nn})'",
  'outer product': ["({n} * ({n})')", '({n} * {row})', 'outer({n}, {n})'],
  diag: ['diag({n})', 'diag({row})'],
  inverse: ['inv(4 * eye($n) + tanh({nn}))', '(5 * eye($n) + sin({nn}))^(-1)'],
  'matrix power': ['({nn})^2', '(({nn}) / 2)^3', '({nn})^0', '({nn})^1', '(4 * eye($n) + tanh({nn}))^(-2)', '(4 * eye($n) + tanh({nn}))^(-3)'],
});
add('nn', 0.4, {
  'broadcast row': '({nn} + {row})',
  'hadamard with the identity': '(eye($n) .* {nn})',
  adjugate: 'adj(3 * eye($n) + tanh({nn}))',
  'inverse transpose': '(4 * eye($n) + tanh({nn}))^{-T}',
  'sum over an index': '(sum_%1 ({n})[%1] * {nn})',
  softmaxrows: 'softmaxrows({nn})',
  zeros: '({nn} + zeros($n, $n))',
});
add('nn', 0.02, { 'matrix power with a name': '(4 * eye($n) + tanh({nn}))^κ' });
add('nn', 0.1, { 'matrix function': ['expm({nn} / 4)', 'logm(4 * eye($n) + tanh({nn}))', 'sqrtm(4 * eye($n) + tanh({nn}))', 'cosm({nn} / 3)'] });

add('mn', 1, {
  'matrix product': ['({mn} * {nn})', '({mm} * {mn})'],
  'outer product': ["({m} * ({n})')", '({m} * {row})'],
  softmaxrows: ['softmaxrows({mn})', 'softmax({mn}, axis=1)'],
  'diag scaling': ['(diag({m}) * {mn})', '({mn} * diag({n}))'],
  'broadcast vector': ['({mn} + {m})', '({mn} + {row})', '({mn} - {n})', '({mn} .* {m})'],
});
add('mn', 0.4, { 'pseudo-inverse': "(pinv({mn} + Y))'", 'slice of a tensor': 'T[:,:,1]', 'softmax over an axis': 'softmax({mn}, axis=0)' });

add('mm', 1, { 'outer product': "({m} * ({m})')", Gram: "({mn} * ({mn})')", 'matrix product': '({mm} * {mm})', transpose: "({mm})'", diag: 'diag({m})' });
add('mm', 0.4, { inverse: 'inv(4 * eye($m) + tanh({mm}))' });

add('pair', 1, { 'stacked vectors': ['[{n}; {n}]', 'vcat({n}, {n})'], 'block matrix times vector': '([{nn}, {nn}; {nn}, {nn}] * {pair})' });
add('pair', 1, { 'block matrix times vector': "([{nn}, {n} * {row}]' * {n})", 'blocks with zero': '([{nn}, 0; 0, {nn}] * {pair})' });

add('vecX', 1, {
  vec: 'vec({mn})',
  'Kronecker product times vector': ['(kron({nn}, {mm}) * {vecX})', '(({nn} ⊗ {mm}) * vec({mn}))'],
  'Kronecker product': 'kron({n}, {m})',
});
add('vecX', 1, { commutation: "(comm($n, $m) * vec(({mn})'))", 'vec of a product': 'vec({mm} * {mn} * {nn})' });

/** Their second derivatives are refused: drawn once more, mostly, where one is asked for. */
export const FIRST_ORDER: ReadonlySet<string> = new Set([
  'spectral norm',
  'singular values',
  'extreme eigenvalue',
  'eigenvalues',
  'Cholesky factor',
  'matrix power with a name',
  'trace of a symbolic power',
]);

export const RULES: readonly Rule[] = rules;
export const OPERATIONS: readonly string[] = [...new Set(rules.map(({ operation }) => operation))].sort();
