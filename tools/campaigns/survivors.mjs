// Mutants that change no derivative, and why. A pattern of ids (file, place, change) stands for several.

const EQUIVALENT = [
  [/forward\.ts differentialOf, case 'frechet': \[2, 3\] and \[4, 5\] exchanged/, 'a second derivative is symmetric in its two directions'],
  [
    /forward\.ts (?:commutes|withoutScalars): (?:withoutScalars becomes|result (?:doubled|negated))/,
    'where the two matrices are not found to commute, the Fréchet derivative is taken, which is right for every direction',
  ],
  [/forward\.ts commutes: isZero\(direction\) \|\| dropped/, 'what the forward sweep then refuses, the reverse sweep derives'],
  [
    /reverse\.ts pullback\.contribute: (?:!dependent\.has\(operand\) \|\| dropped|\|\| isZero\(contribution\) dropped)/,
    'what is collected for nothing is never read, and 0 adds nothing',
  ],
  [/reverse\.ts matrixFunctionAdjoint: value doubled/, 'the Fréchet derivative, which is right for every adjoint, takes over'],
  [/reverse\.ts propagateMatrixPower: \[i, k\] and \[k, j\] exchanged/, 'a power commutes with the logarithm of its base'],
  [/operations\/\w+\.ts [\w.]+\.step\./, 'only what a derivation shows, each line of which is compared with the derivative'],
  [/softmax\.ts modularRows: /, 'only what is compared modulo a prime'],
  [/differentiate\.ts differentiateOnce: (?:not )?failure instanceof Refusal/, 'what the budget has stopped is stopped again'],
  [/lower\.ts hasEqualEntries: \|\| size > MOST_COMPARED dropped/, 'how many entries are compared at most'],
  [/(?:cholesky|eigenvalues|singularValues)\.ts .*: (?:x\.)?im && dropped/, 'an imaginary part of zeros is none'],
  [/cholesky\.ts factorOf: i \* n \+ k and j \* n \+ k exchanged/, 'the product of two entries, in either order'],
  [/cholesky\.ts lowerHalf\.axes: operand/, 'it is asked for by the size of a square matrix alone'],
  [/eigenvalues\.ts extreme: operand nZ \(3\)/, 'the resolvent stands in results only, and is that of a square matrix'],
  [/(?:cholesky|eigenvalues)\.ts .*: operand (?:ba|cb)/, 'the matrix is varied through its symmetric part'],
  [/lower\.ts symbolNode: symbol\.properties\.size > 0 && dropped/, 'a shortcut: a name without facts has none to leave out'],
  [/eigenvalues\.ts extreme: value ,ba/, 'q qᵀ is symmetric'],
  [/eigenvalues\.ts eigenvalues\.value: && \(s\.im === null/, 'where eigenvalues coincide the eigenvectors have no value, and the derivative is made of them'],
  [/eigenvalues\.ts valuesAlone:/, 'how many operations it takes'],
  [/matrixOperations\.ts (?:transposeOf: result (?:doubled|negated)|rows\.pseudoInverse\.value: value doubled)/, '(AᵀA)⁻¹Aᵀ does not change'],
  [/singularValues\.ts (?:left|right)SingularVector\.derivatives: value ba$/, 'X Xᵀ and XᵀX are symmetric'],
  [/singularValues\.ts rightSingularVector\.derivatives: value b,ac$/, 'the resolvent is symmetric'],
  [/matrixFunctions\.ts logarithm: value doubled \(3\)/, 'the sum begins with 0'],
  [/elementwise\.ts rows\.tanh\.modular: .* exchanged/, 'modulo a prime −tanh is as odd as tanh'],
  [/elementwise\.ts rows\.softplus\.modular: not m\.isSquare/, 'which of u and −u decides is left open'],
  [/blocks\.ts asMatrix, case 'scalar': 0 and 1 exchanged/, 'a number is its own transpose'],
  [/indexed\.ts align: (?:left\.indices\.length === 0 && dropped|=== becomes !==$)/, 'a shortcut: the general way does the same'],
  [/lower\.ts lowerIndexed: (?:&& !options\.leaves\?\.has\(node\.symbol\)|sign) dropped/, 'only which names are written: without one, what it stands for is'],
  [/lower\.ts lowerTensorOperation: !isSymmetric\(operand\) && dropped/, 'a shortcut: what is symmetric has equal entries'],
  [/lower\.ts isFlattened: kind !== 'tensor' && dropped/, 'a tensor of three axes has no matrix form, and no function reads it whole'],
  [/lower\.ts multiply: \.\.\.leftLabels and \.\.\.rightLabels exchanged/, 'one of the two factors is a scalar, which has no labels'],
];

/** Why a mutant survives; undefined where no reason is known and it is a hole. */
export const reasonOf = id => EQUIVALENT.find(([pattern]) => pattern.test(id))?.[1];
