import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dimension, evaluateDimension, namedDimension, one, printDimension } from '../../src/dimensions/dimension.ts';
import {
  type Bracketing,
  type ChainFactor,
  fewestMultiplications,
  fromTheLeft,
  fromTheRight,
  type MultiplicationOrder,
} from '../../src/properties/multiplicationOrder.ts';

const [m, n, p, q] = ['m', 'n', 'p', 'q'].map(namedDimension) as [Dimension, Dimension, Dimension, Dimension];
const matrix = (rows: Dimension, columns: Dimension): ChainFactor => ({ rows, columns, isDiagonal: false });
const diagonal = (size: Dimension): ChainFactor => ({ rows: size, columns: size, isDiagonal: true });
const written = ({ bracketing, steps, total }: MultiplicationOrder): string =>
  `${text(bracketing)}: ${steps.map(printDimension).join(', ')} = ${printDimension(total)}`;
const text = (part: Bracketing): string => (typeof part === 'number' ? 'ABCDEF'[part]! : `(${part.map(text).join('')})`);

describe('the order of multiplication', () => {
  test('counts a row through matrices from the left and from the right', () => {
    const chain = [matrix(one, m), matrix(m, n), matrix(n, p)];
    assert.equal(written(fromTheLeft(chain)), '((AB)C): mn, np = mn+np');
    assert.equal(written(fromTheRight(chain)), '(A(BC)): mnp, mp = mnp+mp');
  });

  test('counts a diagonal factor by the entries that it scales, and two of them by their diagonal', () => {
    assert.equal(written(fromTheLeft([matrix(m, n), diagonal(n), matrix(n, p)])), '((AB)C): mn, mnp = mnp+mn');
    assert.equal(written(fromTheRight([matrix(m, n), diagonal(n), matrix(n, p)])), '(A(BC)): np, mnp = mnp+np');
    assert.equal(written(fromTheLeft([diagonal(n), diagonal(n), matrix(n, p)])), '((AB)C): n, np = np+n');
  });

  test('finds the fewest: the example of Cormen et al., with their count', () => {
    const sizes = [30, 35, 15, 5, 10, 20, 25];
    const dimensions = sizes.map((_, k) => namedDimension(`s${k}`));
    const chain = dimensions.slice(1).map((columns, k) => matrix(dimensions[k]!, columns));
    const named = new Map(sizes.map((size, k) => [`s${k}`, size]));
    const { bracketing, total } = fewestMultiplications(chain, named);
    assert.equal(text(bracketing), '((A(BC))((DE)F))');
    assert.equal(evaluateDimension(total, named), 15_125);
  });

  test('finds no more than any order, over all orders of five factors at random sizes', () => {
    for (let round = 0; round < 40; round += 1) {
      const dimensions = [m, n, p, q, m, n];
      const chain = dimensions.slice(1).map((columns, k) => (dimensions[k] === columns ? diagonal(columns) : matrix(dimensions[k]!, columns)));
      const named = new Map(['m', 'n', 'p', 'q'].map((name, k) => [name, 1 + ((round * 7 + k * 5 + round * k) % 9)]));
      const least = Math.min(...costs(chain, 0, chain.length - 1, named).map(({ count }) => count));
      assert.equal(evaluateDimension(fewestMultiplications(chain, named).total, named), least);
    }
  });
});

/** Of every order. */
function costs(
  chain: readonly ChainFactor[],
  from: number,
  to: number,
  named: ReadonlyMap<string, number>,
): readonly { readonly count: number; readonly value: ChainFactor }[] {
  if (from === to) return [{ count: 0, value: chain[from]! }];
  return Array.from({ length: to - from }, (_, k) => from + k).flatMap(split =>
    costs(chain, from, split, named).flatMap(left =>
      costs(chain, split + 1, to, named).map(right => ({
        count: left.count + right.count + evaluateDimension(fromTheLeft([left.value, right.value]).total, named),
        value: { rows: left.value.rows, columns: right.value.columns, isDiagonal: left.value.isDiagonal && right.value.isDiagonal },
      })),
    ),
  );
}
