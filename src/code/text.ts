/** Pieces of source text that know how tightly they hold together. */

export interface Text {
  readonly text: string;
  readonly level: number;
  /** Which product it is, where it is one: two kinds of product beside each other without brackets mislead. */
  readonly product: 'matmul' | 'times' | null;
}

/** From loose to tight. */
export const LEVEL = { sum: 0, times: 1, unary: 2, power: 3, atom: 4 } as const;

export const atom = (text: string): Text => ({ text, level: LEVEL.atom, product: null });
export const textAt = (text: string, level: number, product: Text['product'] = null): Text => ({ text, level, product });

/** With brackets where it holds less tightly than `level`, or is the product that must not stand bare. */
export const inside = (piece: Text, level: number, bracketed: Text['product'] = null): string =>
  piece.level < level || (bracketed !== null && piece.level === LEVEL.times && piece.product === bracketed) ? `(${piece.text})` : piece.text;

export const plus = (left: Text, right: Text, sign: string): Text => textAt(`${inside(left, LEVEL.sum)} ${sign} ${inside(right, LEVEL.times)}`, LEVEL.sum);
/** `a * b`, `a / b`, entry by entry or of numbers. */
export const times = (left: Text, right: Text, sign: string): Text =>
  textAt(`${inside(left, LEVEL.times, 'matmul')} ${sign} ${inside(right, LEVEL.power)}`, LEVEL.times, 'times');
/** A product of matrices: no sign and no factor may end up on one of them alone, which would copy it. */
export const matrixTimes = (left: Text, right: Text, sign: string): Text =>
  textAt(`${inside(left, left.level === LEVEL.unary ? LEVEL.power : LEVEL.times, 'times')} ${sign} ${inside(right, LEVEL.power)}`, LEVEL.times, 'matmul');
export const negative = (argument: Text): Text =>
  textAt(`-${inside(argument, argument.level === LEVEL.unary ? LEVEL.power : LEVEL.times, 'matmul')}`, LEVEL.unary);
export const call = (name: string, ...args: readonly (Text | string)[]): Text =>
  atom(`${name}(${args.map(arg => (typeof arg === 'string' ? arg : arg.text)).join(', ')})`);
/** `.T`, `[0, :]` behind it. */
export const suffixed = (base: Text, suffix: string): Text => atom(`${inside(base, LEVEL.atom)}${suffix}`);
