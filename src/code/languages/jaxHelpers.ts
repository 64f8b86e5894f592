/** Functions that JAX lacks, by the methods of the NumPy helpers. Those of matrices run step by step, so not under jit. */

import type { Helpers } from '../helpers.ts';
import { NUMPY_HELPERS } from './numpyHelpers.ts';

export const JAX_HELPERS: Helpers = {
  ...sameAsNumpy('_hardmax', '_gaps', '_resolvent', '_lowerhalf'),
  _place: {
    needs: [],
    imports: [],
    source: `def _place(part, shape, index):
    return jnp.zeros(shape).at[index].set(part)`,
  },
  _spread: {
    needs: [],
    imports: [],
    source: `def _spread(part, shape, formula):
    """Zeros, and the entries of part where the positions of equal letters agree."""
    whole, kept = formula.split('->')
    places = dict(zip(kept, jnp.ix_(*(jnp.arange(shape[whole.index(letter)]) for letter in kept))))
    return jnp.zeros(shape).at[tuple(places[letter] for letter in whole)].set(part)`,
  },
  _sqrtm: {
    needs: [],
    imports: [],
    source: `def _sqrtm(a):
    x, y = jnp.array(a, dtype=float), jnp.eye(len(a))
    for _ in range(100):
        x_inv, y_inv = jnp.linalg.inv(x), jnp.linalg.inv(y)
        scale = jnp.exp(-(jnp.linalg.slogdet(x)[1] + jnp.linalg.slogdet(y)[1]) / (2 * len(a)))
        if abs(scale - 1) < 1e-2:
            scale = 1.0
        previous, x, y = x, (scale * x + y_inv / scale) / 2, (scale * y + x_inv / scale) / 2
        if jnp.linalg.norm(x - previous) <= 1e-14 * jnp.linalg.norm(x):
            return x
        if jnp.linalg.norm(x - previous) <= 1e-7 * jnp.linalg.norm(x):
            return (x + jnp.linalg.inv(y)) / 2
    raise ArithmeticError('no real principal square root')`,
  },
  _logm: {
    needs: ['_sqrtm'],
    imports: [],
    source: `def _logm(a):
    a = jnp.array(a, dtype=float)
    one = jnp.eye(len(a))
    roots = 0
    while jnp.linalg.norm(a - one, 1) > 0.25 and roots < 60:
        a, roots = _sqrtm(a), roots + 1
    nodes = (0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363)
    weights = (0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763)
    x = a - one
    return 2.0 ** roots * sum(w / 2 * jnp.linalg.solve(one + (1 + s * t) / 2 * x, x) for t, w in zip(nodes, weights) for s in (-1, 1))`,
  },
  _sinm: {
    needs: [],
    imports: [],
    source: `def _sinm(a):
    return jax.scipy.linalg.expm(1j * a).imag`,
  },
  _cosm: {
    needs: [],
    imports: [],
    source: `def _cosm(a):
    return jax.scipy.linalg.expm(1j * a).real`,
  },
  _matrix_power: {
    needs: ['_sqrtm', '_logm'],
    imports: ['math'],
    source: `def _matrix_power(a, k):
    return jnp.linalg.matrix_power(a, int(k)) if k == int(k) else jax.scipy.linalg.expm(k * _logm(a))`,
  },
  _matrix_function_derivative: {
    needs: [],
    imports: ['itertools'],
    source: `def _matrix_function_derivative(f, order, a):
    n = len(a)
    parts = []
    for choice in itertools.product(range(n * n), repeat=order):
        block = a
        for unit in choice:
            e = jnp.zeros(n * n).at[unit].set(1).reshape(n, n)
            e = jnp.kron(jnp.eye(len(block) // n), e)
            block = jnp.block([[block, e], [jnp.zeros_like(block), block]])
        parts.append(f(block)[:n, -n:])
    return jnp.stack(parts, axis=-1).reshape((n, n) + (n, n) * order)`,
  },
  ...sameAsNumpy('_frechet'),
  _difference: {
    needs: [],
    imports: ['itertools'],
    source: `def _difference(f, args, places, step=None):
    """Central differences of f by the arguments at these places: axes of f, then those of each argument."""
    if not places:
        return jnp.asarray(f(*args), dtype=float)
    step = step or float(jnp.finfo(jnp.asarray(args[places[-1]], dtype=float).dtype).eps) ** (1 / (len(places) + 2))
    *before, k = places
    x = jnp.asarray(args[k], dtype=float)
    quotients = []
    for index in itertools.product(*map(range, x.shape)):
        h = step * max(1.0, abs(float(x[index])))
        ends = []
        for sign in (1, -1):
            moved = x.at[index].add(sign * h)
            ends.append(_difference(f, [*args[:k], moved, *args[k + 1:]], before, step))
        quotients.append((ends[0] - ends[1]) / (2 * h))
    return jnp.moveaxis(jnp.array(quotients), 0, -1).reshape(quotients[0].shape + x.shape)`,
  },
};

/** Functions that NumPy and JAX spell alike. */
function sameAsNumpy(...names: readonly string[]): Helpers {
  return Object.fromEntries(
    names.map(name => {
      const helper = NUMPY_HELPERS[name]!;
      return [name, { ...helper, source: helper.source.replace(/\bnp\./g, 'jnp.') }];
    }),
  );
}
