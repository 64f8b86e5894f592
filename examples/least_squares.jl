#=
Least squares in the notation of a first course on machine learning.

Φ ∈ ℝ^{N×D}   features, one row a sample
y ∈ ℝ^N       observations
θ ∈ ℝ^D       parameters
=#

using LinearAlgebra

# e = y - Φ θ
# L = ‖e‖²
#
# By the chain rule, with the shapes 1×N and N×D:
# dL/dθ = 2 eᵀ de/dθ
#       = -2 eᵀ Φ
#       = -2 (y - Φ θ)ᵀ Φ
loss(Φ, y, θ) = sum(abs2, y - Φ * θ)
gradient(Φ, y, θ) = -2 * Φ' * (y - Φ * θ)

# The gradient vanishes where Φᵀ Φ θ = Φᵀ y.
# θ = (Φᵀ Φ)⁻¹ Φᵀ y
solve(Φ, y) = Φ \ y

"""
Weighted least squares.

A ∈ ℝ^{m×n}, b ∈ ℝ^m, x ∈ ℝ^n
W ∈ ℝ^{m×m}, symmetric positive definite

    f = 1/2 (A x - b)ᵀ W (A x - b)
    ∇_x f = Aᵀ W (A x - b)
    ∂²f/∂x² = Aᵀ W A
"""
function weighted(A, b, W)
    residual(x) = A * x - b
    # The normal equations: Aᵀ W A x = Aᵀ W b
    x = (A' * W * A) \ (A' * W * b)  # (n,)
    return x, residual(x)
end

function gauss_newton(r, J, x; steps = 10)
    #= nabla:
    J ∈ ℝ^{m×n}, r ∈ ℝ^m, δ ∈ ℝ^n
    q = 1/2 ‖r + J δ‖²
    ∇_δ q = J' (r + J δ)
    =#
    for _ in 1:steps
        x = x - J(x) \ r(x)
    end
    return x
end
