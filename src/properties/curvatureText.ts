/** A curvature in words: `convex in θ, strictly where Φ has full column rank, because 2 Φᵀ Φ ⪰ 0 (a matrix times its transpose)`. */

import { expand } from '../calculus/expand.ts';
import { formCost } from '../notation/formKey.ts';
import { matrixForm } from '../notation/matrixForm.ts';
import { printUnicode } from '../notation/unicode.ts';
import { vecForm } from '../notation/vecForm.ts';
import { splitCoefficient } from '../tensors/leaves.ts';
import type { TensorNode } from '../tensors/node.ts';
import type { Obstacle } from './convexDomain.ts';
import type { Curvature } from './curvature.ts';
import { CURVATURE_TEXT, OBSTACLE_TEXT, RULE_TEXT } from './messages.ts';
import type { Evidence, StrictIf } from './quadraticForm.ts';

export interface CurvatureText {
  readonly kind: 'convex' | 'strictly convex' | 'concave' | 'strictly concave' | 'affine' | 'unknown';
  /** Where `kind` is not strict: the conditions under which it is, all of them; null where none is known. */
  readonly strictWhere: readonly string[] | null;
  /** `convex in θ` */
  readonly summary: string;
  /** Which part is what; why nothing is said where it is unknown. */
  readonly reason: string;
  /** Its parts one by one. */
  readonly reasons: readonly string[];
  /** All of it as one line. */
  readonly text: string;
}

export interface CurvatureNames {
  /** Of the variable, as it was written. */
  readonly variable: string;
  /** Tensors that have a name of the user's. */
  readonly names?: ReadonlyMap<TensorNode, string>;
}

export function curvatureText(curvature: Curvature, { variable, names = new Map() }: CurvatureNames): CurvatureText {
  const print = (node: TensorNode): string | null => printedShort(node, names);
  if (curvature.kind === 'unknown' || !curvature.evidence) {
    const { obstacle } = curvature;
    const reason = obstacle ? obstacleInWords(obstacle, print) : CURVATURE_TEXT.noSign;
    return {
      kind: 'unknown',
      strictWhere: null,
      summary: CURVATURE_TEXT.notKnown(variable),
      reason,
      reasons: [reason],
      text: CURVATURE_TEXT.unknown(variable, reason),
    };
  }
  const conditions = conditionsInWords(curvature.strictIf, print);
  const isStrict = conditions?.length === 0;
  const kind = curvature.kind === 'affine' ? 'affine' : isStrict ? (`strictly ${curvature.kind}` as const) : curvature.kind;
  const strictWhere = conditions && conditions.length > 0 ? conditions : null;
  const reasons = [...inWords(curvature.evidence, print, true), ...(curvature.isSymmetric ? [CURVATURE_TEXT.onSymmetric] : [])];
  const reason = reasons.join(' and ');
  const summary = CURVATURE_TEXT.summary(kind, variable);
  return { kind, strictWhere, summary, reason, reasons, text: CURVATURE_TEXT.line(summary, strictWhere, reason) };
}

function obstacleInWords({ kind, of }: Obstacle, print: (node: TensorNode) => string | null): string {
  const name = print(of) ?? CURVATURE_TEXT.part;
  return kind === 'kink' && of.shape.length === 0 ? CURVATURE_TEXT.kinkOfScalar(name) : OBSTACLE_TEXT[kind](name);
}

/** null where a condition has no form that could be printed: then nothing strict is said. */
function conditionsInWords(strictIf: StrictIf, print: (node: TensorNode) => string | null): readonly string[] | null {
  if (!strictIf) return null;
  const found = strictIf.map(({ of }) => print(of));
  return found.every(text => text !== null) ? found.map(CURVATURE_TEXT.fullRank) : null;
}

/** The parts that a person has to look at, each with its sign and why. */
function inWords(evidence: Evidence, print: (node: TensorNode) => string | null, isWhole: boolean): readonly string[] {
  const { rule, node, parts } = evidence;
  if (rule === 'zero') return [CURVATURE_TEXT.zeroHessian];
  if (rule === 'sum' && parts.length > 1) return parts.flatMap(part => inWords(part, print, false));
  // c A for a number c: the reason is that of A
  const shown = rule === 'sum' && parts.length === 1 ? { ...parts[0]!, node, sign: evidence.sign, strictIf: evidence.strictIf } : evidence;
  const name = print(node) ?? (isWhole ? CURVATURE_TEXT.hessian : CURVATURE_TEXT.part);
  const why = reasonOf(shown, print);
  return [`${name} ${relation(shown)}${why === '' ? '' : ` (${why})`}`];
}

const SIGNS: Readonly<Record<string, string>> = { '1': '⪰ 0', '-1': '⪯ 0', '0': '= 0' };
const STRICT_SIGNS: Readonly<Record<string, string>> = { '1': '≻ 0', '-1': '≺ 0' };
const ENTRY_SIGNS: Readonly<Record<string, string>> = { '1': '≥ 0', '-1': '≤ 0', '0': '= 0' };
const STRICT_ENTRY_SIGNS: Readonly<Record<string, string>> = { '1': '> 0', '-1': '< 0' };

function relation({ sign, strictIf, pairs, rule }: Evidence): string {
  if (rule === 'convex function of an affine one') return CURVATURE_TEXT.is(sign > 0 ? 'convex' : 'concave');
  const isStrict = strictIf?.length === 0 && sign !== 0;
  const signs = pairs > 0 ? (isStrict ? STRICT_SIGNS : SIGNS) : isStrict ? STRICT_ENTRY_SIGNS : ENTRY_SIGNS;
  return signs[String(sign)]!;
}

function reasonOf({ rule, parts, pairs, node }: Evidence, print: (node: TensorNode) => string | null): string {
  if (rule !== 'mirrored product') return pairs === 0 && rule !== 'declared' && rule !== 'convex function of an affine one' ? '' : RULE_TEXT[rule];
  const kernels = parts.filter(part => part.pairs > 0);
  const weights = parts.filter(part => part.pairs === 0 && part.rule !== 'number');
  const said = (part: Evidence): string => {
    const name = print(part.node);
    return name === null ? '' : `${name} ${relation(part)}`;
  };
  const rest = [...new Set([...kernels, ...weights].map(said).filter(text => text !== ''))];
  if (rest.length === 0) return pairs === 0 || isMultipleOfIdentity(node) ? '' : RULE_TEXT[rule];
  return pairs === 0 ? '' : CURVATURE_TEXT.resting(rest);
}

const isMultipleOfIdentity = (node: TensorNode): boolean => {
  const { rest } = splitCoefficient(node);
  return rest.kind === 'product' && rest.factors.length === 0;
};

/** The shorter of the forms as it stands and multiplied out; rank 4 for stacked columns. */
export function printedShort(node: TensorNode, names: ReadonlyMap<TensorNode, string> = new Map()): string | null {
  const options = { names };
  if (node.shape.length > 2) {
    const form = node.shape.length === 4 ? vecForm(node, 2, options) : null;
    return form && printUnicode(form);
  }
  const forms = [matrixForm(node, options), matrixForm(expand(node), options)].filter(form => form !== null);
  const best = forms.sort((a, b) => formCost(a) - formCost(b))[0];
  return best ? printUnicode(best) : null;
}
