"""A two-layer network in NumPy, with its backward pass derived in the comments.

Rows are samples: the batch has n of them, with d features, h hidden units and k outputs.
"""

import numpy as np


def forward(parameters, X, Y):
    """Loss of the network on one batch, and what the backward pass needs.

    X  : array of shape (n, d), the inputs
    Y  : array of shape (n, k), the targets
    W1 : array of shape (d, h)
    W2 : array of shape (h, k)
    """
    W1, b1, W2, b2 = parameters
    Z1 = X @ W1 + b1  # (n, h)
    A1 = np.maximum(Z1, 0)  # (n, h)
    Z2 = A1 @ W2 + b2  # (n, k)
    E = Z2 - Y  # (n, k)
    loss = 0.5 * np.sum(E**2) / len(X)
    return loss, (Z1, A1, E)


# X: (n, d), W1: (d, h), b1: (h,)
# W2: (h, k), b2: (k,), Y: (n, k)
#
# Forward:
#   Z1 = X W1 + 1 b1ᵀ
#   A1 = relu(Z1)
#   Z2 = A1 W2 + 1 b2ᵀ
#   E = Z2 - Y
#   L = 1/(2n) ‖E‖_F²
#
# Backward, from the loss to the inputs:
#   dL/dZ2 = (1/n) (Z2 - Y)
#   dW2 = A1ᵀ dZ2
#   db2 = dZ2ᵀ 1
#   dA1 = dZ2 W2ᵀ
#   dZ1 = dA1 ⊙ step(Z1)
#   dW1 = Xᵀ dZ1
#   db1 = dZ1ᵀ 1
def backward(parameters, X, cache):
    W1, b1, W2, b2 = parameters
    Z1, A1, E = cache
    dZ2 = E / len(X)
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0)
    dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), dW2, db2


def ridge(X, y, lam):
    """Closed-form ridge regression, the last layer on fixed features."""
    # X ∈ ℝ^{n×d}, y ∈ ℝ^n, w ∈ ℝ^d, lam ∈ ℝ
    # L = ‖y - X w‖² + lam ‖w‖²
    # ∇_w L = -2 Xᵀ (y - X w) + 2 lam w, which vanishes at
    # w = (Xᵀ X + lam I)⁻¹ Xᵀ y
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
