import numpy as np


def loss(X, W, T):
    """The squared error of a linear layer."""
    # nabla:
    # X ∈ ℝ^{B×D}, W ∈ ℝ^{D×K}, T ∈ ℝ^{B×K}
    # E = X W - T
    # L = ‖E‖_F²
    # dL/dW
    E = X @ W - T
    return np.sum(E * E)
