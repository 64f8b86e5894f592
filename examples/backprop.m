function [dW, dV, db] = backprop(X, W, V, b, dY)
% BACKPROP  One hidden layer with tanh, columns are samples.
%
%   X is d-by-n, W is h-by-d, V is k-by-h, b is h-by-1
%
% Forward:
%   Z = W*X + b*ones(n,1)'
%   H = tanh(Z)
%   Y = V*H
%
% Backward, from dY, which comes from above:
%   dV = dY*H'
%   dH = V'*dY
%   dZ = dH .* (1 - H.^2)
%   dW = dZ*X'
%   db = dZ*ones(n,1)
    H = tanh(W*X + b);
    dV = dY*H';
    dZ = (V'*dY) .* (1 - H.^2);
    dW = dZ*X';
    db = sum(dZ, 2);
end

function K = kalman_gain(P, H, R)
% P ∈ ℝ^{n×n}, symmetric positive definite
% R ∈ ℝ^{m×m}, symmetric positive definite
% H ∈ ℝ^{m×n}, K ∈ ℝ^{n×m}
%
%   J = trace((eye(n) - K*H)*P*(eye(n) - K*H)' + K*R*K')
%   dJ/dK = 2*K*(H*P*H' + R) - 2*P*H'
    K = (P*H')/(H*P*H' + R);
end
