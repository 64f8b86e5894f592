/** The labels of a term of a derivative in Einstein notation: `ik,lj->ij,kl`, read once and kept. */

export interface DerivativeLabels {
  /** Of each factor. */
  readonly slots: readonly (readonly number[])[];
  /** Of the axes of the value, and of the operand that moves. */
  readonly value: readonly number[];
  readonly operand: readonly number[];
}

/**
 * `*` stands for `leading` axes. The labels begin at `first`, those of the value before those of the operand, so that labels
 * below it are free for axes that all of them share.
 */
export function derivativeLabels(subscripts: string, leading: number, first: number): DerivativeLabels {
  const key = `${subscripts}|${leading}|${first}`;
  const before = known.get(key);
  if (before) return before;
  const labels = read(subscripts, leading, first);
  known.set(key, labels);
  return labels;
}

const known = new Map<string, DerivativeLabels>();

function read(subscripts: string, leading: number, first: number): DerivativeLabels {
  const numbers = new Map<string, number>();
  const number = (letter: string): number => {
    const given = numbers.get(letter) ?? first + numbers.size;
    numbers.set(letter, given);
    return given;
  };
  const spelled = (axes: string): number[] =>
    [...axes].flatMap(letter => (letter === '*' ? Array.from({ length: leading }, (_, k) => number(`*${k}`)) : [number(letter)]));
  const [before, after] = subscripts.split('->') as [string, string];
  const [value, operand] = after.split(',').map(spelled) as [number[], number[]];
  return { slots: before.split(',').map(spelled), value, operand };
}

/** How many leading axes the `*` of the first factor stands for. */
export const leadingAxes = (subscripts: string, order: number): number => (subscripts.startsWith('*') ? order - subscripts.search(/[,-]/) + 1 : 0);
