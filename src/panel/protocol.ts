/** What the panel and its host say to each other. Types only: the panel knows no `vscode`, the host no DOM. */

import type { CurvatureResult, OperationCounts, StationaryResult } from '../analysis/result.ts';
import type { CodeRole, LanguageId } from '../code/input.ts';
import type { AxisShape, Derivation, Style } from '../derivations/derivation.ts';
import type { CodeChoice } from '../ide/codeLanguage.ts';

export interface PanelFormula {
  readonly tex: string;
  readonly unicode: string;
}
export interface PanelResult {
  readonly kind: 'result';
  /** `dL/dθ`, in the editor's font. */
  readonly query: string;
  /** `least_squares.mc:6` */
  readonly place: string;
  readonly uri: string;
  /** From 0. */
  readonly line: number;
  /** Where the query begins in its line, from 0. */
  readonly character?: number;
  /** The queries and claims of the document, in its order. */
  readonly statements?: readonly PanelStatement[];
  /** `\frac{\partial L}{\partial \theta}` */
  readonly left: PanelFormula;
  /** Per layout; `both` where the layouts agree. */
  readonly layouts: readonly PanelLayout[];
  /** The layout in force in the document. */
  readonly layout: 'numerator' | 'denominator' | 'both';
  readonly certificate: { readonly verdict: 'verified' | 'pending'; readonly text: string };
  /** Conditions under which it holds. */
  readonly validity: readonly string[];
  /** What else is known of it; what is not known is left out. */
  readonly properties?: PanelProperties;
  /** Its entries at small sizes, where it has order 3 or 4: null until they are asked for; only of what is checked. */
  readonly tensor?: PanelTensor | null;
  /** How it is computed, with the adjoint of every node: null until it is asked for; only of what is checked. */
  readonly graph?: PanelGraph | null;
  /** Difference quotients of one of its entries: null until they are asked for; only of what is checked, and has them. */
  readonly limit?: PanelLimit | null;
  /** Its value at numbers: null until they are asked for; only of what is checked. */
  readonly numbers?: PanelAtNumbers | null;
  /** As code, in the language that was asked for; only of what is checked. */
  readonly code?: PanelCode;
  readonly definitions: readonly PanelFormula[];
  readonly shapes: readonly PanelFormula[];
  /** Where the result is that of a claim. */
  readonly claim: { readonly verdict: 'verified' | 'refuted' | 'other-layout' | 'unknown'; readonly written: PanelFormula; readonly text: string } | null;
}
/** A query or claim that the panel can show. Positions count from 0. */
export interface PanelStatement {
  readonly query: string;
  readonly line: number;
  readonly character: number;
}
export interface PanelProperties {
  readonly curvature?: CurvatureResult;
  readonly stationaryPoint?: StationaryResult;
  readonly operations?: OperationCounts;
}
export interface PanelCode {
  /** What was asked for. */
  readonly choice: CodeChoice;
  readonly language: LanguageId;
  /** What `auto` stands for in this document. */
  readonly automatic: LanguageId;
  /** A whole module. */
  readonly source: string;
  /** How its functions are called, and what each of them gives. */
  readonly functions: readonly { readonly name: string; readonly role: CodeRole }[];
  /** Why it cannot be written into the document; null where it can. */
  readonly notInserted: string | null;
}
/** What a content brings only where it is asked for, because it takes work and one view alone shows it. */
export interface PanelParts {
  /** At which sizes it brings the entries of a tensor, those not named chosen by the server; without them it brings none. */
  readonly sizes?: TensorSizes;
  /** Likewise the computation graph, with numbers at these sizes. */
  readonly graph?: TensorSizes;
  /** For which entry and at which point it brings difference quotients. */
  readonly limit?: LimitChoice;
  /** At which values it brings the value, the derivative and the check of it. */
  readonly numbers?: NumbersChoice;
}
/** Values for the variables of a result. */
export interface NumbersChoice {
  /** The document whose names are meant. */
  readonly uri: string;
  readonly seed: number;
  /** As typed or pasted, by `PanelVariable.id`; the others are random. */
  readonly entered: Readonly<Record<string, string>>;
}
export interface LimitChoice {
  readonly at: NumbersChoice;
  /** Positions in `PanelQuotients.outputs` and `directions`; null where the server is to choose. */
  readonly output: number | null;
  readonly direction: number | null;
}
/** Lengths for the sizes of a result, by name. */
export type TensorSizes = Readonly<Record<string, number>>;
export interface PanelTensor {
  /** The sizes by name that the entries depend on, and what a reader may choose for them. */
  readonly sizes: readonly { readonly name: string; readonly value: number; readonly least: number; readonly greatest: number }[];
  /** null where they are not written out at these sizes; then there is a picture of them, or `refused` says why. */
  readonly entries: PanelEntries | null;
  /** Where there are too many to be written out. */
  readonly picture?: PanelPicture;
  readonly refused: string | null;
}
/** One side of a tensor: `R`, entry by entry, row-major. */
export interface PanelSideGrid {
  readonly role: 'numerator' | 'denominator';
  readonly name: PanelFormula;
  /** `Rᵀ R`; null of a variable. */
  readonly definition: PanelFormula | null;
  readonly cells: readonly { readonly formula: PanelFormula; readonly value: number | null }[];
}
export interface PanelEntries {
  /** Axes of the numerator, then of the denominator. */
  readonly axes: readonly { readonly letter: PanelFormula; readonly axis: 'numerator' | 'denominator'; readonly length: number }[];
  /** The picture has two sides of one or two axes each: so many axes belong to the first. */
  readonly first: number;
  /** From where positions count in the document. */
  readonly base: 0 | 1;
  /** What the sides are axes of: `K`, `R`. */
  readonly names: readonly [string, string];
  /** Per side, for each of its positions (row-major): `∂K_11/∂R`, `∂K/∂R_11`. */
  readonly titles: readonly [readonly PanelFormula[], readonly PanelFormula[]];
  /** What the two sides are axes of; null where a side has the axes of two variables. */
  readonly grids?: readonly [PanelSideGrid | null, PanelSideGrid | null];
  /** The value of every entry, at the values of the grids; null where there are none. */
  readonly numbers?: readonly number[] | null;
  /** What entries come to, each formula once. */
  readonly formulas: readonly PanelFormula[];
  /** Of each formula the cells of the second grid that stand in it. */
  readonly uses?: readonly (readonly number[])[];
  /** Row-major over the axes. */
  readonly entries: readonly {
    /** `∂K_12/∂R_21` */
    readonly left: PanelFormula;
    /** `δ_11 R_22 + δ_12 R_21` */
    readonly instantiated: PanelFormula;
    /** Position in `formulas`; null of a structural zero. */
    readonly value: number | null;
    /** Row of the layout's table of cases, where it has one. */
    readonly case: number | null;
  }[];
}
/** What is known of all entries together, and how one of them is written. */
export interface PanelPicture extends Pick<PanelEntries, 'axes' | 'first' | 'base' | 'names'> {
  readonly total: number;
  /** How many are no structural zeros; null where that is not counted. */
  readonly nonzero: number | null;
  /** Outside of them all entries are structural zeros. Positions from 1: that on an axis is that on the axis `of`, shifted. */
  readonly boxes: readonly {
    readonly axes: readonly { readonly of: number; readonly shift: number; readonly least: number; readonly greatest: number }[];
  }[];
  /** Structural zeros within the boxes, by which axes have the same position: a label for each axis, new ones from 0 in turn. */
  readonly cancelled: readonly (readonly number[])[];
  /** A number in the two formulas that is near one of these stands for a position on that axis: the difference is to be added to it, from 0. */
  readonly placeholders: readonly number[];
  /** `∂K_12/∂R_21` */
  readonly left: PanelFormula;
  /** `δ_11 R_22 + δ_12 R_21`; null where it is too long. */
  readonly instantiated: PanelFormula | null;
  /** Of each row of the layout's table of cases, where it has one, which axes are equal and which differ; the last row is the rest. */
  readonly cases:
    | readonly {
        readonly equal: readonly (readonly [number, number])[];
        readonly different: readonly (readonly [number, number])[];
        readonly count: number;
      }[]
    | null;
}
export interface PanelGraph {
  /** The sizes by name at which the numbers are, and what a reader may choose for them. */
  readonly sizes: PanelTensor['sizes'];
  /** Each behind all that it uses; the result is the last. */
  readonly nodes: readonly PanelGraphNode[];
  /** Positions of the nodes whose adjoints are known, in the order in which reverse mode finds them. */
  readonly reverse: readonly number[];
  /** The one in which the adjoints are shown where the result has the same form in both. */
  readonly layout: 'numerator' | 'denominator';
  readonly products: readonly PanelProduct[];
  /** Why there are no numbers; null where there are. */
  readonly noNumbers: string | null;
  /** Why there is no graph; null where there is. */
  readonly refused: string | null;
}
export interface PanelGraphNode {
  /** The name in the one spelling in which the engine knows it: `λ` of `\\lambda`. */
  readonly canonical: string;
  /** As it is written. */
  readonly name: PanelFormula;
  /** `W_1 x + b_1`; null of an input, and of what has no matrix form. */
  readonly definition: PanelFormula | null;
  /** `3`, `2`: the space it lies in. */
  readonly axes: readonly string[];
  readonly kind: 'input' | 'operation';
  /** Positions of the nodes in its definition. */
  readonly uses: readonly number[];
  /** A letter that the document does not have. */
  readonly isIntroduced: boolean;
  /** Where the document declares or defines the name, from 0; null where it does not. */
  readonly line: number | null;
  readonly value: PanelNumbers | null;
  readonly adjoint: PanelAdjoint;
}
/** Row-major. */
export interface PanelNumbers {
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly number[];
}
export type PanelAdjoint =
  | { readonly kind: 'known'; readonly shape: AxisShape; readonly numerator: PanelAdjointForm; readonly denominator: PanelAdjointForm }
  | { readonly kind: 'unknown'; readonly reason: string };
export interface PanelAdjointForm {
  /** `∂L/∂z_1`; of an index form `∂K_pq/∂R_ij`. */
  readonly left: PanelFormula;
  /** From the adjoints of the nodes that use it: `∂L/∂h diag(step(z_1))`; null where that is the same, or no matrix. */
  readonly pullback: PanelFormula | null;
  /** In terms of values alone. */
  readonly closed: PanelFormula;
  readonly value: PanelNumbers | null;
}
/** A product of three factors or more, and what its orders of multiplication cost. */
export interface PanelProduct {
  readonly layout: 'numerator' | 'denominator';
  /** `∂L/∂x` */
  readonly of: PanelFormula;
  readonly orders: readonly {
    readonly formula: PanelFormula;
    /** `from the left: reverse mode` */
    readonly name: string;
    /** Multiplications of each product in turn, as a polynomial in the sizes and as a number. */
    readonly steps: readonly { readonly size: PanelFormula; readonly count: number }[];
    readonly count: number;
  }[];
}
export interface PanelLimit {
  /** null where there are none at these values; then `refused` says why. */
  readonly quotients: PanelQuotients | null;
  readonly refused: string | null;
}
export interface PanelQuotients {
  /** lim (f(x + h e) − f(x))/h = ∂f/∂x, with the entry and the direction that are chosen. */
  readonly definition: PanelFormula;
  /** What the quotients are of, as printed beside its curve. */
  readonly name: PanelFormula;
  /** What has the outputs, and what the directions move: `K`, `R`. */
  readonly ofName: string;
  readonly byName: string;
  /** Positions of its entries, `1, 2`; one without a text where it is a scalar. */
  readonly outputs: readonly string[];
  /** Positions of the entries that move alone; of several the last direction moves all of them. */
  readonly directions: readonly string[];
  readonly output: number;
  readonly direction: number;
  /** From the derivative that is shown. */
  readonly derivative: number;
  /** Powers of ten, from 0 down. */
  readonly exponents: readonly number[];
  /** By step; null where there is no value. */
  readonly forward: readonly (number | null)[];
  readonly central: readonly (number | null)[];
  /** null where it is not evaluated; then `complexReason` says why. */
  readonly complex: readonly (number | null)[] | null;
  readonly complexReason: string | null;
  /** The function along the direction; `start` is its value where it is differentiated. */
  readonly along: { readonly start: number | null; readonly at: readonly number[]; readonly values: readonly (number | null)[] };
}
export interface PanelAtNumbers {
  readonly variables: readonly PanelVariable[];
  /** `128 = 4, 784 = 3`: written sizes that random values have smaller; null where none is. */
  readonly replaced: string | null;
  /** null where some value is not used, or there is nothing at these values; then `refused` says why. */
  readonly results: PanelNumberResults | null;
  readonly refused: string | null;
}
export interface PanelVariable {
  readonly id: string;
  readonly name: PanelFormula;
  /** `∈ ℝ^{n×n}` */
  readonly shape: PanelFormula;
  /** `symmetric` */
  readonly facts: readonly string[];
  readonly value: PanelArray;
  readonly isEntered: boolean;
  /** Why what was entered is not used. */
  readonly problem: string | null;
  /** What is declared of it and does not hold. */
  readonly violations: readonly string[];
}
/** Numbers in rows; of long ones the beginning. */
export interface PanelArray {
  readonly rows: number;
  readonly columns: number;
  /** So many of them are here, row-major. */
  readonly shownRows: number;
  readonly shownColumns: number;
  /** null off the diagonal of a letter that occurs twice. */
  readonly entries: readonly (number | null)[];
}
export interface PanelNumberResults {
  readonly value: PanelArray;
  /** As in numerator layout. */
  readonly derivative: PanelArray;
  /** Its rows and columns, as words: `K, stacked by columns`; null where there is one alone. */
  readonly rows: { readonly axis: 'numerator' | 'denominator'; readonly text: string } | null;
  readonly columns: { readonly axis: 'numerator' | 'denominator'; readonly text: string } | null;
  /** Whether rows and columns change places in the denominator layout. */
  readonly turns: boolean;
  readonly check: PanelGradientCheck;
}
export interface PanelGradientCheck {
  readonly verdict: 'agrees' | 'differs' | 'undecided';
  readonly text: string;
  readonly method: string;
  readonly compared: number;
  readonly relativeError: number | null;
  readonly tolerance: number | null;
  /** Entries that differ most, the worst first. */
  readonly entries: readonly { readonly left: PanelFormula; readonly derivative: number; readonly difference: number }[];
}
export interface PanelLayout {
  readonly layout: 'numerator' | 'denominator' | 'both';
  readonly shape: AxisShape;
  /** `1 from L`, `D from θ`: the legend of the hues, in the order of the layout. */
  readonly legend: readonly { readonly axis: 'numerator' | 'denominator'; readonly text: string }[];
  /** null where the form does not exist; then why. */
  readonly matrix: PanelFormula | null;
  /** The matrix form with the names of intermediates replaced by what they stand for, where that differs. */
  readonly expanded?: PanelFormula;
  readonly index: PanelFormula;
  readonly vec: PanelFormula | null;
  /** `matrix`, `index` and `vec` are right-hand sides. These are the left-hand sides of the last two; without one the form is printed alone. */
  readonly indexLeft?: PanelFormula;
  readonly vecLeft?: PanelFormula;
  /** Ranges of the free indices: `d = 1, …, D`. */
  readonly indexRange?: PanelFormula;
  /** Axes of the vec form: `N²`, `MN`. */
  readonly vecShape?: AxisShape;
  /** The order of vec and what T is, as a sentence; printed beside the vec form. */
  readonly vecNote?: string;
  /** The layout's name as printed: `shape of X (both layouts)`. */
  readonly name?: string;
  readonly missing: { readonly matrix?: string; readonly vec?: string };
  readonly cases: readonly { readonly value: PanelFormula; readonly condition: PanelFormula }[] | null;
  readonly derivations: readonly Derivation[];
}
/** Refused (unsupported, a shape error) or withheld (the certificate disagreed). */
export interface PanelMessage {
  readonly kind: 'message';
  readonly severity: 'refused' | 'withheld' | 'error' | 'hint';
  readonly query: string;
  readonly place: string;
  readonly uri: string;
  readonly line: number;
  readonly statements?: readonly PanelStatement[];
  readonly what: string;
  readonly why: string;
  readonly todo: string;
  /** What was derived up to the gap. */
  readonly derived?: PanelFormula;
  /** What to write, as source. */
  readonly snippet?: string;
  /** Of the disagreement: `largest relative error`, `4.1 · 10⁻²`. */
  readonly details?: readonly { readonly name: string; readonly value: string }[];
  /** Buttons, the first of them primary; a pressed one comes back as `action`. */
  readonly actions?: readonly { readonly id: string; readonly title: string }[];
}
export type PanelContent = PanelResult | PanelMessage | { readonly kind: 'empty'; readonly text: string };

export interface PanelPreferences {
  readonly notation: 'matrix' | 'index' | 'vec';
  readonly style: Style;
  readonly mathScale: number;
  readonly view: PanelView;
  /** In which language code is shown. */
  readonly code: CodeChoice;
  /** By which of its two sides the entries of a tensor stand in blocks. */
  readonly blocks: 'first' | 'second';
  /** Whether entries are written as formulas or as numbers. */
  readonly entries: 'formulas' | 'numbers';
}
export type PanelView = 'derivation' | 'graph' | 'tensor' | 'limit' | 'numbers' | 'code';
/** A result with its derivation, in every format of a file; which one is meant is chosen where it is saved. */
export interface SavedFiles {
  /** Without an extension. */
  readonly name: string;
  readonly tex: string;
  readonly md: string;
  readonly html: string;
  /** TeX of what a picture shows. */
  readonly picture: string;
}
export type ToPanel =
  | { readonly type: 'show'; readonly content: PanelContent }
  | { readonly type: 'preferences'; readonly preferences: Partial<PanelPreferences> };
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly uri: string; readonly line: number }
  /** Another query or claim of the document, to be shown instead. */
  | { readonly type: 'open'; readonly uri: string; readonly position: { readonly line: number; readonly character: number } }
  | { readonly type: 'pin'; readonly pinned: boolean }
  | { readonly type: 'save'; readonly files: SavedFiles }
  | { readonly type: 'copy'; readonly text: string; readonly what: string }
  /** The code of the result at this place: to the clipboard, or into the document. */
  | {
      readonly type: 'copyCode' | 'insertCode';
      readonly uri: string;
      readonly position: { readonly line: number; readonly character: number };
      readonly language: CodeChoice;
    }
  | { readonly type: 'preferences'; readonly preferences: PanelPreferences }
  /** Other sizes for the numbers or entries that are shown. */
  | { readonly type: 'sizes'; readonly sizes: TensorSizes }
  /** Another entry or point of the limit, other values: kept by the host and asked for with what is shown. */
  | { readonly type: 'limit'; readonly limit: LimitChoice }
  | { readonly type: 'numbers'; readonly numbers: NumbersChoice }
  | { readonly type: 'layout'; readonly layout: 'numerator' | 'denominator' }
  /** Escape: the keyboard goes back to the editor. */
  | { readonly type: 'focusEditor' }
  | { readonly type: 'action'; readonly id: string; readonly uri: string; readonly line: number };
