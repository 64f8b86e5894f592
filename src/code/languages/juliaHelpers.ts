/**
 * Functions that Julia's standard library lacks, as text that goes into a generated module when it is used.
 *
 * erf: the series for |x| < 2.5, else the continued fraction of the complement, Abramowitz and Stegun 7.1.6 and 7.1.14.
 * The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), Higham, Functions of Matrices (2008), (3.16).
 */

import type { Helpers } from '../helpers.ts';

const helper = (source: string, ...needs: readonly string[]) => ({ needs, imports: [], source });

export const JULIA_HELPERS: Helpers = {
  check_shape_: helper(`function check_shape_(caller, name, a, expected)
    if ndims(a) != length(expected) || any(e !== nothing && e != n for (e, n) in zip(expected, size(a)))
        throw(DimensionMismatch("$caller: $name has the size $(size(a)), but $expected is needed"))
    end
end`),
  sigmoid_: helper('sigmoid_(x) = 1 / (1 + exp(-x))'),
  softplus_: helper('softplus_(x) = max(x, zero(x)) + log1p(exp(-abs(x)))'),
  relu_: helper('relu_(x) = max(x, zero(x))'),
  step_: helper('step_(x) = x > 0 ? one(x) : zero(x)'),
  erf_: helper(`function erf_(x)
    if abs(x) < 2.5
        term = total = float(x)
        for k in 1:79
            term *= -x * x / k
            total += term / (2k + 1)
        end
        return 2 / sqrt(pi) * total
    end
    z = abs(x)
    fraction = 0.0
    for k in 80:-1:1
        fraction = k / 2 / (z + fraction)
    end
    return sign(x) * (1 - exp(-z^2) / sqrt(pi) / (z + fraction))
end`),
  expand_: helper(`# Axes of length 1 where present is false.
function expand_(a, present...)
    lengths = Iterators.Stateful(size(a))
    return reshape(a, Tuple(there ? popfirst!(lengths) : 1 for there in present))
end`),
  sum_: helper('sum_(a, axes...) = dropdims(sum(a, dims = axes), dims = axes)'),
  softmax_: helper(`function softmax_(z)
    e = exp.(z .- maximum(z, dims = ndims(z)))
    return e ./ sum(e, dims = ndims(z))
end`),
  logsumexp_: helper(`function logsumexp_(z)
    top = maximum(z, dims = ndims(z))
    s = dropdims(top .+ log.(sum(exp.(z .- top), dims = ndims(z))), dims = ndims(z))
    return ndims(s) == 0 ? s[] : s
end`),
  max_: helper(`function max_(z)
    m = dropdims(maximum(z, dims = ndims(z)), dims = ndims(z))
    return ndims(m) == 0 ? m[] : m
end`),
  hardmax_: helper(`function hardmax_(z)
    h = zeros(size(z))
    h[argmax(z, dims = ndims(z))] .= 1
    return h
end`),
  symmetric_: helper('symmetric_(s) = Symmetric((s + transpose(s)) / 2)'),
  eigenvalues_: helper('eigenvalues_(s) = eigvals(symmetric_(s))', 'symmetric_'),
  eigenvectors_: helper('eigenvectors_(s) = eigvecs(symmetric_(s))', 'symmetric_'),
  gap_reciprocals_: helper('gap_reciprocals_(w) = [i == j ? 0.0 : 1 / (w[j] - w[i]) for i in eachindex(w), j in eachindex(w)]'),
  largest_eigenvalue_: helper('largest_eigenvalue_(s) = eigenvalues_(s)[end]', 'eigenvalues_'),
  smallest_eigenvalue_: helper('smallest_eigenvalue_(s) = eigenvalues_(s)[1]', 'eigenvalues_'),
  largest_eigenvector_: helper('largest_eigenvector_(s) = eigenvectors_(s)[:, end]', 'eigenvectors_'),
  smallest_eigenvector_: helper('smallest_eigenvector_(s) = eigenvectors_(s)[:, 1]', 'eigenvectors_'),
  resolvent_: helper(
    `function resolvent_(s, k)
    w, q = eigen(symmetric_(s))
    weights = [i == k ? 0.0 : 1 / (w[k] - w[i]) for i in eachindex(w)]
    return q * Diagonal(weights) * transpose(q)
end`,
    'symmetric_',
  ),
  largest_resolvent_: helper('largest_resolvent_(s) = resolvent_(s, size(s, 1))', 'resolvent_'),
  smallest_resolvent_: helper('smallest_resolvent_(s) = resolvent_(s, 1)', 'resolvent_'),
  singular_values_: helper('singular_values_(x) = svdvals(x)'),
  left_singular_vectors_: helper('left_singular_vectors_(x) = svd(x).U'),
  right_singular_vectors_: helper('right_singular_vectors_(x) = svd(x).V'),
  spectral_norm_: helper('spectral_norm_(x) = opnorm(x)'),
  left_singular_vector_: helper('left_singular_vector_(x) = svd(x).U[:, 1]'),
  right_singular_vector_: helper('right_singular_vector_(x) = svd(x).V[:, 1]'),
  cholesky_: helper('cholesky_(s) = Matrix(cholesky(symmetric_(s)).L)', 'symmetric_'),
  lower_half_: helper('lower_half_(a) = [i > j ? 1.0 : i == j ? 0.5 : 0.0 for i in axes(a, 1), j in axes(a, 2)]'),
  scalar_power_: helper('scalar_power_(u, k) = u^k'),
  place_: helper(`function place_(part, lengths, index...)
    whole = zeros(lengths)
    view(whole, index...) .= part
    return whole
end`),
  spread_: helper(`# Zeros, and the entries of the part where the positions of equal letters agree.
function spread_(part, lengths, own, out)
    letters = unique(collect(out))
    place(letter) = findfirst(==(letter), letters)
    (targets, sources) = ([place(letter) for letter in out], [place(letter) for letter in own])
    whole = zeros(lengths)
    for index in CartesianIndices(Tuple(lengths[findfirst(==(letter), collect(out))] for letter in letters))
        entry = part isa Number ? part : part[CartesianIndex(Tuple(index[k] for k in sources))]
        whole[CartesianIndex(Tuple(index[k] for k in targets))] = entry
    end
    return whole
end`),
  rows_: helper('rows_(a) = a isa Number ? [a] : vec(permutedims(a, ndims(a):-1:1))'),
  reshape_: helper(
    `function reshape_(a, lengths...)
    return permutedims(reshape(rows_(a), reverse(lengths)), length(lengths):-1:1)
end`,
    'rows_',
  ),
  einsum_: helper(`# Sums of products over the letters that do not stand behind the arrow.
function einsum_(formula, arrays...)
    left, out = split(formula, "->")
    inputs = split(left, ",")
    lengths = Dict(letter => size(a, axis) for (input, a) in zip(inputs, arrays) for (axis, letter) in enumerate(input))
    letters = [collect(out); [letter for letter in unique(replace(left, "," => "")) if !(letter in out)]]
    places = [[findfirst(==(letter), letters) for letter in input] for input in inputs]
    kept = Tuple(lengths[letter] for letter in out)
    result = zeros(kept)
    for index in CartesianIndices(Tuple(lengths[letter] for letter in letters))
        term = 1.0
        for (a, place) in zip(arrays, places)
            term *= a[CartesianIndex(Tuple(index[k] for k in place))]
        end
        result[CartesianIndex(Tuple(index[k] for k in 1:length(kept)))] += term
    end
    return length(kept) == 0 ? result[] : result
end`),
  matrix_power_: helper('matrix_power_(a, k) = isinteger(k) ? a^Int(k) : exp(k * log(a))'),
  frechet_: helper(`function frechet_(f, a, e)
    n = size(a, 1)
    return f([a e; zero(a) a])[1:n, n+1:end]
end`),
  matrix_function_derivative_: helper(`function matrix_function_derivative_(f, order, a)
    n = size(a, 1)
    out = zeros(ntuple(_ -> n, 2 * order + 2))
    for units in CartesianIndices(ntuple(_ -> n, 2 * order))
        block = a
        for k in 1:order
            unit = zeros(n, n)
            unit[units[2k-1], units[2k]] = 1
            e = kron(Matrix(1.0I, size(block, 1) ÷ n, size(block, 1) ÷ n), unit)
            block = [block e; zero(block) block]
        end
        out[:, :, units] = f(block)[1:n, end-n+1:end]
    end
    return out
end`),
  difference_: helper(
    `# Central differences of f by the arguments at these places, the last axis fastest.
function difference_(f, args, places, step = eps()^(1 / (length(places) + 2)))
    isempty(places) && return rows_(f(args...))
    k = places[end]
    x = args[k]
    columns = map(rows_(x isa Number ? 1 : reshape(1:length(x), size(x)))) do place
        h = step * max(1.0, abs(x[place]))
        ends = map((1, -1)) do sign
            moved = x isa Number ? x + sign * h : copy(x)
            x isa Number || (moved[place] += sign * h)
            difference_(f, [args[1:k-1]; [moved]; args[k+1:end]], places[1:end-1], step)
        end
        (ends[1] - ends[2]) / (2h)
    end
    return vec(permutedims(reduce(hcat, columns)))
end`,
    'rows_',
  ),
};
