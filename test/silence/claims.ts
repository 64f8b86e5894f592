/**
 * Claims as people write them beside code: declarations, a forward equation, a gradient that is right or has one of the usual
 * mistakes, in the notations and with the words that comments have.
 */

import { pick, type Random, seeded } from '../random/expressions.ts';

export interface PlantedClaim {
  /** The lines of the comment, without its signs. */
  readonly lines: readonly string[];
  /** Which of the lines claims. */
  readonly claimLine: number;
  /** How many of the lines declare; the others may stand in a comment of their own. */
  readonly declarations: number;
  /** null where the claim is right. */
  readonly mistake: string | null;
  readonly family: string;
}

/** The claim of a seed; odd seeds give wrong ones. */
export function drawClaim(seed: number): PlantedClaim {
  const random = seeded(seed);
  const isWrong = seed % 2 === 1;
  const family = FAMILIES[Math.floor(seed / 2) % FAMILIES.length]!;
  const gradient = pick(family.gradients, random);
  const mistakes = Object.entries(gradient.wrong);
  const [mistake, wrong] = pick(mistakes, random);
  const written = isWrong ? wrong : gradient.right;
  const style = pick(
    STYLES.filter(({ cannot }) => ![...family.forward, gradient.left, written].some(text => cannot.test(text))),
    random,
  );
  const names = pick(family.names ?? [{}], random);
  const renamed = (text: string): string => text.replace(/\p{L}+/gu, word => named(names, word));
  const write = (text: string): string => style.write(renamed(text));
  const declarations = declarationLines(
    Object.entries(family.shapes).map(([name, sizes]) => [renamed(name), sizes] as const),
    random,
  );
  const facts = (family.facts ?? []).map(renamed);
  const forward = family.forward.map(write);
  const left = write(pick(leftSides(gradient.left), random));
  const spell = /^d\p{L}+$/u.test(gradient.left) ? pick(style.adjoints, random) : AS_WRITTEN;
  const [claimedLeft, claimedRight] = [spell(left), spell(write(written))];
  const equations = pick(LAYOUTS, random)(forward, claimedLeft, claimedRight, random);
  const lines = [...declarations, ...facts, ...equations.lines];
  const before = declarations.length + facts.length;
  return { lines, claimLine: before + equations.claimLine, declarations: before, mistake: isWrong ? mistake : null, family: family.name };
}

/** A line each, or all that have such a form on one. */
function declarationLines(shapes: readonly (readonly [name: string, sizes: readonly string[]])[], random: Random): readonly string[] {
  if (random() < 0.7) return shapes.map(([name, sizes]) => pick(SHAPE_FORMS, random)(name, sizes));
  const form = pick(SHORT_FORMS, random);
  const written = shapes.map(([name, sizes]) => form(name, sizes));
  return [pick([written.join(', '), `Let ${written.slice(0, -1).join(', ')}${written.length > 1 ? ' and ' : ''}${written.at(-1)}`], random)];
}

/** How the forward equation and the claim stand in the comment. */
type Layout = (forward: readonly string[], left: string, right: string, random: Random) => { readonly lines: readonly string[]; readonly claimLine: number };
const oneUnderTheOther: Layout = (forward, left, right, random) => ({
  lines: [...forward.map(text => `${pick(FORWARD_WORDS, random)}${text}`), `${pick(CLAIM_WORDS, random)}${left} = ${right}${pick(WORDS_BEHIND, random)}`],
  claimLine: forward.length,
});
const LAYOUTS: readonly Layout[] = [
  oneUnderTheOther,
  oneUnderTheOther,
  oneUnderTheOther,
  (forward, left, right) => ({ lines: [`For ${forward.join(', ')}: ${left} = ${right}`], claimLine: 0 }),
  (forward, left, right) => ({ lines: [...forward, `${left} =`, `    ${right}`], claimLine: forward.length + 1 }),
  (forward, left, right) => ({ lines: [...forward, '', `- ${left} = ${right}`], claimLine: forward.length + 1 }),
];

/** With `W` named `V`, `dW` is `dV`. */
const named = (names: Readonly<Record<string, string>>, word: string): string =>
  names[word] ?? (word.length > 1 && word.startsWith('d') && names[word.slice(1)] !== undefined ? `d${names[word.slice(1)]}` : word);

interface Family {
  readonly name: string;
  /** Sizes by name: none of a scalar. */
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  /** What a comment says of its matrices. */
  readonly facts?: readonly string[];
  readonly forward: readonly string[];
  readonly gradients: readonly Gradient[];
  /** Other names for the letters. */
  readonly names?: readonly Readonly<Record<string, string>>[];
}
interface Gradient {
  readonly left: string;
  readonly right: string;
  /** By the kind of mistake. */
  readonly wrong: Readonly<Record<string, string>>;
}

/**
 * Formulas are written here with `'` for a transpose, ` * ` for a product, `~` for a multiple by a number, `o` for the product entry by entry and
 * `inv(…)`; the styles write them out.
 */
const FAMILIES: readonly Family[] = [
  {
    name: 'linear layer with bias',
    shapes: { X: ['n', 'd'], W: ['d', 'k'], b: ['k'] },
    forward: ['Y = X * W + b'],
    gradients: [
      { left: 'dW', right: "X' * dY", wrong: { sign: "-X' * dY", factor: "2~X' * dY", shape: "dY' * X", 'missing transpose': 'X * dY' } },
      { left: 'dX', right: "dY * W'", wrong: { sign: "-dY * W'", factor: "2~dY * W'", 'missing transpose': 'dY * W' } },
      { left: 'db', right: 'sum(dY, axis=0)', wrong: { axis: 'sum(dY, axis=1)', sign: '-sum(dY, axis=0)' } },
    ],
    names: [{}, { X: 'H', W: 'V', Y: 'Z' }],
  },
  {
    name: 'quadratic form',
    shapes: { A: ['n', 'n'], x: ['n'] },
    forward: ["f = x' * A * x"],
    gradients: [
      { left: '∇_x f', right: "(A + A') * x", wrong: { symmetric: '2~A * x', 'missing term': 'A * x', sign: "-(A + A') * x", factor: "2~(A + A') * x" } },
      { left: '∇_x f', right: "A * x + A' * x", wrong: { 'missing term': "A' * x", sign: "A * x - A' * x" } },
    ],
    names: [{}, { A: 'P', x: 'v' }],
  },
  {
    name: 'symmetric quadratic form',
    shapes: { S: ['n', 'n'], x: ['n'], c: ['n'] },
    facts: ['S is symmetric'],
    forward: ["f = 0.5~x' * S * x - c' * x"],
    gradients: [{ left: '∇_x f', right: 'S * x - c', wrong: { factor: '2~S * x - c', sign: 'S * x + c', 'missing term': 'S * x' } }],
    names: [{}, { S: 'Q', c: 'b' }],
  },
  {
    name: 'least squares',
    shapes: { X: ['n', 'd'], w: ['d'], y: ['n'] },
    forward: ['L = ‖X * w - y‖^2'],
    gradients: [
      {
        left: '∇_w L',
        right: "2~X' * (X * w - y)",
        wrong: { factor: "X' * (X * w - y)", sign: "2~X' * (y - X * w)", 'missing transpose': '2~X * (X * w - y)' },
      },
      { left: 'dL/dw', right: "2~(X * w - y)' * X", wrong: { factor: "(X * w - y)' * X", sign: "-2~(X * w - y)' * X" } },
      { left: '∇_w L', right: "2~X' * X * w - 2~X' * y", wrong: { 'missing term': "2~X' * X * w", sign: "2~X' * X * w + 2~X' * y" } },
    ],
    names: [{}, { X: 'Phi', w: 'theta' }, { X: 'A', w: 'x', y: 'b' }],
  },
  {
    name: 'ridge regression',
    shapes: { X: ['n', 'd'], w: ['d'], y: ['n'], lam: [] },
    forward: ['L = ‖y - X * w‖^2 + lam~‖w‖^2'],
    gradients: [
      {
        left: '∇_w L',
        right: "-2~X' * (y - X * w) + 2~lam~w",
        wrong: { sign: "2~X' * (y - X * w) + 2~lam~w", 'missing term': "-2~X' * (y - X * w)", factor: "-X' * (y - X * w) + lam~w" },
      },
    ],
    names: [{}, { X: 'A', lam: 'alpha' }],
  },
  {
    name: 'attention scores',
    shapes: { Q: ['n', 'd'], K: ['m', 'd'], V: ['m', 'p'] },
    forward: ["S = Q * K'"],
    gradients: [
      { left: 'dQ', right: 'dS * K', wrong: { sign: '-dS * K', factor: '2~dS * K', 'missing transpose': "dS' * K" } },
      { left: 'dK', right: "dS' * Q", wrong: { 'missing transpose': 'dS * Q', sign: "-dS' * Q", shape: "Q' * dS" } },
    ],
  },
  {
    name: 'attention output',
    shapes: { P: ['n', 'm'], V: ['m', 'p'] },
    forward: ['O = P * V'],
    gradients: [
      { left: 'dV', right: "P' * dO", wrong: { 'missing transpose': 'P * dO', sign: "-P' * dO" } },
      { left: 'dP', right: "dO * V'", wrong: { shape: "V * dO'", sign: "-dO * V'", factor: "2~dO * V'" } },
    ],
  },
  {
    name: 'trace',
    shapes: { A: ['n', 'n'], X: ['n', 'n'] },
    forward: ['f = tr(A * X)'],
    gradients: [{ left: 'df/dX', right: "A'", wrong: { transposed: 'A', factor: "2~A'", sign: "-A'" } }],
    names: [{}, { A: 'B', X: 'M' }],
  },
  {
    name: 'trace of a quadratic',
    shapes: { A: ['n', 'n'], X: ['n', 'p'] },
    forward: ["f = tr(X' * A * X)"],
    gradients: [{ left: 'df/dX', right: "(A + A') * X", wrong: { symmetric: '2~A * X', 'missing term': 'A * X', sign: "-(A + A') * X" } }],
  },
  {
    name: 'log determinant',
    shapes: { X: ['n', 'n'] },
    forward: ['f = logdet(X)'],
    gradients: [{ left: 'df/dX', right: "inv(X)'", wrong: { transposed: 'inv(X)', sign: "-inv(X)'" } }],
    names: [{}, { X: 'K' }],
  },
  {
    name: 'normal equations',
    shapes: { X: ['n', 'd'], y: ['n'], w: ['d'] },
    forward: ["L = (y - X * w)' * (y - X * w)"],
    gradients: [
      {
        left: '∇_w L',
        right: "2~(X' * X * w - X' * y)",
        wrong: { factor: "X' * X * w - X' * y", sign: "2~(X' * y - X' * X * w)", 'missing term': "2~X' * X * w" },
      },
    ],
    names: [{}, { X: 'A', w: 'x', y: 'b' }],
  },
  {
    name: 'covariance update',
    shapes: { F: ['n', 'n'], P: ['n', 'n'], Q: ['n', 'n'] },
    forward: ["S = F * P * F' + Q"],
    gradients: [
      { left: 'dP', right: "F' * dS * F", wrong: { swapped: "F * dS * F'", sign: "-F' * dS * F", 'missing factor': "F' * dS" } },
      { left: 'dF', right: "dS * F * P' + dS' * F * P", wrong: { 'missing term': "dS * F * P'", sign: "dS * F * P' - dS' * F * P" } },
    ],
  },
  {
    name: 'scale and shift',
    shapes: { x: ['n'], gamma: ['n'], beta: ['n'] },
    forward: ['y = gamma o x + beta'],
    gradients: [
      { left: 'dgamma', right: 'dy o x', wrong: { sign: '-dy o x', 'wrong operand': 'dy o beta', factor: '2~dy o x' } },
      { left: 'dx', right: 'dy o gamma', wrong: { sign: '-dy o gamma', 'wrong operand': 'dy o x' } },
    ],
  },
  {
    name: 'logistic regression',
    shapes: { X: ['n', 'd'], w: ['d'], y: ['n'] },
    forward: ["L = sum(softplus(X * w)) - y' * X * w"],
    gradients: [{ left: '∇_w L', right: "X' * (sigmoid(X * w) - y)", wrong: { sign: "X' * (y - sigmoid(X * w))", factor: "2~X' * (sigmoid(X * w) - y)" } }],
  },
  {
    name: 'sigmoid layer',
    shapes: { z: ['n'] },
    forward: ['a = sigmoid(z)'],
    gradients: [{ left: 'dz', right: 'da o a o (1 - a)', wrong: { 'missing factor': 'da o a', sign: 'da o a o (a - 1)', factor: '2~da o a o (1 - a)' } }],
  },
  {
    name: 'bilinear form',
    shapes: { u: ['m'], M: ['m', 'n'], v: ['n'] },
    forward: ["f = u' * M * v"],
    gradients: [
      { left: 'df/dM', right: "u * v'", wrong: { shape: "v * u'", sign: "-u * v'", factor: "2~u * v'" } },
      { left: '∇_u f', right: 'M * v', wrong: { sign: '-M * v', factor: '2~M * v', shape: "M' * u" } },
    ],
  },
  {
    name: 'matrix factorisation',
    shapes: { A: ['m', 'n'], B: ['m', 'k'], C: ['k', 'n'] },
    forward: ['L = ‖A - B * C‖_F^2'],
    gradients: [
      { left: 'dL/dB', right: "-2~(A - B * C) * C'", wrong: { sign: "2~(A - B * C) * C'", factor: "-(A - B * C) * C'" } },
      { left: 'dL/dC', right: "2~B' * (B * C - A)", wrong: { 'missing transpose': '2~B * (B * C - A)', sign: "-2~B' * (B * C - A)" } },
    ],
    names: [{}, { B: 'U', C: 'V', A: 'R' }],
  },
  {
    name: 'inverse',
    shapes: { a: ['n'], b: ['n'], X: ['n', 'n'] },
    forward: ["f = a' * inv(X) * b"],
    gradients: [
      { left: 'df/dX', right: "-inv(X)' * a * b' * inv(X)'", wrong: { sign: "inv(X)' * a * b' * inv(X)'", transposed: "-inv(X) * b * a' * inv(X)" } },
    ],
  },
  {
    name: 'Mahalanobis distance',
    shapes: { x: ['n'], mu: ['n'], S: ['n', 'n'] },
    facts: ['S is symmetric'],
    forward: ["f = (x - mu)' * inv(S) * (x - mu)"],
    gradients: [
      { left: '∇_mu f', right: '-2~inv(S) * (x - mu)', wrong: { sign: '2~inv(S) * (x - mu)', factor: '-inv(S) * (x - mu)', 'missing factor': '-2~(x - mu)' } },
    ],
  },
  {
    name: 'cross entropy',
    shapes: { z: ['k'], t: ['k'] },
    facts: [],
    forward: ["L = logsumexp(z) - t' * z"],
    gradients: [{ left: '∇_z L', right: 'softmax(z) - t', wrong: { sign: 't - softmax(z)', 'missing term': 'softmax(z)' } }],
  },
  {
    name: 'linear map',
    shapes: { A: ['m', 'n'], x: ['n'], b: ['m'] },
    forward: ['r = A * x - b'],
    gradients: [{ left: 'dr/dx', right: 'A', wrong: { sign: '-A', factor: '2~A' } }],
  },
];

type Spelling = (text: string) => string;
const ADJOINT = /(?<!\p{L})d(\p{L}+)/gu;
const AS_WRITTEN: Spelling = text => text;
const BESIDE_FACTORS: readonly Spelling[] = [AS_WRITTEN, text => text.replace(ADJOINT, 'grad_$1')];
/** `dL/dS K` would be read as the derivative by a product. */
const BETWEEN_SIGNS: readonly Spelling[] = [...BESIDE_FACTORS, text => text.replace(ADJOINT, 'dL/d$1'), text => text.replace(ADJOINT, '∂L/∂$1')];

interface Style {
  /** How `dW` is spelled. */
  readonly adjoints: readonly Spelling[];
  readonly write: (text: string) => string;
  /** What cannot be written so. */
  readonly cannot: RegExp;
}
const NEVER = /(?!)/;
const style = (transpose: string, product: string, scale: string, entrywise: string, inverse: (of: string) => string): Style['write'] => {
  return text =>
    text
      .replace(/inv\((\p{L}+)\)/gu, (_, of: string) => inverse(of))
      .replaceAll("'", transpose)
      .replaceAll(' * ', product)
      .replaceAll('~', scale)
      .replaceAll(' o ', ` ${entrywise} `);
};
const STYLES: readonly Style[] = [
  { adjoints: BESIDE_FACTORS, write: style('^T', ' ', ' ', '⊙', of => `${of}^{-1}`), cannot: /inv\(\p{L}+\)'/u },
  { adjoints: BETWEEN_SIGNS, write: style('^T', ' * ', ' * ', '.*', of => `${of}^-1`), cannot: /inv\(\p{L}+\)'/u },
  { adjoints: BESIDE_FACTORS, write: style('ᵀ', ' ', ' ', '⊙', of => `${of}⁻¹`), cannot: NEVER },
  { adjoints: BETWEEN_SIGNS, write: style('.T', ' @ ', ' * ', '⊙', of => `inv(${of})`), cannot: NEVER },
  { adjoints: BETWEEN_SIGNS, write: style("'", ' * ', '*', '.*', of => `inv(${of})`), cannot: NEVER },
  { adjoints: BESIDE_FACTORS, write: style("'", ' ', ' ', '.*', of => `inv(${of})`), cannot: NEVER },
  { adjoints: BESIDE_FACTORS, write: style('^\\top', ' ', ' ', '\\odot', of => `${of}^{-1}`), cannot: /inv\(\p{L}+\)'/u },
];

function leftSides(left: string): readonly string[] {
  const quotient = /^d(\p{L}+)\/d(\p{L}+)$/u.exec(left);
  if (quotient !== null) return [left, `∂${quotient[1]}/∂${quotient[2]}`];
  return [left];
}

type ShapeForm = (name: string, sizes: readonly string[]) => string;
const isSquare = (sizes: readonly string[]): boolean => sizes.length === 2;
const SHORT_FORMS: readonly ShapeForm[] = [
  (name, sizes) => (sizes.length === 0 ? `${name} ∈ ℝ` : sizes.length === 1 ? `${name} ∈ ℝ^${sizes[0]}` : `${name} ∈ ℝ^{${sizes.join('×')}}`),
  (name, sizes) => (sizes.length === 0 ? `${name}: scalar` : `${name}: (${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`),
];
const SHAPE_FORMS: readonly ShapeForm[] = [
  ...SHORT_FORMS,
  (name, sizes) => (isSquare(sizes) ? `${name} is ${sizes.join('-by-')}` : ascii(name, sizes)),
  (name, sizes) => (isSquare(sizes) ? `${name} is an ${sizes.join(' x ')} matrix` : ascii(name, sizes)),
  (name, sizes) => (isSquare(sizes) ? `@param ${name} an ${sizes.join(' by ')} matrix` : ascii(name, sizes)),
  (name, sizes) => (sizes.length > 0 ? `${name} : array of shape (${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})` : ascii(name, sizes)),
  (name, sizes) => (isSquare(sizes) ? `${name} [${sizes.join(', ')}]` : ascii(name, sizes)),
  (name, sizes) => ascii(name, sizes),
];
const ascii = (name: string, sizes: readonly string[]): string =>
  sizes.length === 0 ? `${name} in R` : sizes.length === 1 ? `${name} in R^${sizes[0]}` : `${name} in R^{${sizes.join(' x ')}}`;

const FORWARD_WORDS = ['', '', 'Forward: ', 'Let ', 'We minimise ', '前向：', 'Compute '];
const CLAIM_WORDS = ['', '', '', 'Gradient: ', 'Backward: ', 'so that ', 'This gives ', '梯度为 ', 'Then ', 'By the chain rule, '];
const WORDS_BEHIND = ['', '', '', ', see the notes', '  (chain rule)', '.', ' -- as in the paper', ', where n is the batch size', '。'];
