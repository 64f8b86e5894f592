/** What the words of Typst's mathematics are in LaTeX. */

const same = (words: string): [string, string][] => words.split(' ').map(word => [word, `\\${word}`]);

/** Words that stand for a sign or an operator. A word that is not here is not read. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ...same('alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega'),
  ...same('Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'),
  ...same('in times top partial nabla sum approx equiv quad perp dagger star det exp log ln sin cos tan sinh cosh tanh max min inf sup'),
  ['epsilon', 'ε'],
  ['epsilon.alt', 'ϵ'],
  ['phi', 'φ'],
  ['phi.alt', 'ϕ'],
  ['tr', '\\operatorname{tr}'],
  ['RR', '\\mathbb{R}'],
  ['CC', '\\mathbb{C}'],
  ['NN', '\\mathbb{N}'],
  ['ZZ', '\\mathbb{Z}'],
  ['dif', '\\mathrm{d}'],
  ['diff', '\\partial'],
  ['gradient', '\\nabla'],
  ['product', '\\prod'],
  ['infinity', '\\infty'],
  ['oo', '\\infty'],
  ['dot', '\\cdot'],
  ['dot.op', '\\cdot'],
  ['dot.c', '\\cdot'],
  ['dot.circle', '\\odot'],
  ['dot.o', '\\odot'],
  ['times.circle', '\\otimes'],
  ['times.o', '\\otimes'],
  ['dots', '\\dots'],
  ['dots.h', '\\dots'],
  ['dots.c', '\\cdots'],
]);

/** Functions of one argument: what stands before it and behind it. */
export const WRAPPINGS: ReadonlyMap<string, readonly [before: string, behind: string]> = new Map([
  ['sqrt', ['\\sqrt{', '}']],
  ['norm', ['\\lVert ', '\\rVert ']],
  ['abs', ['\\lvert ', '\\rvert ']],
  ['bb', ['\\mathbb{', '}']],
  ['bold', ['\\mathbf{', '}']],
  ['cal', ['\\mathcal{', '}']],
  ['upright', ['\\mathrm{', '}']],
  ['hat', ['\\hat{', '}']],
  ['tilde', ['\\tilde{', '}']],
  ['overline', ['\\bar{', '}']],
  ['lr', ['', '']],
  ['display', ['', '']],
]);

/** Signs of several characters, the longer ones first. */
export const SHORTHANDS: readonly (readonly [string, string])[] = [
  ['...', '\\dots '],
  [':=', ':='],
  ['<=', '\\leq '],
  ['>=', '\\geq '],
  ['!=', '\\neq '],
  ['||', '\\| '],
];
