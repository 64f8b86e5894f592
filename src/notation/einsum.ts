/** `np.einsum` for what has no shorter spelling. */

import type { LabelledArray } from './numpyOperand.ts';
import { plain } from './numpyOperand.ts';
import type { Python, PythonBuilder } from './python.ts';

const LETTERS = 'ijklmnpqrstuvwxyzabcdefghoABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MOST_OPERANDS = 30;

/** Σ over the labels that are not in `out`, which may be in any order but repeats none and has none that no array has. */
export function einsum(arrays: readonly LabelledArray[], out: readonly number[], py: PythonBuilder): Python {
  const rest = arrays.slice();
  while (rest.length > 1 && (rest.length > MOST_OPERANDS || countLabels(rest) > LETTERS.length)) {
    const first = rest.shift()!;
    const shares = rest.findIndex(other => other.labels.some(label => first.labels.includes(label)));
    const [second] = rest.splice(Math.max(shares, 0), 1);
    const needed = new Set([...out, ...rest.flatMap(other => other.labels)]);
    const kept = [...new Set([...first.labels, ...second!.labels])].filter(label => needed.has(label));
    rest.unshift(plain(kept, single([first, second!], kept, py), null));
  }
  return single(rest, out, py);
}

const countLabels = (arrays: readonly LabelledArray[]): number => new Set(arrays.flatMap(array => array.labels)).size;

function single(arrays: readonly LabelledArray[], out: readonly number[], py: PythonBuilder): Python {
  const letters = new Map<number, string>();
  const spell = (labels: readonly number[]): string =>
    labels
      .map(label => {
        const letter = letters.get(label) ?? LETTERS[letters.size]!;
        letters.set(label, letter);
        return letter;
      })
      .join('');
  const inputs = arrays.map(array => spell(array.labels));
  const summed = [...letters.keys()].some(label => !out.includes(label));
  // a plan costs more than it saves where nothing is summed over two arrays
  const planned = arrays.length > 2 || (arrays.length === 2 && summed);
  const view = arrays.length === 1 && !summed && arrays[0]!.code.view;
  return py.call('np.einsum', [`'${inputs.join(',')}->${spell(out)}'`, ...arrays.map(array => array.code), ...(planned ? ['optimize=True'] : [])], view);
}
