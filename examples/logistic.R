#' Logistic regression and Gaussian discriminants, with their gradients in the comments.

#' The loss of logistic regression with a ridge penalty.
#'
#' @param X numeric matrix (n x p), one row an observation
#' @param t numeric vector of length n, 0 or 1
#' @param w numeric vector of length p
#' @param lambda the weight of the penalty
logistic_loss <- function(w, X, t, lambda) {
  # X: (n, p), t: (n,), w: (p,), lambda: scalar
  # L = sum(softplus(X w)) - t' X w + lambda/2 * w'w
  # ∇_w L = X' (sigmoid(X w) - t) + lambda w
  # ∂²L/∂w² = X' diag(sigmoid(X w) * (1 - sigmoid(X w))) X + lambda I
  z <- drop(X %*% w)
  sum(log1p(exp(z))) - sum(t * z) + lambda / 2 * sum(w^2)
}

logistic_gradient <- function(w, X, t, lambda) {
  drop(crossprod(X, plogis(X %*% w) - t)) + lambda * w
}

# The normal equations of generalised least squares.
#
# X: (n, p), y: (n,), b: (p,)
# V ∈ ℝ^{n×n}, symmetric positive definite
#
# q = (y - X b)' V^{-1} (y - X b)
# ∇_b q = -2 X' V^{-1} (y - X b)
gls <- function(X, y, V) {
  Vi_X <- solve(V, X)
  solve(crossprod(X, Vi_X), crossprod(Vi_X, y))
}
