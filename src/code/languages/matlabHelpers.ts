/**
 * Functions that MATLAB and Octave lack, as local functions of a generated file. Vectors are columns.
 *
 * The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), Higham, Functions of Matrices (2008), (3.16).
 */

import type { Helpers } from '../helpers.ts';

const helper = (source: string, ...needs: readonly string[]) => ({ needs, imports: [], source });

export const MATLAB_HELPERS: Helpers = {
  check_shape_: helper(`function check_shape_(caller, name, a, expected)
  given = size(a);
  given(end + 1:numel(expected)) = 1;
  expected(isnan(expected)) = given(isnan(expected));
  if ~isequal(given, expected)
    error('%s: %s has the size %s, but %s is needed', caller, name, mat2str(given), mat2str(expected));
  end
end`),
  softplus_: helper(`function y = softplus_(x)
  y = max(x, 0) + log1p(exp(-abs(x)));
end`),
  total_: helper(`function s = total_(a)
  s = sum(a(:));
end`),
  sum_: helper(`function s = sum_(a, rank, axes)
  lengths = arrayfun(@(k) size(a, k), 1:rank);
  for axis = axes
    a = sum(a, axis);
  end
  lengths(axes) = [];
  s = reshape(a, [lengths, 1, 1]);
end`),
  expand_: helper(`function b = expand_(a, rank, axes)
  lengths = ones(1, rank);
  for k = 1:numel(axes)
    lengths(axes(k)) = size(a, k);
  end
  b = reshape(a, lengths);
end`),
  logabsdet_: helper(`function d = logabsdet_(a)
  [~, u, ~] = lu(a);
  d = sum(log(abs(diag(u))));
end`),
  softmax_: helper(`function p = softmax_(z, axis)
  p = exp(z - max(z, [], axis));
  p = p ./ sum(p, axis);
end`),
  logsumexp_: helper(`function s = logsumexp_(z, axis)
  top = max(z, [], axis);
  s = top + log(sum(exp(z - top), axis));
end`),
  max_: helper(`function m = max_(z, axis)
  m = max(z, [], axis);
end`),
  hardmax_: helper(`function h = hardmax_(z, axis)
  [~, at] = max(z, [], axis);
  lengths = ones(1, ndims(z));
  lengths(axis) = size(z, axis);
  h = double(reshape(1:size(z, axis), lengths) == at);
end`),
  eigensystem_: helper(`function [w, q] = eigensystem_(s)
  [q, d] = eig((s + s.') / 2);
  [w, order] = sort(diag(d));
  q = q(:, order);
end`),
  eigenvalues_: helper(`function w = eigenvalues_(s)
  w = sort(eig((s + s.') / 2));
end`),
  eigenvectors_: helper(
    `function q = eigenvectors_(s)
  [~, q] = eigensystem_(s);
end`,
    'eigensystem_',
  ),
  gap_reciprocals_: helper(`function f = gap_reciprocals_(w)
  one = eye(numel(w));
  f = (1 - one) ./ (w.' - w + one);
end`),
  largest_eigenvalue_: helper(`function w = largest_eigenvalue_(s)
  w = max(eig((s + s.') / 2));
end`),
  largest_eigenvector_: helper(
    `function q = largest_eigenvector_(s)
  [~, q] = eigensystem_(s);
  q = q(:, end);
end`,
    'eigensystem_',
  ),
  resolvent_: helper(
    `function r = resolvent_(s, k)
  [w, q] = eigensystem_(s);
  weights = w(k) - w;
  weights(k) = Inf;
  r = q * diag(1 ./ weights) * q.';
end`,
    'eigensystem_',
  ),
  largest_resolvent_: helper(
    `function r = largest_resolvent_(s)
  r = resolvent_(s, size(s, 1));
end`,
    'resolvent_',
  ),
  smallest_eigenvalue_: helper(`function w = smallest_eigenvalue_(s)
  w = min(eig((s + s.') / 2));
end`),
  smallest_eigenvector_: helper(
    `function q = smallest_eigenvector_(s)
  [~, q] = eigensystem_(s);
  q = q(:, 1);
end`,
    'eigensystem_',
  ),
  smallest_resolvent_: helper(
    `function r = smallest_resolvent_(s)
  r = resolvent_(s, 1);
end`,
    'resolvent_',
  ),
  singular_values_: helper(`function d = singular_values_(x)
  d = svd(x);
end`),
  left_singular_vectors_: helper(`function u = left_singular_vectors_(x)
  [u, ~, v] = svd(x, 'econ');
end`),
  right_singular_vectors_: helper(`function v = right_singular_vectors_(x)
  [u, ~, v] = svd(x, 'econ');
end`),
  spectral_norm_: helper(`function d = spectral_norm_(x)
  d = norm(x);
end`),
  left_singular_vector_: helper(
    `function u = left_singular_vector_(x)
  u = left_singular_vectors_(x);
  u = u(:, 1);
end`,
    'left_singular_vectors_',
  ),
  right_singular_vector_: helper(
    `function v = right_singular_vector_(x)
  v = right_singular_vectors_(x);
  v = v(:, 1);
end`,
    'right_singular_vectors_',
  ),
  cholesky_: helper(`function l = cholesky_(s)
  l = chol((s + s.') / 2, 'lower');
end`),
  lower_half_: helper(`function h = lower_half_(a)
  h = tril(a) - eye(size(a, 1)) / 2;
end`),
  scalar_power_: helper(`function p = scalar_power_(u, k)
  p = u ^ k;
end`),
  select_: helper(`function b = select_(a, index)
  kept = cellfun(@ischar, index);
  lengths = arrayfun(@(k) size(a, k), 1:numel(index));
  b = reshape(a(index{:}), [lengths(kept), 1, 1]);
end`),
  place_: helper(`function whole = place_(part, lengths, index)
  whole = zeros([lengths, 1]);
  whole(index{:}) = reshape(part, size(whole(index{:})));
end`),
  spread_: helper(`function whole = spread_(part, lengths, own, out)
  % Zeros, and the entries of the part where the positions of equal letters agree.
  strides = cumprod([1, lengths(1:end - 1)]);
  at = 1;
  for letter = [own, out(~ismember(out, own) & arrayfun(@(k) find(out == out(k), 1) == k, 1:numel(out)))]
    places = find(out == letter);
    at = reshape(bsxfun(@plus, at(:), sum(strides(places)) * (0:lengths(places(1)) - 1)), [], 1);
  end
  whole = zeros([lengths, 1]);
  whole(at) = repmat(part(:), numel(at) / numel(part), 1);
end`),
  slice_: helper(`function b = slice_(a, rank, axis, offset, length)
  index = repmat({':'}, 1, rank);
  index{axis} = offset + (1:length);
  b = a(index{:});
end`),
  rows_: helper(`function v = rows_(a)
  v = reshape(permute(a, ndims(a):-1:1), [], 1);
end`),
  reshape_: helper(
    `function b = reshape_(a, lengths)
  b = reshape(rows_(a), [fliplr(lengths), 1, 1]);
  if numel(lengths) > 1
    b = permute(b, numel(lengths):-1:1);
  end
end`,
    'rows_',
  ),
  diagonal_: helper(`function [a, letters] = diagonal_(a, letters)
  % One axis for each letter.
  for letter = unique(letters)
    places = find(letters == letter);
    while numel(places) > 1
      others = setdiff(1:numel(letters), places(1:2));
      lengths = arrayfun(@(k) size(a, k), 1:numel(letters));
      n = lengths(places(1));
      a = reshape(permute(a, [places(1:2), others]), n * n, []);
      a = reshape(a(1:n + 1:end, :), [n, lengths(others), 1, 1]);
      letters = [letter, letters(others)];
      places = find(letters == letter);
    end
  end
end`),
  arrange_: helper(`function a = arrange_(a, from, to)
  if numel(to) > 1
    [~, order] = ismember(to, from);
    a = permute(a, order);
  end
end`),
  row_: helper(`function v = row_(v)
  v = reshape(v, 1, []);
end`),
  einsum_: helper(
    `function c = einsum_(formula, a, b)
  % Sums of products over the letters that do not stand behind the arrow.
  parts = strsplit(formula, '->');
  inputs = strsplit(parts{1}, ',');
  out = parts{2};
  [a, x] = diagonal_(a, inputs{1});
  y = '';
  if numel(inputs) > 1
    [b, y] = diagonal_(b, inputs{2});
  else
    b = 1;
  end
  only_x = row_(x(~ismember(x, y) & ~ismember(x, out)));
  summed = row_(x(ismember(x, y) & ~ismember(x, out)));
  batch = row_(x(ismember(x, y) & ismember(x, out)));
  left = row_(x(~ismember(x, y) & ismember(x, out)));
  right = row_(y(~ismember(y, x)));
  lengths = @(word) [row_(arrayfun(@(letter) size(a, find(x == letter, 1)), word(ismember(word, x)))), ...
                     row_(arrayfun(@(letter) size(b, find(y == letter, 1)), word(~ismember(word, x))))];
  n = @(word) prod(lengths(word));
  p = sum(reshape(arrange_(a, x, [only_x, left, summed, batch]), n(only_x), n(left) * n(summed) * n(batch)), 1);
  p = reshape(p, n(left), n(summed), n(batch));
  q = reshape(arrange_(b, y, [summed, right, batch]), n(summed), n(right), n(batch));
  c = zeros(n(left), n(right), n(batch));
  for k = 1:n(batch)
    c(:, :, k) = p(:, :, k) * q(:, :, k);
  end
  shape = [lengths(left), lengths(right), lengths(batch)];
  c = arrange_(reshape(c, [shape, 1, 1]), [left, right, batch], out);
end`,
    'diagonal_',
    'arrange_',
    'row_',
  ),
  sinm_: helper(`function s = sinm_(a)
  s = imag(expm(1i * a));
end`),
  cosm_: helper(`function c = cosm_(a)
  c = real(expm(1i * a));
end`),
  matrix_power_: helper(`function p = matrix_power_(a, k)
  if k == round(k)
    p = a ^ k;
  else
    p = real(expm(k * logm(a)));
  end
end`),
  frechet_: helper(`function d = frechet_(f, a, e)
  n = size(a, 1);
  whole = f([a, e; zeros(n), a]);
  d = whole(1:n, n + 1:end);
end`),
  matrix_function_derivative_: helper(`function d = matrix_function_derivative_(f, order, a)
  n = size(a, 1);
  d = zeros(n * n, (n * n) ^ order);
  for choice = 0:(n * n) ^ order - 1
    block = a;
    rest = choice;
    for k = 1:order
      unit = zeros(n);
      unit(1 + mod(rest, n * n)) = 1;
      rest = floor(rest / (n * n));
      e = kron(eye(size(block, 1) / n), unit);
      block = [block, e; zeros(size(block)), block];
    end
    whole = f(block);
    d(:, 1 + choice) = reshape(whole(1:n, end - n + 1:end), [], 1);
  end
  d = reshape(d, repmat(n, 1, 2 * order + 2));
end`),
  difference_: helper(
    `function q = difference_(f, args, places, step)
  % Central differences of f by the arguments at these places, the last axis fastest.
  if isempty(places)
    q = rows_(f(args{:}));
    return
  end
  if nargin < 4
    step = eps ^ (1 / (numel(places) + 2));
  end
  k = places(end);
  x = args{k};
  columns = cell(1, numel(x));
  for place = rows_(reshape(1:numel(x), size(x))).'
    h = step * max(1, abs(x(place)));
    up = args;
    up{k}(place) = x(place) + h;
    down = args;
    down{k}(place) = x(place) - h;
    columns{place} = (difference_(f, up, places(1:end - 1), step) - difference_(f, down, places(1:end - 1), step)) / (2 * h);
  end
  columns = columns(rows_(reshape(1:numel(x), size(x))));
  q = reshape([columns{:}].', [], 1);
end`,
    'rows_',
  ),
};
