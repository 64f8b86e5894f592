/** What the comments of a generated module say, line by line, in no language's comment signs. */

import { type Dimension, printDimension } from '../dimensions/dimension.ts';
import type { CodeInput, CodeParameter } from './input.ts';
import type { ModuleText } from './language.ts';
import type { Axis } from './operation.ts';
import type { Parameter } from './routine.ts';

export const shapeText = (sizes: readonly string[]): string => `(${sizes.join(', ')}${sizes.length === 1 ? ',' : ''})`;

function parameterLine({ name, symbol, shape, kind }: Parameter): string {
  const value = shape.length === 0 ? 'scalar' : `array of shape ${shapeText(shape)}`;
  const what = kind === 'function' ? `function that returns ${shape.length === 0 ? 'a' : 'an'} ${value}` : value;
  return `${name}${name === symbol ? '' : ` (${symbol})`}: ${what}`;
}

/** The query with its formula, the parameters, the order of the axes of what is returned. */
export function derivativeLines(input: CodeInput, parameters: readonly Parameter[]): readonly string[] {
  const layout = input.layout === 'both' ? 'both layouts' : `${input.layout} layout`;
  return [
    `${oneLine(input.query)}${input.formula === null ? '' : ` = ${input.formula}`} (${layout})`,
    '',
    ...parameters.map(parameterLine),
    ...(parameters.length > 0 ? [''] : []),
    axesLine(input),
  ];
}

function axesLine(input: CodeInput): string {
  const { derivative, flattened } = input;
  const shape = flattened ? [...flattened.of, ...flattened.wrt] : derivative.shape;
  const ofAxes = flattened ? flattened.of.length : input.ofAxes;
  const axes = (sizes: readonly Dimension[]): string => (sizes.length === 0 ? 'none' : sizes.map(printDimension).join(', '));
  return shape.length === 0
    ? 'Returns a scalar.'
    : `Returns an array of shape ${shapeText(shape.map(printDimension))}: axes of the numerator (${axes(shape.slice(0, ofAxes))}), then of the denominator (${axes(shape.slice(ofAxes))}).`;
}

export const valueLines = ({ value, input }: ModuleText): readonly string[] => {
  const shape = value!.routine.results[0]!.shape;
  return [
    `What is differentiated in ${oneLine(input.query)}: ${shape.length === 0 ? 'a scalar' : `an array of shape ${shapeText(shape.map(size => axisText(size)))}`}.`,
  ];
};

export const bothLines = ({ value, derivative }: ModuleText): readonly string[] => [
  `${value!.routine.name} and ${derivative.routine.name} together; what they share is computed once.`,
];

export const checkLines = ({ value, derivative }: ModuleText): readonly string[] => [
  `The largest difference between ${derivative.routine.name} and finite differences of ${value!.routine.name}, relative to the largest entry.`,
  'Below about 1e-6 where all is well, 1e-4 for higher derivatives.',
];

/** `full[i, j, k, l] is compressed[j, l] where i = k, otherwise 0` */
export function compressedLines({ compressed, derivative }: ModuleText): readonly string[] {
  const { pairs, kept } = compressed!.of;
  const letters = derivative.routine.results[0]!.shape.map((_, axis) => 'ijklmnpqrstuvw'[axis] ?? `i${axis}`);
  const conditions = pairs.map(([a, b]) => `${letters[a]} = ${letters[b]}`).join(' and ');
  return [
    `${derivative.routine.name} without the axes along which it is diagonal, an array of shape ${shapeText(compressed!.routine.results[0]!.shape.map(size => axisText(size)))}.`,
    `The entry [${letters.join(', ')}] of the whole is [${kept.map(axis => letters[axis]).join(', ')}] of this one where ${conditions}, otherwise 0.`,
  ];
}

/** The shapes that are asked for: `Phi (N, D), y (N,)`. */
export const wantedShapes = (parameters: readonly CodeParameter[]): string => parameters.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(', ');

/** Names come from documents: no control character may end a comment. */
export const oneLine = (text: string): string => text.replace(/[^\P{C}]/gu, ' ');

const axisText = (size: Axis): string => (size ? printDimension(size) : '1');
