// What is derived: expressions of the lecture, the Matrix Cookbook and machine learning, for Nabla and for SymPy.

/**
 * `names` are renamed before every run, so that nothing is found in a table of an earlier one. `sympy` is null where
 * SymPy gives no derivative (it answers 0 or an unevaluated `Derivative`), which is no time to compare with.
 */
export const expressions = [
  {
    title: 'aᵀx by x',
    names: { a: ['n'], x: ['n'] },
    text: 'derivative(aᵀ x, x)',
    sympy: '(a.T*x).diff(x)',
  },
  {
    title: 'Ax by x',
    names: { A: ['m', 'n'], x: ['n'] },
    text: 'derivative(A x, x)',
    sympy: '(A*x).diff(x)',
  },
  {
    title: 'xᵀAx by x',
    names: { A: ['n', 'n'], x: ['n'] },
    text: 'derivative(xᵀ A x, x)',
    sympy: '(x.T*A*x).diff(x)',
  },
  {
    title: 'xᵀAx by x, x',
    names: { A: ['n', 'n'], x: ['n'] },
    text: 'derivative(xᵀ A x, x, x)',
    sympy: '(x.T*A*x).diff(x).diff(x)',
  },
  {
    title: 'least squares by θ',
    names: { y: ['m'], F: ['m', 'n'], t: ['n'] },
    text: 'derivative((y - F t)ᵀ (y - F t), t)',
    sympy: '((y - F*t).T*(y - F*t)).diff(t)',
  },
  {
    title: 'ridge regression by θ',
    names: { y: ['m'], F: ['m', 'n'], t: ['n'], r: [] },
    text: 'derivative((y - F t)ᵀ (y - F t) + r tᵀ t, t)',
    sympy: '((y - F*t).T*(y - F*t) + r*t.T*t).diff(t)',
  },
  {
    title: 'ridge regression by θ, θ',
    names: { y: ['m'], F: ['m', 'n'], t: ['n'], r: [] },
    text: 'derivative((y - F t)ᵀ (y - F t) + r tᵀ t, t, t)',
    sympy: '((y - F*t).T*(y - F*t) + r*t.T*t).diff(t).diff(t)',
  },
  {
    title: 'weighted least squares by θ',
    names: { y: ['m'], F: ['m', 'n'], t: ['n'], Q: ['m', 'm'] },
    text: 'derivative((y - F t)ᵀ Q (y - F t), t)',
    sympy: '((y - F*t).T*Q*(y - F*t)).diff(t)',
  },
  {
    title: 'Mahalanobis distance by μ',
    names: { x: ['n'], u: ['n'], S: ['n', 'n'] },
    text: 'derivative((x - u)ᵀ S⁻¹ (x - u), u)',
    sympy: '((x - u).T*S.inv()*(x - u)).diff(u)',
  },
  {
    title: 'Mahalanobis distance by Σ',
    names: { x: ['n'], u: ['n'], S: ['n', 'n'] },
    text: 'derivative((x - u)ᵀ S⁻¹ (x - u), S)',
    sympy: '((x - u).T*S.inv()*(x - u)).diff(S)',
  },
  {
    title: 'Rayleigh quotient by x',
    names: { A: ['n', 'n'], x: ['n'] },
    text: 'derivative((xᵀ A x) / (xᵀ x), x)',
    sympy: '(x.T*A*x*(x.T*x).inv()).diff(x)',
  },
  {
    title: 'aᵀXb by X',
    names: { a: ['n'], X: ['n', 'n'], b: ['n'] },
    text: 'derivative(aᵀ X b, X)',
    sympy: '(a.T*X*b).diff(X)',
  },
  {
    title: 'aᵀXᵀXb by X',
    names: { a: ['n'], X: ['n', 'n'], b: ['n'] },
    text: 'derivative(aᵀ Xᵀ X b, X)',
    sympy: '(a.T*X.T*X*b).diff(X)',
  },
  {
    title: 'aᵀX⁻¹b by X',
    names: { a: ['n'], X: ['n', 'n'], b: ['n'] },
    text: 'derivative(aᵀ X⁻¹ b, X)',
    sympy: '(a.T*X.inv()*b).diff(X)',
  },
  {
    title: 'tr(AXB) by X',
    names: { A: ['n', 'n'], X: ['n', 'n'], B: ['n', 'n'] },
    text: 'derivative(tr(A X B), X)',
    sympy: 'Trace(A*X*B).diff(X)',
  },
  {
    title: 'tr(XᵀAX) by X',
    names: { A: ['n', 'n'], X: ['n', 'n'] },
    text: 'derivative(tr(Xᵀ A X), X)',
    sympy: 'Trace(X.T*A*X).diff(X)',
  },
  {
    title: 'tr(AXBXᵀ) by X',
    names: { A: ['n', 'n'], X: ['n', 'n'], B: ['n', 'n'] },
    text: 'derivative(tr(A X B Xᵀ), X)',
    sympy: 'Trace(A*X*B*X.T).diff(X)',
  },
  {
    title: 'tr(X⁻¹A) by X',
    names: { A: ['n', 'n'], X: ['n', 'n'] },
    text: 'derivative(tr(X⁻¹ A), X)',
    sympy: 'Trace(X.inv()*A).diff(X)',
  },
  {
    title: 'matrix factorisation by U',
    names: { Y: ['m', 'n'], U: ['m', 'k'], V: ['k', 'n'] },
    text: 'derivative(tr((Y - U V)ᵀ (Y - U V)), U)',
    sympy: 'Trace((Y - U*V).T*(Y - U*V)).diff(U)',
  },
  {
    title: 'tanh(Wx + b) by x',
    names: { W: ['m', 'n'], x: ['n'], b: ['m'] },
    text: 'derivative(tanh(W x + b), x)',
    sympy: '(W*x + b).applyfunc(tanh).diff(x)',
  },
  {
    title: 'log det(X) by X',
    names: { X: ['n', 'n'] },
    text: 'derivative(log det(X), X)',
    sympy: null,
  },
  {
    title: 'Gaussian likelihood by Σ',
    names: { x: ['n'], u: ['n'], S: ['n', 'n'] },
    text: 'derivative(log det(S) + (x - u)ᵀ S⁻¹ (x - u), S)',
    sympy: null,
  },
  {
    title: 'logistic regression by w',
    names: { X: ['m', 'n'], w: ['n'], y: ['m'] },
    text: 'derivative(sum(log(1 + exp(-y ⊙ (X w)))), w)',
    sympy: null,
  },
  {
    title: 'softmax cross-entropy by W',
    names: { W: ['k', 'n'], x: ['n'], t: ['k'] },
    text: 'derivative(-tᵀ log(softmax(W x)), W)',
    sympy: null,
  },
];

const alphabet = 'bcfghjkmpqvwz';

/** A suffix of consonants: no two counts have the same one, and none makes a name a word of the language. */
export function freshSuffix(count) {
  let suffix = '';
  for (let rest = count + alphabet.length ** 2; rest > 0; rest = Math.floor(rest / alphabet.length)) suffix += alphabet[rest % alphabet.length];
  return `q${suffix}`;
}

/** The `.mc` document of an expression with a suffix behind every name. */
export function documentOf({ names, text }) {
  const declarations = Object.entries(names).map(([name, sizes]) => `${name} ∈ ${sizes.length === 0 ? 'ℝ' : `ℝ^{${sizes.join('×')}}`}`);
  const source = [...declarations, text].join('\n');
  // every name is one of the odd pieces
  const pieces = source.split(new RegExp(`\\b(${Object.keys(names).join('|')})\\b`));
  return suffix => pieces.map((piece, k) => (k % 2 === 1 ? piece + suffix : piece)).join('');
}
