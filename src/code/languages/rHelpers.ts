/**
 * Functions that R lacks, as text that goes into a generated file when it is used. Vectors have no dim, arrays have one.
 *
 * expm: scaling and squaring with the [13/13] Padé approximant, Higham (2005), SIAM J. Matrix Anal. Appl. 26(4).
 * sqrtm: Denman and Beavers' iteration, Higham, Functions of Matrices (2008), (6.15); logm: inverse scaling and squaring, ibid., 11.4.
 * The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), ibid., (3.16).
 */

import type { Helpers } from '../helpers.ts';

const helper = (source: string, ...needs: readonly string[]) => ({ needs, imports: [], source });

export const R_HELPERS: Helpers = {
  shape_: helper(`shape_ <- function(a) if (is.null(dim(a))) length(a) else dim(a)`),
  check_shape_: helper(
    `check_shape_ <- function(caller, name, a, expected) {
  given <- shape_(a)
  if (length(given) != length(expected) || any(given != expected, na.rm = TRUE))
    stop(sprintf("%s: %s has the shape (%s), but (%s) is needed", caller, name, toString(given), toString(expected)), call. = FALSE)
}`,
    'shape_',
  ),
  softplus_: helper('softplus_ <- function(x) pmax(x, 0) + log1p(exp(-abs(x)))'),
  step_: helper('step_ <- function(x) (x > 0) + 0'),
  erf_: helper(`erf_ <- function(x) 2 * pnorm(x * sqrt(2)) - 1`),
  broadcast_: helper(
    `# Entry by entry; an axis of length 1 repeats.
broadcast_ <- function(f, a, b) {
  lengths <- pmax(dim(a), dim(b))
  f(grow_(a, lengths), grow_(b, lengths))
}`,
    'grow_',
  ),
  grow_: helper(`grow_ <- function(a, lengths) {
  index <- lapply(seq_along(lengths), function(k) if (dim(a)[k] == 1) rep(1, lengths[k]) else seq_len(lengths[k]))
  do.call("[", c(list(a), index, list(drop = FALSE)))
}`),
  expand_: helper(
    `expand_ <- function(a, rank, axes) {
  lengths <- rep(1, rank)
  lengths[axes] <- shape_(a)
  array(a, lengths)
}`,
    'shape_',
  ),
  array_: helper('array_ <- function(a, lengths) if (length(lengths) == 0) as.vector(a) else if (length(lengths) == 1) as.vector(a) else array(a, lengths)'),
  sum_: helper('sum_ <- function(a, axes) array_(apply(a, setdiff(seq_along(dim(a)), axes), sum), dim(a)[-axes])', 'array_'),
  softmax_: helper(`softmax_ <- function(z) {
  if (is.null(dim(z))) {
    e <- exp(z - max(z))
    return(e / sum(e))
  }
  last <- length(dim(z))
  e <- exp(sweep(z, seq_len(last - 1), apply(z, seq_len(last - 1), max)))
  sweep(e, seq_len(last - 1), apply(e, seq_len(last - 1), sum), "/")
}`),
  logsumexp_: helper(
    `logsumexp_ <- function(z) {
  one <- function(x) max(x) + log(sum(exp(x - max(x))))
  if (is.null(dim(z))) one(z) else array_(apply(z, seq_len(length(dim(z)) - 1), one), head(dim(z), -1))
}`,
    'array_',
  ),
  max_: helper('max_ <- function(z) if (is.null(dim(z))) max(z) else array_(apply(z, seq_len(length(dim(z)) - 1), max), head(dim(z), -1))', 'array_'),
  hardmax_: helper(
    `hardmax_ <- function(z) {
  one <- function(x) (seq_along(x) == which.max(x)) + 0
  if (is.null(dim(z))) return(one(z))
  order <- seq_along(dim(z))
  aperm(array(apply(z, head(order, -1), one), dim(z)[c(length(order), head(order, -1))]), c(order[-1], 1))
}`,
  ),
  eigensystem_: helper(`# Eigenvalues in ascending order.
eigensystem_ <- function(s) {
  e <- eigen((s + t(s)) / 2, symmetric = TRUE)
  list(values = rev(e$values), vectors = e$vectors[, rev(seq_along(e$values)), drop = FALSE])
}`),
  eigenvalues_: helper('eigenvalues_ <- function(s) eigensystem_(s)$values', 'eigensystem_'),
  eigenvectors_: helper('eigenvectors_ <- function(s) eigensystem_(s)$vectors', 'eigensystem_'),
  gap_reciprocals_: helper(`gap_reciprocals_ <- function(w) {
  one <- diag(length(w))
  (1 - one) / (outer(w, w, function(a, b) b - a) + one)
}`),
  largest_eigenvalue_: helper('largest_eigenvalue_ <- function(s) max(eigenvalues_(s))', 'eigenvalues_'),
  smallest_eigenvalue_: helper('smallest_eigenvalue_ <- function(s) min(eigenvalues_(s))', 'eigenvalues_'),
  largest_eigenvector_: helper('largest_eigenvector_ <- function(s) eigenvectors_(s)[, nrow(s)]', 'eigenvectors_'),
  smallest_eigenvector_: helper('smallest_eigenvector_ <- function(s) eigenvectors_(s)[, 1]', 'eigenvectors_'),
  resolvent_: helper(
    `resolvent_ <- function(s, k) {
  e <- eigensystem_(s)
  weights <- e$values[k] - e$values
  weights[k] <- Inf
  e$vectors %*% (t(e$vectors) / weights)
}`,
    'eigensystem_',
  ),
  largest_resolvent_: helper('largest_resolvent_ <- function(s) resolvent_(s, nrow(s))', 'resolvent_'),
  smallest_resolvent_: helper('smallest_resolvent_ <- function(s) resolvent_(s, 1)', 'resolvent_'),
  singular_values_: helper('singular_values_ <- function(x) svd(x)$d'),
  left_singular_vectors_: helper('left_singular_vectors_ <- function(x) svd(x)$u'),
  right_singular_vectors_: helper('right_singular_vectors_ <- function(x) svd(x)$v'),
  spectral_norm_: helper('spectral_norm_ <- function(x) svd(x)$d[1]'),
  left_singular_vector_: helper('left_singular_vector_ <- function(x) svd(x)$u[, 1]'),
  right_singular_vector_: helper('right_singular_vector_ <- function(x) svd(x)$v[, 1]'),
  cholesky_: helper('cholesky_ <- function(s) t(chol((s + t(s)) / 2))'),
  lower_half_: helper('lower_half_ <- function(a) lower.tri(a, diag = TRUE) - diag(nrow(a)) / 2'),
  scalar_power_: helper('scalar_power_ <- function(u, k) u^k'),
  logabsdet_: helper('logabsdet_ <- function(a) as.vector(determinant(a)$modulus)'),
  pinv_: helper(`pinv_ <- function(a) {
  s <- svd(a)
  kept <- s$d > max(dim(a)) * .Machine$double.eps * max(s$d)
  s$v[, kept, drop = FALSE] %*% (t(s$u[, kept, drop = FALSE]) / s$d[kept])
}`),
  select_: helper(
    `select_ <- function(a, positions) {
  index <- lapply(positions, function(p) if (is.na(p)) TRUE else p)
  array_(do.call("[", c(list(a), index)), shape_(a)[is.na(positions)])
}`,
    'shape_',
    'array_',
  ),
  place_: helper(
    `place_ <- function(part, lengths, positions) {
  whole <- array(0, lengths)
  index <- lapply(positions, function(p) if (is.na(p)) TRUE else p)
  array_(do.call("[<-", c(list(whole), index, list(value = part))), lengths)
}`,
    'array_',
  ),
  spread_: helper(`# Zeros, and the entries of the part where the positions of equal letters agree.
spread_ <- function(part, lengths, own, out) {
  out <- strsplit(out, "")[[1]]
  strides <- cumprod(c(1, lengths))[seq_along(lengths)]
  at <- 1
  for (letter in unique(c(strsplit(own, "")[[1]], out))) {
    places <- out == letter
    at <- c(outer(at, sum(strides[places]) * (seq_len(lengths[places][1]) - 1), "+"))
  }
  whole <- array(0, lengths)
  whole[at] <- c(part)
  whole
}`),
  slice_: helper(
    `slice_ <- function(a, axis, offset, length) {
  index <- rep(list(TRUE), length(shape_(a)))
  index[[axis]] <- offset + seq_len(length)
  do.call("[", c(list(a), index, list(drop = FALSE)))
}`,
    'shape_',
  ),
  bind_: helper(
    `bind_ <- function(axis, ...) {
  parts <- list(...)
  lengths <- shape_(parts[[1]])
  order <- c(setdiff(seq_along(lengths), axis), axis)
  lengths[axis] <- sum(sapply(parts, function(part) shape_(part)[axis]))
  if (length(lengths) == 1) return(c(...))
  aperm(array(unlist(lapply(parts, aperm, order)), lengths[order]), order(order))
}`,
    'shape_',
  ),
  rows_: helper('rows_ <- function(a) if (is.null(dim(a))) as.vector(a) else as.vector(aperm(a))'),
  reshape_: helper(
    `reshape_ <- function(a, lengths) {
  if (length(lengths) < 2) rows_(a) else aperm(array(rows_(a), rev(lengths)))
}`,
    'rows_',
  ),
  einsum_: helper(
    `# Sums of products over the letters that do not stand behind the arrow.
einsum_ <- function(formula, a, b = NULL) {
  parts <- strsplit(formula, "->", fixed = TRUE)[[1]]
  inputs <- lapply(strsplit(strsplit(parts[1], ",", fixed = TRUE)[[1]], ""), identity)
  out <- if (length(parts) > 1) strsplit(parts[2], "")[[1]] else character(0)
  lengths <- c(setNames(shape_(a), inputs[[1]]), if (length(inputs) > 1) setNames(shape_(b), inputs[[2]]))
  lengths <- lengths[!duplicated(names(lengths))]
  x <- inputs[[1]]
  if (anyDuplicated(x)) { a <- diagonal_(a, x, unique(x), lengths); x <- unique(x) }
  y <- character(0)
  if (length(inputs) > 1) {
    y <- inputs[[2]]
    if (anyDuplicated(y)) { b <- diagonal_(b, y, unique(y), lengths); y <- unique(y) }
  } else b <- 1
  alone <- setdiff(setdiff(x, y), out)
  left <- intersect(setdiff(x, y), out)
  summed <- setdiff(intersect(x, y), out)
  batch <- intersect(intersect(x, y), out)
  right <- setdiff(y, x)
  n <- function(letters) prod(lengths[letters])
  arranged <- function(a, from, to) if (length(to) > 1) aperm(a, match(to, from)) else a
  p <- colSums(array(arranged(a, x, c(alone, left, summed, batch)), c(n(alone), n(left) * n(summed) * n(batch))))
  p <- array(p, c(n(left), n(summed), n(batch)))
  q <- array(arranged(b, y, c(summed, right, batch)), c(n(summed), n(right), n(batch)))
  result <- array(0, c(n(left), n(right), n(batch)))
  for (k in seq_len(n(batch))) result[, , k] <- matrix(p[, , k], n(left)) %*% matrix(q[, , k], n(summed))
  from <- c(left, right, batch)
  array_(if (length(out) > 1) aperm(array(result, lengths[from]), match(out, from)) else result, unname(lengths[out]))
}`,
    'shape_',
    'diagonal_',
    'array_',
  ),
  diagonal_: helper(
    `# One axis for each letter.
diagonal_ <- function(a, letters, kept, lengths) {
  index <- as.matrix(expand.grid(lapply(kept, function(letter) seq_len(lengths[letter]))))
  array_(a[index[, match(letters, kept), drop = FALSE]], unname(lengths[kept]))
}`,
    'array_',
  ),
  expm_: helper(`expm_ <- function(a) {
  b <- c(64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800,
         33522128640, 1323241920, 40840800, 960960, 16380, 182, 1)
  norm <- max(colSums(abs(a)))
  squarings <- if (norm > 0) max(0, ceiling(log2(norm / 5.371920351148152))) else 0
  a <- a / 2^squarings
  one <- diag(nrow(a))
  a2 <- a %*% a
  a4 <- a2 %*% a2
  a6 <- a4 %*% a2
  u <- a %*% (a6 %*% (b[14] * a6 + b[12] * a4 + b[10] * a2) + b[8] * a6 + b[6] * a4 + b[4] * a2 + b[2] * one)
  v <- a6 %*% (b[13] * a6 + b[11] * a4 + b[9] * a2) + b[7] * a6 + b[5] * a4 + b[3] * a2 + b[1] * one
  x <- solve(v - u, v + u)
  for (k in seq_len(squarings)) x <- x %*% x
  x
}`),
  sqrtm_: helper(`sqrtm_ <- function(a) {
  x <- a
  y <- diag(nrow(a))
  for (k in 1:100) {
    before <- x
    x_inv <- solve(x)
    x <- (x + solve(y)) / 2
    y <- (y + x_inv) / 2
    if (sum((x - before)^2) <= 1e-30 * sum(x^2)) break
  }
  x
}`),
  logm_: helper(
    `logm_ <- function(a) {
  one <- diag(nrow(a))
  roots <- 0
  while (max(colSums(abs(a - one))) > 0.25 && roots < 60) {
    a <- sqrtm_(a)
    roots <- roots + 1
  }
  nodes <- c(0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363)
  weights <- c(0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763)
  x <- a - one
  total <- 0 * x
  for (k in seq_along(nodes)) for (s in c(-1, 1)) total <- total + weights[k] / 2 * solve(one + (1 + s * nodes[k]) / 2 * x, x)
  2^roots * total
}`,
    'sqrtm_',
  ),
  rotation_: helper('# exp([0 -A; A 0]) = [cos A, -sin A; sin A, cos A]\nrotation_ <- function(a) expm_(rbind(cbind(0 * a, -a), cbind(a, 0 * a)))', 'expm_'),
  cosm_: helper('cosm_ <- function(a) rotation_(a)[seq_len(nrow(a)), seq_len(nrow(a)), drop = FALSE]', 'rotation_'),
  sinm_: helper('sinm_ <- function(a) rotation_(a)[nrow(a) + seq_len(nrow(a)), seq_len(nrow(a)), drop = FALSE]', 'rotation_'),
  matrix_power_: helper(
    `matrix_power_ <- function(a, k) {
  if (k != round(k)) return(expm_(k * logm_(a)))
  if (k < 0) a <- solve(a)
  result <- diag(nrow(a))
  for (j in seq_len(abs(k))) result <- result %*% a
  result
}`,
    'expm_',
    'logm_',
  ),
  frechet_: helper(`frechet_ <- function(f, a, e) {
  n <- nrow(a)
  f(rbind(cbind(a, e), cbind(0 * a, a)))[seq_len(n), n + seq_len(n), drop = FALSE]
}`),
  matrix_function_derivative_: helper(`matrix_function_derivative_ <- function(f, order, a) {
  n <- nrow(a)
  parts <- lapply(seq_len((n * n)^order) - 1, function(choice) {
    block <- a
    for (k in seq_len(order)) {
      unit <- matrix(0, n, n)
      unit[1 + choice %% (n * n)] <- 1
      choice <- choice %/% (n * n)
      e <- kronecker(diag(nrow(block) / n), unit)
      block <- rbind(cbind(block, e), cbind(0 * block, block))
    }
    f(block)[seq_len(n), ncol(block) - n + seq_len(n)]
  })
  array(unlist(parts), rep(n, 2 * order + 2))
}`),
  difference_: helper(
    `# Central differences of f by the arguments at these places, the last axis fastest.
difference_ <- function(f, args, places, step = .Machine$double.eps^(1 / (length(places) + 2))) {
  if (length(places) == 0) return(rows_(do.call(f, args)))
  k <- places[length(places)]
  before <- places[-length(places)]
  x <- args[[k]]
  columns <- sapply(rows_(array_(seq_along(x), dim(x))), function(place) {
    h <- step * max(1, abs(x[place]))
    up <- down <- args
    up[[k]][place] <- x[place] + h
    down[[k]][place] <- x[place] - h
    (difference_(f, up, before, step) - difference_(f, down, before, step)) / (2 * h)
  })
  as.vector(if (is.matrix(columns)) t(columns) else columns)
}`,
    'rows_',
    'array_',
  ),
};
