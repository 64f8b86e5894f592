/** The words by which a comment's mathematics and its prose are told apart. */

import { elementwiseFunctions, spellingsInProse } from '../operations/elementwise.ts';
import { matrixFunctionNames } from '../operations/matrixFunctions.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Join a formula to a sentence without changing what it says: the formula may be cut out here. Never the name of a quantity. */
export const CONNECTIVES = words(`
  a an the this that these those it its we us our where with which who is are be was were and or so then thus hence therefore let denote denotes given
  for from because since as by in into on to of using via use uses used gives give giving yields yield returns return computes compute computing
  get gets have has having becomes become means mean note here there recall also now next both can will must should at about e.g i.e w.r.t wrt
  holds hold defines define defined follows follow consider considering satisfies satisfy
  el los las la le les es una un une est sont avec der die das ist sind mit und für são com que para por donde dove dans
  matrix matrices vector vectors scalar scalars
`);

/** Nouns that name a formula in a sentence (`Gradient:`, `the loss`), unless an operator beside them makes them a quantity. */
export const NOUNS = words(`
  equation equations expression formula gradient gradients derivative derivatives jacobian hessian forward backward loss cost objective update step solution
  residual shape shapes dimension dimensions size frobenius nuclear spectral euclidean
`);

/** Change what a formula says when they stand beside it: an equation next to one of them is not read. */
export const QUALIFIERS = words(`
  if when whenever unless assuming assume assumes suppose supposing provided only except iff until
  plus minus times over divided multiplied per scaled averaged average summed sum up half twice double negative opposite transpose transposed inverse
  inverted reciprocal diagonal symmetric symmetrical orthogonal triangular definite semidefinite semi-definite positive nonnegative invertible
  approximately approx roughly ignoring ignore dropping neglecting without not never wrong incorrect no instead modulo proportional element-wise
  elementwise pointwise componentwise entrywise row column rows columns first second last but however todo fixme
`);

/** State conditions: anywhere in a line's prose they bear on its equations. */
export const CONDITIONS = words(`
  if when whenever unless assuming assume assumes suppose supposing provided only except iff
  diagonal symmetric orthogonal triangular definite semidefinite invertible orthonormal idempotent skew-symmetric
  approximately approx wrong incorrect elementwise element-wise
`);

/** Properties that a declaration states. */
export const PROPERTY_WORDS = words(`
  symmetric skew-symmetric skew positive negative definite semidefinite semi-definite diagonal lower upper triangular orthogonal invertible
  nonsingular idempotent nonnegative non-negative constant spd psd posdef
`);

/** Functions of the language in letters, which no prose cut may take away. */
export const FUNCTIONS = words(`
  ${elementwiseFunctions.flatMap(spellingsInProse).join(' ')}
  tr trace Tr det logdet
  max min softmax logsumexp softmaxrows logsumexprows ${matrixFunctionNames.join(' ')} chol inv adj pinv vec diag diagonal sum mean ones zeros eye hcat vcat
  norm norm1 norm2 normF kron transpose rank dot cross outer grad gradient jacobian hessian derivative div cov var argmin argmax prod lse
  lambda_max lambda_min solve reshape
`);

/** What may stand directly before `(` in a formula: functions, and Greek letters as products. */
export const CALLABLE: ReadonlySet<string> = new Set([...FUNCTIONS, 'R', 'ReLU', 'lambda']);

/** Modules whose functions the language reads by their last name. */
export const MODULES = words(
  'np numpy np.linalg numpy.linalg linalg scipy.linalg sp.linalg la LA torch torch.linalg jnp jax.numpy jnp.linalg tf tf.linalg LinearAlgebra',
);

export const GREEK = words(`
  alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi varphi chi psi omega
  Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega
`);

/** Names of sizes with several letters. */
export const SIZE_WORDS = words(`
  batch batches seq seq_len hidden dim dims dim_in dim_out features feature channels height width heads head in out samples classes vocab vocab_size embed embed_dim
  emb d_model d_k d_v d_ff nh hs ns nb bs dx dy nx ny nz ndof rows cols obs batch_size hidden_size input_size output_size input_dim output_dim hidden_dim length len time
  tokens experts
`);

/** Never the name of a declared quantity where a tuple follows the colon. */
export const NO_DECLARED = words(`
  returns return Returns Return args Args arguments parameters Parameters params yields outputs inputs Inputs Outputs shape Shape shapes Shapes size Size e.g i.e example Example
  examples note Note notes see See default defaults range Range ranges pair pairs tuple Tuple point points coordinates keys key values options type types todo TODO usage Usage
  dimensions Dimensions dims
`);

/** Common beginnings of identifiers in `d…` that are no adjoints. */
export const NO_ADJOINTS = words(
  'data date dates day days db dir dirs dst dest dist dists diff diffs dim dims dot det diag delta debug default def del deg depth df dict doc docs dog done down draw dt dtype dump dur div do does',
);
