/** Functions that C++ and Eigen lack. The derivative of f at A in the direction E is the upper right block of f([A E; 0 A]), Higham (2008), (3.16). */

import type { Helpers } from '../helpers.ts';

const helper = (source: string, needs: readonly string[] = [], imports: readonly string[] = []) => ({ needs, imports, source });
const TENSOR = ['<unsupported/Eigen/CXX11/Tensor>'];
const MATRIX_FUNCTIONS = ['<unsupported/Eigen/MatrixFunctions>'];
const matrixFunction = (name: string, method: string) =>
  helper(`inline Eigen::MatrixXd ${name}_(const Eigen::MatrixXd& a) { return a.${method}(); }`, [], MATRIX_FUNCTIONS);

export const CPP_HELPERS: Helpers = {
  sign_: helper('inline double sign_(double x) { return (x > 0) - (x < 0); }'),
  sigmoid_: helper('inline double sigmoid_(double x) { return 1 / (1 + std::exp(-x)); }'),
  softplus_: helper('inline double softplus_(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }'),
  relu_: helper('inline double relu_(double x) { return std::max(x, 0.0); }'),
  step_: helper('inline double step_(double x) { return x > 0 ? 1 : 0; }'),
  check_shape_: helper(`// An expected length of -1 is any.
inline void check_shape_(const std::string& caller, const std::string& name, const std::vector<Eigen::Index>& given, const std::vector<Eigen::Index>& expected) {
  for (std::size_t axis = 0; axis < expected.size(); ++axis)
    if (expected[axis] != -1 && given[axis] != expected[axis])
      throw std::invalid_argument(caller + ": axis " + std::to_string(axis) + " of " + name + " has the length " + std::to_string(given[axis]) + ", but " +
                                  std::to_string(expected[axis]) + " is needed");
}`),
  broadcast_: helper(`// Entry by entry; an axis of length 1 repeats.
template <class Function>
Eigen::MatrixXd broadcast_(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, Function f) {
  return Eigen::MatrixXd::NullaryExpr(std::max(a.rows(), b.rows()), std::max(a.cols(), b.cols()), [&](Eigen::Index i, Eigen::Index j) {
    return f(a(a.rows() == 1 ? 0 : i, a.cols() == 1 ? 0 : j), b(b.rows() == 1 ? 0 : i, b.cols() == 1 ? 0 : j));
  });
}`),
  logabsdet_: helper(`inline double logabsdet_(const Eigen::MatrixXd& a) {
  return a.partialPivLu().matrixLU().diagonal().array().abs().log().sum();
}`),
  softmax_: helper(`inline Eigen::VectorXd softmax_(const Eigen::VectorXd& z) {
  const Eigen::VectorXd e = (z.array() - z.maxCoeff()).exp().matrix();
  return e / e.sum();
}
inline Eigen::MatrixXd softmax_(const Eigen::MatrixXd& z) {
  Eigen::MatrixXd p(z.rows(), z.cols());
  for (Eigen::Index i = 0; i < z.rows(); ++i) p.row(i) = softmax_(Eigen::VectorXd(z.row(i).transpose())).transpose();
  return p;
}`),
  logsumexp_: helper(`inline double logsumexp_(const Eigen::VectorXd& z) {
  const double top = z.maxCoeff();
  return top + std::log((z.array() - top).exp().sum());
}
inline Eigen::VectorXd logsumexp_(const Eigen::MatrixXd& z) {
  Eigen::VectorXd s(z.rows());
  for (Eigen::Index i = 0; i < z.rows(); ++i) s(i) = logsumexp_(Eigen::VectorXd(z.row(i).transpose()));
  return s;
}`),
  max_: helper(`inline double max_(const Eigen::VectorXd& z) { return z.maxCoeff(); }
inline Eigen::VectorXd max_(const Eigen::MatrixXd& z) { return z.rowwise().maxCoeff(); }`),
  hardmax_: helper(`inline Eigen::VectorXd hardmax_(const Eigen::VectorXd& z) {
  Eigen::Index at;
  z.maxCoeff(&at);
  return Eigen::VectorXd::Unit(z.size(), at);
}
inline Eigen::MatrixXd hardmax_(const Eigen::MatrixXd& z) {
  Eigen::MatrixXd h(z.rows(), z.cols());
  for (Eigen::Index i = 0; i < z.rows(); ++i) h.row(i) = hardmax_(Eigen::VectorXd(z.row(i).transpose())).transpose();
  return h;
}`),
  eigensystem_: helper(`// Eigenvalues in ascending order.
inline Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigensystem_(const Eigen::MatrixXd& s) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>((s + s.transpose()) / 2.0);
}`),
  eigenvalues_: helper('inline Eigen::VectorXd eigenvalues_(const Eigen::MatrixXd& s) { return eigensystem_(s).eigenvalues(); }', ['eigensystem_']),
  eigenvectors_: helper('inline Eigen::MatrixXd eigenvectors_(const Eigen::MatrixXd& s) { return eigensystem_(s).eigenvectors(); }', ['eigensystem_']),
  gap_reciprocals_: helper(`inline Eigen::MatrixXd gap_reciprocals_(const Eigen::VectorXd& w) {
  return Eigen::MatrixXd::NullaryExpr(w.size(), w.size(), [&](Eigen::Index i, Eigen::Index j) { return i == j ? 0.0 : 1 / (w(j) - w(i)); });
}`),
  largest_eigenvalue_: helper('inline double largest_eigenvalue_(const Eigen::MatrixXd& s) { return eigenvalues_(s).maxCoeff(); }', ['eigenvalues_']),
  smallest_eigenvalue_: helper('inline double smallest_eigenvalue_(const Eigen::MatrixXd& s) { return eigenvalues_(s).minCoeff(); }', ['eigenvalues_']),
  largest_eigenvector_: helper('inline Eigen::VectorXd largest_eigenvector_(const Eigen::MatrixXd& s) { return eigenvectors_(s).col(s.cols() - 1); }', [
    'eigenvectors_',
  ]),
  smallest_eigenvector_: helper('inline Eigen::VectorXd smallest_eigenvector_(const Eigen::MatrixXd& s) { return eigenvectors_(s).col(0); }', [
    'eigenvectors_',
  ]),
  resolvent_: helper(
    `inline Eigen::MatrixXd resolvent_(const Eigen::MatrixXd& s, Eigen::Index k) {
  const auto system = eigensystem_(s);
  const Eigen::MatrixXd q = system.eigenvectors();
  Eigen::VectorXd weights = (system.eigenvalues()(k) - system.eigenvalues().array()).matrix();
  for (Eigen::Index i = 0; i < weights.size(); ++i) weights(i) = i == k ? 0 : 1 / weights(i);
  return q * weights.asDiagonal() * q.transpose();
}`,
    ['eigensystem_'],
  ),
  largest_resolvent_: helper('inline Eigen::MatrixXd largest_resolvent_(const Eigen::MatrixXd& s) { return resolvent_(s, s.rows() - 1); }', ['resolvent_']),
  smallest_resolvent_: helper('inline Eigen::MatrixXd smallest_resolvent_(const Eigen::MatrixXd& s) { return resolvent_(s, 0); }', ['resolvent_']),
  svd_: helper(`inline Eigen::JacobiSVD<Eigen::MatrixXd> svd_(const Eigen::MatrixXd& x) {
  return Eigen::JacobiSVD<Eigen::MatrixXd>(x, Eigen::ComputeThinU | Eigen::ComputeThinV);
}`),
  singular_values_: helper('inline Eigen::VectorXd singular_values_(const Eigen::MatrixXd& x) { return svd_(x).singularValues(); }', ['svd_']),
  left_singular_vectors_: helper('inline Eigen::MatrixXd left_singular_vectors_(const Eigen::MatrixXd& x) { return svd_(x).matrixU(); }', ['svd_']),
  right_singular_vectors_: helper('inline Eigen::MatrixXd right_singular_vectors_(const Eigen::MatrixXd& x) { return svd_(x).matrixV(); }', ['svd_']),
  spectral_norm_: helper('inline double spectral_norm_(const Eigen::MatrixXd& x) { return svd_(x).singularValues()(0); }', ['svd_']),
  left_singular_vector_: helper('inline Eigen::VectorXd left_singular_vector_(const Eigen::MatrixXd& x) { return svd_(x).matrixU().col(0); }', ['svd_']),
  right_singular_vector_: helper('inline Eigen::VectorXd right_singular_vector_(const Eigen::MatrixXd& x) { return svd_(x).matrixV().col(0); }', ['svd_']),
  cholesky_: helper('inline Eigen::MatrixXd cholesky_(const Eigen::MatrixXd& s) { return Eigen::LLT<Eigen::MatrixXd>((s + s.transpose()) / 2.0).matrixL(); }'),
  lower_half_: helper(`inline Eigen::MatrixXd lower_half_(const Eigen::MatrixXd& a) {
  return Eigen::MatrixXd::NullaryExpr(a.rows(), a.cols(), [](Eigen::Index i, Eigen::Index j) { return i > j ? 1.0 : i == j ? 0.5 : 0.0; });
}`),
  scalar_power_: helper('inline double scalar_power_(double u, double k) { return std::pow(u, k); }'),
  expm_: matrixFunction('expm', 'exp'),
  logm_: matrixFunction('logm', 'log'),
  sqrtm_: matrixFunction('sqrtm', 'sqrt'),
  sinm_: matrixFunction('sinm', 'sin'),
  cosm_: matrixFunction('cosm', 'cos'),
  matrix_power_: helper('inline Eigen::MatrixXd matrix_power_(const Eigen::MatrixXd& a, double k) { return a.pow(k); }', [], MATRIX_FUNCTIONS),
  frechet_: helper(`template <class Function>
Eigen::MatrixXd frechet_(Function f, const Eigen::MatrixXd& a, const Eigen::MatrixXd& e) {
  const Eigen::Index n = a.rows();
  Eigen::MatrixXd block = Eigen::MatrixXd::Zero(2 * n, 2 * n);
  block << a, e, Eigen::MatrixXd::Zero(n, n), a;
  return Eigen::MatrixXd(f(block)).topRightCorner(n, n);
}`),
  matrix_function_derivative_: helper(
    `template <int Order, class Function>
Eigen::Tensor<double, 2 * Order + 2> matrix_function_derivative_(Function f, const Eigen::MatrixXd& a) {
  const Eigen::Index n = a.rows(), units = n * n;
  Eigen::array<Eigen::Index, 2 * Order + 2> shape;
  shape.fill(n);
  Eigen::Tensor<double, 2 * Order + 2> out(shape);
  Eigen::Index choices = 1;
  for (int k = 0; k < Order; ++k) choices *= units;
  for (Eigen::Index choice = 0; choice < choices; ++choice) {
    Eigen::MatrixXd block = a;
    for (Eigen::Index k = 0, rest = choice; k < Order; ++k, rest /= units) {
      const Eigen::Index size = block.rows();
      Eigen::MatrixXd larger = Eigen::MatrixXd::Zero(2 * size, 2 * size);
      larger.topLeftCorner(size, size) = block;
      larger.bottomRightCorner(size, size) = block;
      for (Eigen::Index at = 0; at < size; at += n) larger(at + rest % units % n, size + at + rest % units / n) = 1;
      block = larger;
    }
    const Eigen::MatrixXd part = Eigen::MatrixXd(f(block)).topRightCorner(n, n);
    for (Eigen::Index j = 0; j < n; ++j)
      for (Eigen::Index i = 0; i < n; ++i) out.data()[i + n * j + units * choice] = part(i, j);
  }
  return out;
}`,
    [],
    TENSOR,
  ),
  entries_: helper(`// The entries, the last axis fastest.
inline std::vector<double*> entries_(double& x) { return {&x}; }
inline std::vector<double*> entries_(Eigen::VectorXd& x) {
  std::vector<double*> entries;
  for (Eigen::Index i = 0; i < x.size(); ++i) entries.push_back(&x(i));
  return entries;
}
inline std::vector<double*> entries_(Eigen::MatrixXd& x) {
  std::vector<double*> entries;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < x.cols(); ++j) entries.push_back(&x(i, j));
  return entries;
}`),
  tensor_entries_: helper(
    `template <int Order>
std::vector<double*> entries_(Eigen::Tensor<double, Order>& x) {
  std::vector<double*> entries;
  for (Eigen::Index place = 0; place < x.size(); ++place) {
    Eigen::Index rest = place, stride = x.size(), at = 0;
    for (int axis = Order - 1; axis >= 0; --axis) {
      stride /= x.dimension(axis);
      at += rest % x.dimension(axis) * stride;
      rest /= x.dimension(axis);
    }
    entries.push_back(x.data() + at);
  }
  return entries;
}`,
    ['entries_'],
    TENSOR,
  ),
  values_: helper(
    `inline std::vector<double> values_(const std::vector<double*>& entries) {
  std::vector<double> values;
  for (const double* entry : entries) values.push_back(*entry);
  return values;
}`,
    ['entries_'],
  ),
  difference_: helper(
    `// Central differences of the value by the first \`count\` lists of entries: the value's entries, then those of each list.
inline std::vector<double> difference_(const std::function<std::vector<double>()>& value, const std::vector<std::vector<double*>>& lists, std::size_t count, double step) {
  if (count == 0) return value();
  std::vector<std::vector<double>> columns;
  for (double* entry : lists[count - 1]) {
    const double kept = *entry, h = step * std::max(1.0, std::abs(kept));
    *entry = kept + h;
    std::vector<double> up = difference_(value, lists, count - 1, step);
    *entry = kept - h;
    const std::vector<double> down = difference_(value, lists, count - 1, step);
    *entry = kept;
    for (std::size_t k = 0; k < up.size(); ++k) up[k] = (up[k] - down[k]) / (2 * h);
    columns.push_back(up);
  }
  std::vector<double> all;
  for (std::size_t k = 0; k < columns[0].size(); ++k)
    for (const std::vector<double>& column : columns) all.push_back(column[k]);
  return all;
}`,
    ['values_'],
  ),
};
