// A quadratic form and its gradient.
//
// nabla: A ∈ ℝ^{n×n}, symmetric, x ∈ ℝ^n
// f = xᵀ A x
// df/dx
double quadratic(const Matrix& A, const Vector& x) { return dot(x, A * x); }
