import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFile, useCodePrinter } from '../../src/analysis/document.ts';
import { codeIn } from '../../src/code/index.ts';
import { runCppMain } from './cppProcess.ts';

describe('C++ by the letter of its standard of 2017', () => {
  it('takes functions of the caller, and its own check passes with them', report => {
    useCodePrinter(codeIn);
    const document = 'f : ℝ^n → ℝ^m\nA ∈ ℝ^{k×m}\nx ∈ ℝ^n\nL = ‖A f(x)‖²\ndL/dx';
    const { code } = analyzeFile(document).statements.at(-1)!.derivative!;
    const { source, parameters } = code.cpp;
    assert.match(source, /^\/\/ f: function that returns an array of shape \(m,\)$/m);
    assert.deepEqual(
      parameters.map(({ name }) => name),
      ['d_f', 'x', 'A', 'f'],
    );
    const main = `
int main() {
  const auto f = [](const Eigen::VectorXd& x) { return Eigen::VectorXd(x.array().square().matrix()); };
  const auto slope = [](const Eigen::VectorXd& x) { return Eigen::MatrixXd((2 * x).asDiagonal()); };
  Eigen::MatrixXd A(1, 2);
  A << 3, -1;
  const Eigen::Vector2d x(0.5, 2);
  const Eigen::VectorXd derivative = dL_dx(slope, x, A, f);
  std::printf("%.12g %.12g %.12g %d", derivative(0), derivative(1), L(x, A, f), check_dL_dx(slope, x, A, f) < 1e-8);
}`;
    const printed = runCppMain(source, main, report);
    // A f(x) = 3/4 - 4, its square 169/16, the gradient 2 · (-13/4) · (3, -1) ⊙ 2x
    if (printed !== null) assert.equal(printed, '-19.5 26 10.5625 1');
  });
});
