// A linear Kalman filter with Eigen.
//
// The state has n components, a measurement m.

#include <Eigen/Dense>
#include <cmath>

class KalmanFilter {
 public:
  KalmanFilter(const Eigen::MatrixXd& F, const Eigen::MatrixXd& H, const Eigen::MatrixXd& Q, const Eigen::MatrixXd& R)
      : F(F), H(H), Q(Q), R(R), x(Eigen::VectorXd::Zero(F.rows())), P(Eigen::MatrixXd::Identity(F.rows(), F.rows())) {}

  // F ∈ ℝ^{n×n}, x ∈ ℝ^n
  // P ∈ ℝ^{n×n}, symmetric positive definite
  // Q ∈ ℝ^{n×n}, symmetric positive semidefinite
  //
  // The covariance after the step is F P Fᵀ + Q.
  void predict() {
    x = F * x;
    P = F * P * F.transpose() + Q;
  }

  /**
   * One measurement.
   *
   * P ∈ ℝ^{n×n}, symmetric positive definite
   * R ∈ ℝ^{m×m}, symmetric positive definite
   * H ∈ ℝ^{m×n}, K ∈ ℝ^{n×m}
   *
   * The gain minimises the trace of the covariance in Joseph's form:
   *   J = tr((I - K H) P (I - K H)ᵀ + K R Kᵀ)
   *   dJ/dK = 2 K (H P Hᵀ + R) - 2 P Hᵀ
   * and setting it to zero gives
   *   K = P Hᵀ (H P Hᵀ + R)⁻¹
   */
  void update(const Eigen::VectorXd& z) {
    const Eigen::VectorXd v = z - H * x;  // (m,)
    const Eigen::MatrixXd S = H * P * H.transpose() + R;  // (m × m)
    const Eigen::MatrixXd K = S.ldlt().solve(H * P).transpose();  // (n × m)
    const Eigen::MatrixXd IKH = Eigen::MatrixXd::Identity(P.rows(), P.cols()) - K * H;
    x += K * v;
    P = IKH * P * IKH.transpose() + K * R * K.transpose();
  }

  /// Negative log-likelihood of an innovation, up to a constant.
  ///
  /// v ∈ ℝ^m
  /// S ∈ ℝ^{m×m}, symmetric positive definite
  ///
  /// L = 1/2 log det S + 1/2 vᵀ S⁻¹ v
  /// dL/dv = vᵀ S⁻¹
  /// dL/dS = 1/2 S⁻¹ - 1/2 S⁻¹ v vᵀ S⁻¹
  static double negativeLogLikelihood(const Eigen::VectorXd& v, const Eigen::MatrixXd& S) {
    const Eigen::LLT<Eigen::MatrixXd> llt(S);
    const double logDet = 2 * llt.matrixLLT().diagonal().array().log().sum();
    return 0.5 * (logDet + v.dot(llt.solve(v)));
  }

 private:
  Eigen::MatrixXd F, H, Q, R;
  Eigen::VectorXd x;
  Eigen::MatrixXd P;
};
