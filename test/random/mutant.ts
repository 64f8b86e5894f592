// What the campaign of the mutants bundles and loads (tools/campaigns/mutants.mjs): the documents that reach every rule, some
// random ones, and what the engine of this checkout, which may have a broken rule, says to each.

import { analyzeDocument, useCertifier } from '../../src/analysis/document.ts';
import { certify } from '../../src/numeric/index.ts';
import type { Typed } from '../../src/shapes/typed.ts';
import { resetInterning } from '../../src/tensors/intern.ts';
import { ones, zero } from '../../src/tensors/leaves.ts';
import type { TensorNode } from '../../src/tensors/node.ts';
import { linear } from '../../src/tensors/sum.ts';
import { drawProgram, textOf } from './programs.ts';
import { DOCUMENTS } from './reaching.ts';

const RANDOM = 80;

export const documents: readonly string[] = [...DOCUMENTS, ...Array.from({ length: RANDOM }, (_, seed) => textOf(drawProgram(seed)))];

export interface Answer {
  /** `verified`, `disagrees`, `undecided`, `refused …` and `error …` with what is said */
  readonly verdict: string;
  /** The forms of the derivative that are printed, where it is shown. */
  readonly shown: string;
}

/** Independent of the documents before it. Throws where the engine does. */
export function answerTo(text: string): Answer {
  resetInterning();
  useCertifier(certify);
  const { result } = analyzeDocument(text, { certify: true }).statements.at(-1)!;
  const withheld = result.diagnostics.find(({ code }) => code === 'withheld');
  if (withheld) return { verdict: withheld.severity === 'error' ? 'disagrees' : 'undecided', shown: '' };
  if (result.status === 'unsupported') return { verdict: `refused ${result.diagnostics.at(-1)!.message}`, shown: '' };
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { verdict: `error ${errors[0]!.message}`, shown: '' };
  if (result.claim && result.claim.verdict !== 'verified') return { verdict: `claim ${result.claim.verdict}`, shown: '' };
  if (!result.derivative) return { verdict: result.status, shown: '' };
  const { certificate, layout, shape, matrix, index, vec, structured } = result.derivative;
  return { verdict: certificate.verdict, shown: JSON.stringify({ layout, shape, matrix, index, vec, structured }) };
}

/** What broken rules call. Tensors and values around them are changed, numbers too, and everything else is left. */
export const mutation = {
  scaled(factor: number, value: unknown): unknown {
    if (typeof value === 'number') return factor * value;
    if (isTensor(value)) return factor === 0 ? zero(value.shape) : linear([[{ numerator: factor, denominator: 1 }, value]], value.shape);
    if (holdsTensor(value)) return { ...value, node: mutation.scaled(factor, value.node) };
    if (holdsTyped(value)) return { ...value, typed: mutation.scaled(factor, value.typed) };
    if (isTyped(value)) return { op: 'multiply', args: [scalar(factor), value], shape: value.shape, span: value.span };
    if (value instanceof Float64Array) return times(factor, value);
    return isComplex(value) ? withParts(value, times(factor, value.re), times(factor, value.im)) : value;
  },
  ones(value: unknown): unknown {
    if (typeof value === 'number') return 1;
    if (isTensor(value)) return ones(value.shape);
    if (holdsTensor(value)) return { ...value, node: mutation.ones(value.node) };
    if (holdsTyped(value)) return { ...value, typed: mutation.ones(value.typed) };
    if (isTyped(value)) return value.shape.kind === 'scalar' ? scalar(1) : { op: 'ones', args: [], shape: value.shape, span: value.span };
    if (value instanceof Float64Array) return filled(value, 1);
    return isComplex(value) ? withParts(value, filled(value.re, 1), filled(value.im, 0)) : value;
  },
};

const isTensor = (value: unknown): value is TensorNode => typeof value === 'object' && value !== null && 'kind' in value && 'shape' in value;
const holdsTensor = (value: unknown): value is { node: TensorNode } => typeof value === 'object' && value !== null && 'node' in value && isTensor(value.node);

const isTyped = (value: unknown): value is Typed => typeof value === 'object' && value !== null && 'op' in value && 'span' in value && 'shape' in value;
const holdsTyped = (value: unknown): value is { typed: Typed } => typeof value === 'object' && value !== null && 'typed' in value && isTyped(value.typed);
const scalar = (value: number): Typed => ({
  op: 'number',
  text: String(value),
  value,
  shape: { kind: 'scalar', rows: [], columns: [] },
  span: { start: 0, end: 0 },
});

type Part = number | Float64Array | null;
const isComplex = (value: unknown): value is { re: Part; im: Part } => typeof value === 'object' && value !== null && 're' in value && 'im' in value;
const withParts = (value: object, re: Part, im: Part): unknown => Object.assign(Object.create(Object.getPrototypeOf(value)), value, { re, im });
const times = (factor: number, part: Part): Part => (part === null ? null : typeof part === 'number' ? factor * part : part.map(entry => factor * entry));
const filled = (part: Part, entry: number): Part => (part === null ? null : typeof part === 'number' ? entry : part.map(() => entry));
