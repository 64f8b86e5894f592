/**
 * Functions that NumPy lacks, as text that goes into a generated module when it is used. No SciPy.
 *
 * expm: scaling and squaring with the [13/13] Padé approximant, Higham (2005), SIAM J. Matrix Anal. Appl. 26(4).
 * sqrtm: Denman and Beavers' iteration with determinantal scaling, Higham, Functions of Matrices (2008), (6.28).
 * logm: inverse scaling and squaring with the Padé approximant as Gauss–Legendre quadrature, ibid., section 11.4.
 * The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), ibid., (3.16).
 */

import type { Helpers } from '../helpers.ts';

export const NUMPY_HELPERS: Helpers = {
  _softmax: {
    needs: [],
    imports: [],
    source: `def _softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)`,
  },
  _logsumexp: {
    needs: [],
    imports: [],
    source: `def _logsumexp(z):
    top = np.max(z, axis=-1, keepdims=True)
    return np.squeeze(top, axis=-1) + np.log(np.sum(np.exp(z - top), axis=-1))`,
  },
  _hardmax: {
    needs: [],
    imports: [],
    source: `def _hardmax(z):
    return np.where(np.arange(z.shape[-1]) == np.argmax(z, axis=-1)[..., None], 1.0, 0.0)`,
  },
  _gaps: {
    needs: [],
    imports: [],
    source: `def _gaps(w):
    one = np.eye(len(w))
    return (1.0 - one) / (w[None, :] - w[:, None] + one)`,
  },
  _resolvent: {
    needs: [],
    imports: [],
    source: `def _resolvent(system, k):
    w, q = system[0], system[1]
    own = np.arange(len(w)) == k % len(w)
    return q @ (np.where(own, 0.0, 1.0 / np.where(own, 1.0, w[k] - w))[:, None] * q.T)`,
  },
  _lowerhalf: {
    needs: [],
    imports: [],
    source: `def _lowerhalf(ones):
    return np.tril(ones) - 0.5 * np.eye(len(ones))`,
  },
  _place: {
    needs: [],
    imports: [],
    source: `def _place(part, shape, index):
    whole = np.zeros(shape)
    whole[index] = part
    return whole`,
  },
  _spread: {
    needs: [],
    imports: [],
    source: `def _spread(part, shape, formula):
    """Zeros, and the entries of part where the positions of equal letters agree."""
    whole = np.zeros(shape)
    # a view of whole, which einsum returns where it has nothing to sum
    np.einsum(formula, whole)[...] = part
    return whole`,
  },
  _erf: {
    needs: [],
    imports: ['math'],
    source: `_erf = np.vectorize(math.erf, otypes=[float])`,
  },
  _expm: {
    needs: [],
    imports: ['math'],
    source: `def _expm(a):
    b = (64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800,
         33522128640, 1323241920, 40840800, 960960, 16380, 182, 1)
    norm = np.linalg.norm(a, 1)
    squarings = max(0, math.ceil(math.log2(norm / 5.371920351148152))) if norm > 0 else 0
    a = a / 2.0 ** squarings
    one = np.eye(len(a))
    a2 = a @ a
    a4 = a2 @ a2
    a6 = a4 @ a2
    u = a @ (a6 @ (b[13] * a6 + b[11] * a4 + b[9] * a2) + b[7] * a6 + b[5] * a4 + b[3] * a2 + b[1] * one)
    v = a6 @ (b[12] * a6 + b[10] * a4 + b[8] * a2) + b[6] * a6 + b[4] * a4 + b[2] * a2 + b[0] * one
    x = np.linalg.solve(v - u, v + u)
    for _ in range(squarings):
        x = x @ x
    return x`,
  },
  _sqrtm: {
    needs: [],
    imports: [],
    source: `def _sqrtm(a):
    x, y = np.array(a, dtype=float), np.eye(len(a))
    for _ in range(100):
        x_inv, y_inv = np.linalg.inv(x), np.linalg.inv(y)
        scale = np.exp(-(np.linalg.slogdet(x)[1] + np.linalg.slogdet(y)[1]) / (2 * len(a)))
        if abs(scale - 1) < 1e-2:
            scale = 1.0
        previous, x, y = x, (scale * x + y_inv / scale) / 2, (scale * y + x_inv / scale) / 2
        if np.linalg.norm(x - previous) <= 1e-14 * np.linalg.norm(x):
            return x
        if np.linalg.norm(x - previous) <= 1e-7 * np.linalg.norm(x):
            return (x + np.linalg.inv(y)) / 2
    raise np.linalg.LinAlgError('no real principal square root')`,
  },
  _logm: {
    needs: ['_sqrtm'],
    imports: [],
    source: `def _logm(a):
    a = np.array(a, dtype=float)
    one = np.eye(len(a))
    roots = 0
    while np.linalg.norm(a - one, 1) > 0.25 and roots < 60:
        a, roots = _sqrtm(a), roots + 1
    nodes, weights = np.polynomial.legendre.leggauss(8)
    x = a - one
    return 2.0 ** roots * sum(w / 2 * np.linalg.solve(one + (t + 1) / 2 * x, x) for t, w in zip(nodes, weights))`,
  },
  _sinm: {
    needs: ['_expm'],
    imports: [],
    source: `def _sinm(a):
    return _expm(1j * a).imag`,
  },
  _cosm: {
    needs: ['_expm'],
    imports: [],
    source: `def _cosm(a):
    return _expm(1j * a).real`,
  },
  _matrix_power: {
    needs: ['_expm', '_sqrtm', '_logm'],
    imports: ['math'],
    source: `def _matrix_power(a, k):
    return np.linalg.matrix_power(a, int(k)) if k == int(k) else _expm(k * _logm(a))`,
  },
  _matrix_function_derivative: {
    needs: [],
    imports: [],
    source: `def _matrix_function_derivative(f, order, a):
    n = len(a)
    out = np.empty((n, n) + (n * n,) * order)
    for choice in np.ndindex(*out.shape[2:]):
        block = a
        for unit in choice:
            e = np.zeros((n, n))
            e.flat[unit] = 1
            e = np.kron(np.eye(len(block) // n), e)
            block = np.block([[block, e], [np.zeros_like(block), block]])
        out[(slice(None), slice(None)) + choice] = f(block)[:n, -n:]
    return out.reshape((n, n) + (n, n) * order)`,
  },
  _frechet: {
    needs: [],
    imports: [],
    source: `def _frechet(f, a, e):
    n = len(a)
    return f(np.block([[a, e], [np.zeros((n, n)), a]]))[:n, n:]`,
  },
  _difference: {
    needs: [],
    imports: [],
    source: `def _difference(f, args, places, step=None):
    """Central differences of f by the arguments at these places: axes of f, then those of each argument."""
    if not places:
        return np.asarray(f(*args), dtype=float)
    step = step or np.finfo(float).eps ** (1 / (len(places) + 2))
    *before, k = places
    x = np.array(args[k], dtype=float)
    quotients = []
    for index in np.ndindex(x.shape):
        h = step * max(1.0, abs(x[index]))
        ends = []
        for sign in (1, -1):
            moved = x.copy()
            moved[index] += sign * h
            ends.append(_difference(f, [*args[:k], moved, *args[k + 1:]], before, step))
        quotients.append((ends[0] - ends[1]) / (2 * h))
    return np.moveaxis(np.array(quotients), 0, -1).reshape(quotients[0].shape + x.shape)`,
  },
};
