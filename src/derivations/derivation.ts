/**
 * A derivation as a person follows it: lines with a rule, a source, a shape under each factor and a verdict. Plain data:
 * the panel, `nabla explain` and exports read this and nothing else. TeX marks axes with two sentinel colours,
 * \textcolor{0a0001}{…} for the numerator's and \textcolor{0a0002}{…} for the denominator's.
 */

/** Axes as printed: `['1']`, `['N']`, `['N', 'N']`. */
export interface AxisShape {
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
}
export interface Part {
  readonly tex: string;
  readonly unicode: string;
  /** `=`, `·`, `+`: has no shape and is not linked. */
  readonly operator?: boolean;
  /** Printed under the part. */
  readonly shape?: AxisShape;
  /** Its own name, for linking. */
  readonly name?: string;
  /** Names of the parts (of earlier lines) that it came from; a part with this is tinted as changed. */
  readonly from?: readonly string[];
}
export interface Line {
  /** Left-hand side as TeX; null where the line continues the one above. */
  readonly left: string | null;
  readonly leftUnicode: string | null;
  /** Begins with the operator part `=`. */
  readonly parts: readonly Part[];
  /** `chain rule through e` */
  readonly rule: string;
  /** The frozen id in the rule table; null for a step that has none (insertion, tidying). */
  readonly ruleId: string | null;
  /** `lecture`, `MML (5.81)`, or null where none is known. */
  readonly source: string | null;
  /** How the equality to the line before was decided; null only where it was not. */
  readonly verdict: 'equal' | 'unknown' | null;
  /** `Equal to the line before: exact, 3 random points` */
  readonly method: string;
  /** Single rules of this step. */
  readonly details?: readonly Line[];
}
export type Style = 'chain' | 'differentials' | 'components';
export interface Derivation {
  readonly style: Style;
  readonly lines: readonly Line[];
  /** Where the style does not exist for this result, why. */
  readonly unavailable?: string;
}
