/** What the printers of several languages have in common. */

import type { Dimension } from '../../dimensions/dimension.ts';
import type { RoutineText } from '../language.ts';
import type { OperationOf } from '../operation.ts';
import { isKnownSize } from '../print.ts';
import type { Parameter, SizeSource } from '../routine.ts';

export const names = (parameters: readonly Parameter[]): string => parameters.map(({ name }) => name).join(', ');

/** Indents every line that is not empty. */
export const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

export const arraysOf = (parameters: readonly Parameter[]): readonly Parameter[] => parameters.filter(({ kind, axes }) => kind === 'array' && axes.length > 0);

/** The named sizes that are read from a parameter: for the check of the shapes all of them. */
export const sizesRead = ({ routine }: RoutineText): readonly { readonly local: string; readonly source: Extract<SizeSource, { kind: 'axis' }> }[] =>
  routine.sizes.flatMap(({ local, source }) => (source.kind === 'axis' ? [{ local, source }] : []));

/** The length that each axis of a parameter must have; null where nothing tells. */
export const lengthsOf = (parameter: Parameter, { routine, size }: RoutineText): readonly (string | null)[] =>
  parameter.axes.map((axis: Dimension) => (isKnownSize(axis, routine) ? size(axis).text : null));

/** `(length - 1)`: what is counted on the axis, without the offset. */
export const withoutOffset = (length: string, offset: number): string =>
  offset === 0 ? length : offset > 0 ? `${length} - ${offset}` : `${length} + ${-offset}`;

const LETTERS = 'ijklmnpqrstuvwxyzabcdefghoABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `ij,kl->kjil` of labels, letters in the order of their first appearance. */
export function einsumFormula({ labels, out }: OperationOf<'contract'>): string {
  const letters = new Map<number, string>();
  const letter = (label: number): string => {
    const known = letters.get(label) ?? LETTERS[letters.size]!;
    letters.set(label, known);
    return known;
  };
  return `${labels.map(own => own.map(letter).join('')).join(',')}->${out.map(letter).join('')}`;
}

/** The letters of a spread: those of its operand, those of the whole, and those along which the operand does not change, each once. */
export function spreadLetters({ labels, out }: OperationOf<'spread'>): { readonly own: string; readonly whole: string; readonly free: string } {
  const distinct = [...new Set(out)];
  const spelled = (all: readonly number[]): string => all.map(label => LETTERS[distinct.indexOf(label)]!).join('');
  return { own: spelled(labels), whole: spelled(out), free: spelled(distinct.filter(label => !labels.includes(label))) };
}

/** `gap_reciprocals_`: the helper for an operation by its name in src/operations. */
export const operationHelper = (name: string): string => `${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}_`;
