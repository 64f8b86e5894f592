/** Functions that PyTorch lacks (version 1.13 and later), by the methods of the NumPy helpers. Autograd goes through all of them. */

import type { Helpers } from '../helpers.ts';

export const TORCH_HELPERS: Helpers = {
  _softplus: {
    needs: [],
    imports: [],
    source: `def _softplus(x):
    return torch.logaddexp(x, torch.zeros_like(x))`,
  },
  _step: {
    needs: [],
    imports: [],
    source: `def _step(x):
    return (x > 0).to(x.dtype)`,
  },
  _hardmax: {
    needs: [],
    imports: [],
    source: `def _hardmax(z):
    return (torch.arange(z.shape[-1], device=z.device) == torch.argmax(z, dim=-1)[..., None]).to(z.dtype)`,
  },
  _gaps: {
    needs: [],
    imports: [],
    source: `def _gaps(w):
    one = torch.eye(len(w), dtype=w.dtype, device=w.device)
    return (1.0 - one) / (w[None, :] - w[:, None] + one)`,
  },
  _resolvent: {
    needs: [],
    imports: [],
    source: `def _resolvent(system, k):
    w, q = system[0], system[1]
    own = (torch.arange(len(w), device=w.device) == k % len(w)).to(w.dtype)
    return q @ (((1.0 - own) / (w[k] - w + own))[:, None] * q.T)`,
  },
  _lowerhalf: {
    needs: [],
    imports: [],
    source: `def _lowerhalf(ones):
    return torch.tril(ones) - 0.5 * torch.eye(len(ones), dtype=ones.dtype, device=ones.device)`,
  },
  _place: {
    needs: [],
    imports: [],
    source: `def _place(part, shape, index, **like):
    whole = torch.zeros(shape, **like)
    whole[index] = part
    return whole`,
  },
  _sqrtm: {
    needs: [],
    imports: ['math'],
    source: `def _sqrtm(a):
    x, y = a, torch.eye(len(a), dtype=a.dtype, device=a.device)
    for _ in range(100):
        x_inv, y_inv = torch.linalg.inv(x), torch.linalg.inv(y)
        scale = math.exp(-(torch.linalg.slogdet(x)[1] + torch.linalg.slogdet(y)[1]) / (2 * len(a)))
        if abs(scale - 1) < 1e-2:
            scale = 1.0
        previous, x, y = x, (scale * x + y_inv / scale) / 2, (scale * y + x_inv / scale) / 2
        if torch.linalg.norm(x - previous) <= 1e-14 * torch.linalg.norm(x):
            return x
        if torch.linalg.norm(x - previous) <= 1e-7 * torch.linalg.norm(x):
            return (x + torch.linalg.inv(y)) / 2
    raise ArithmeticError('no real principal square root')`,
  },
  _logm: {
    needs: ['_sqrtm'],
    imports: [],
    source: `def _logm(a):
    one = torch.eye(len(a), dtype=a.dtype, device=a.device)
    roots = 0
    while torch.linalg.norm(a - one, 1) > 0.25 and roots < 60:
        a, roots = _sqrtm(a), roots + 1
    nodes = (0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363)
    weights = (0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763)
    x = a - one
    return 2.0 ** roots * sum(w / 2 * torch.linalg.solve(one + (1 + s * t) / 2 * x, x) for t, w in zip(nodes, weights) for s in (-1, 1))`,
  },
  _sinm: {
    needs: [],
    imports: [],
    source: `def _sinm(a):
    return torch.matrix_exp(1j * a).imag`,
  },
  _cosm: {
    needs: [],
    imports: [],
    source: `def _cosm(a):
    return torch.matrix_exp(1j * a).real`,
  },
  _matrix_power: {
    needs: ['_logm'],
    imports: [],
    source: `def _matrix_power(a, k):
    return torch.linalg.matrix_power(a, int(k)) if k == int(k) else torch.matrix_exp(k * _logm(a))`,
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
            e = torch.zeros(n * n, dtype=a.dtype, device=a.device)
            e[unit] = 1
            e = torch.kron(torch.eye(len(block) // n, dtype=a.dtype, device=a.device), e.reshape(n, n))
            block = torch.cat([torch.cat([block, e], 1), torch.cat([torch.zeros_like(block), block], 1)])
        parts.append(f(block)[:n, -n:])
    return torch.stack(parts, dim=-1).reshape((n, n) + (n, n) * order)`,
  },
  _frechet: {
    needs: [],
    imports: [],
    source: `def _frechet(f, a, e):
    n = len(a)
    return f(torch.cat([torch.cat([a, e], 1), torch.cat([torch.zeros_like(a), a], 1)]))[:n, n:]`,
  },
  _difference: {
    needs: [],
    imports: [],
    source: `def _difference(f, args, places, step=None):
    """Central differences of f by the arguments at these places: axes of f, then those of each argument."""
    if not places:
        return torch.as_tensor(f(*args))
    *before, k = places
    x = args[k].detach() if torch.is_tensor(args[k]) else torch.tensor(args[k], dtype=torch.float64)
    step = step or torch.finfo(x.dtype).eps ** (1 / (len(places) + 2))
    quotients = []
    for place in range(x.numel()):
        h = step * max(1.0, abs(float(x.flatten()[place])))
        ends = []
        for sign in (1, -1):
            moved = x.flatten().clone()
            moved[place] += sign * h
            ends.append(_difference(f, [*args[:k], moved.reshape(x.shape), *args[k + 1:]], before, step))
        quotients.append((ends[0] - ends[1]) / (2 * h))
    return torch.stack(quotients, dim=-1).reshape(quotients[0].shape + x.shape)`,
  },
};
