/** Letters for the indices of a derivation: free ones as the lecture has them, summed ones that do not look like them. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { IndexFactor, IndexForm, IndexName } from '../notation/form.ts';
import { freeIndices, summedLetter } from '../notation/letters.ts';
import type { Question } from './question.ts';

export interface Letters {
  /** Of the root's axes. */
  readonly above: readonly IndexName[];
  /** Of the variable's axes. */
  readonly below: readonly IndexName[];
  /** A letter for an axis that is summed; `taken` stand already in the formula. */
  summed(size: Dimension, taken: ReadonlySet<string>): IndexName;
}

export function lettersFor(question: Question): Letters {
  const above = question.root.local.shape;
  const below = question.variable.leaf.shape;
  const free = withPreferred(above, below, question);
  // with few free letters the next of the alphabet is free, with four of them the lecture takes t
  const pool = free.length >= 4 ? 'tsruvw' : 'jkltsruvw';
  const own = free.map(index => index.letter);
  return {
    above: free.slice(0, above.length),
    below: free.slice(above.length),
    summed: (size, taken) => {
      const all = new Set([...taken, ...own, ...question.names]);
      const bySize = free.length <= 1 ? sizeLetter(size) : null;
      const letter =
        [...(bySize ? [bySize] : []), ...(free.length <= 1 ? ['k', 'l', 'm'] : []), ...pool].find(candidate => !all.has(candidate)) ?? summedLetter(size, all);
      return { letter, size, role: 'summed' };
    },
  };
}

/** The letters that were written, the others so that none stands twice. */
function withPreferred(above: readonly Dimension[], below: readonly Dimension[], { names, preferred }: Question): readonly IndexName[] {
  const wanted = [...above.map((_, axis) => preferred?.above[axis] ?? null), ...below.map((_, axis) => preferred?.below[axis] ?? null)];
  const usable = wanted.map(letter => (letter !== null && !names.has(letter) ? letter : null));
  const taken = new Set([...names, ...usable.filter(letter => letter !== null)]);
  return freeIndices(above, below, taken).map((index, axis) => (usable[axis] ? { ...index, letter: usable[axis] } : index));
}

const sizeLetter = (size: Dimension): string | null => (size.name !== null && /^[A-Z]$/.test(size.name) ? size.name.toLowerCase() : null);

/** The form with its summed indices in the letters of the derivation; sums inside functions keep theirs. */
export function relettered(form: IndexForm, letters: Letters): IndexForm {
  return {
    free: form.free,
    terms: form.terms.map(term => {
      const taken = new Set(form.free.map(index => index.letter));
      const renamed = new Map<string, IndexName>();
      for (const index of term.summed) {
        const chosen = letters.summed(index.size, taken);
        taken.add(chosen.letter);
        renamed.set(index.letter, chosen);
      }
      const name = (index: IndexName): IndexName => renamed.get(index.letter) ?? index;
      return { coefficient: term.coefficient, summed: term.summed.map(name), factors: term.factors.map(factor => renameFactor(factor, name)) };
    }),
  };
}

export function renameFactor(factor: IndexFactor, name: (index: IndexName) => IndexName): IndexFactor {
  switch (factor.kind) {
    case 'delta':
      return { ...factor, left: name(factor.left), right: name(factor.right) };
    case 'entry':
    case 'tensor':
      return { ...factor, indices: factor.indices.map(name) };
    case 'function':
      return {
        ...factor,
        argument: {
          free: factor.argument.free.map(name),
          terms: factor.argument.terms.map(term => ({ ...term, factors: term.factors.map(inner => renameFactor(inner, name)) })),
        },
      };
  }
}
