/** What the page remembers while it is hidden, and what it says to the host. */

import type { Style } from '../derivations/derivation.ts';
import type { PropertyFold } from './properties.ts';
import type { FromPanel, LimitChoice, NumbersChoice, PanelContent, PanelLayout, PanelPreferences, PanelResult } from './protocol.ts';

export interface PanelState {
  readonly version: 1;
  readonly content: PanelContent | null;
  readonly preferences: PanelPreferences;
  readonly layoutChoice: LayoutChoice | null;
  readonly pinned: boolean;
  /** Positions of the unfolded steps of the content, per style. */
  readonly unfolded: Readonly<Partial<Record<Style, readonly number[]>>>;
  /** Which folded properties are open, of whatever result. */
  readonly openProperties: readonly PropertyFold[];
  /** The selected entry of the tensor, from 0 along each axis; null before one was selected. */
  readonly entry: readonly number[] | null;
  /** To which step of reverse mode the graph of the content is filled. */
  readonly reverseStep: number;
  /** Values that were typed, for the document that they were typed for. */
  readonly numbers: NumbersChoice;
  /** How far the page is scrolled. */
  readonly scrolled: number;
  readonly limit: LimitState;
}
export interface LimitState {
  /** Which entry and which direction; null before one was chosen. */
  readonly output: number | null;
  readonly direction: number | null;
  /** At random values, or at those of the view of numbers. */
  readonly at: 'random' | 'numbers';
  /** The exponent of the step, from 0 down. */
  readonly exponent: number;
}
/** A layout chosen here, while the document was in another. */
export interface LayoutChoice {
  readonly layout: 'numerator' | 'denominator';
  readonly document: 'numerator' | 'denominator';
}
export interface Host {
  post(message: FromPanel): void;
  load(): PanelState | null;
  save(state: PanelState): void;
}

export const initialState: PanelState = {
  version: 1,
  content: null,
  preferences: { notation: 'matrix', style: 'chain', mathScale: 1, view: 'derivation', code: 'auto', blocks: 'first', entries: 'formulas' },
  layoutChoice: null,
  pinned: false,
  unfolded: {},
  openProperties: [],
  entry: null,
  reverseStep: 0,
  scrolled: 0,
  numbers: { uri: '', seed: 1, entered: {} },
  limit: { output: null, direction: null, at: 'random', exponent: -1 },
};

/** The state after the host has shown something: folds belong to one query, a layout chosen here to one layout of the document. */
export function withContent(state: PanelState, content: PanelContent): PanelState {
  const same = state.content !== null && identity(state.content) === identity(content);
  const documentLayout = content.kind === 'result' && content.layout !== 'both' ? content.layout : null;
  const outdated = documentLayout !== null && state.layoutChoice !== null && state.layoutChoice.document !== documentLayout;
  const limit = same ? state.limit : { ...state.limit, output: null, direction: null };
  return {
    ...state,
    content,
    unfolded: same ? state.unfolded : {},
    entry: same ? state.entry : null,
    reverseStep: same ? state.reverseStep : 0,
    limit,
    layoutChoice: outdated ? null : state.layoutChoice,
  };
}

/** The values typed for a document; those for another one are forgotten with the first that are typed for this. */
export const numbersFor = ({ numbers }: PanelState, uri: string): NumbersChoice => (numbers.uri === uri ? numbers : { uri, seed: numbers.seed, entered: {} });

/** What the host is asked for with the limit. */
export function limitChoice(state: PanelState, uri: string): LimitChoice {
  const { output, direction, at } = state.limit;
  const numbers = numbersFor(state, uri);
  return { at: at === 'numbers' ? numbers : { ...numbers, entered: {} }, output, direction };
}

const greatestSeed = 9_999;
export const nextSeed = (seed: number): number => (seed % greatestSeed) + 1;

/** The layout to show: the one chosen here, else the document's, else the only one there is. */
export function shownLayout(result: PanelResult, choice: LayoutChoice | null): PanelLayout | null {
  const wanted = choice?.layout ?? result.layout;
  return result.layouts.find(layout => layout.layout === wanted) ?? result.layouts[0] ?? null;
}

/** The editor, or a plain page where nobody listens. */
export function acquireHost(): Host {
  const api = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;
  return {
    post: message => api?.postMessage(message),
    load: () => savedState(api?.getState()),
    save: state => api?.setState(state),
  };
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: PanelState): void;
}
declare const acquireVsCodeApi: undefined | (() => VsCodeApi);

/** Another version may have saved something else. */
function savedState(saved: unknown): PanelState | null {
  if (typeof saved !== 'object' || saved === null || !('version' in saved) || saved.version !== 1) return null;
  const state = saved as Partial<PanelState>;
  return { ...initialState, ...state, preferences: { ...initialState.preferences, ...state.preferences } };
}

function identity(content: PanelContent): string {
  return content.kind === 'empty' ? 'empty' : `${content.uri}\n${content.line}\n${content.query}`;
}
