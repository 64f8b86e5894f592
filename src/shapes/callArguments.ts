/** What a call takes: its axis, as NumPy counts it, and what is said of an argument of another shape. */

import type { CallNode } from '../syntax/tree.ts';
import { type Context, operandAt, textAt } from './context.ts';
import { type Fix, messages } from './messages.ts';
import { integerValue } from './powers.ts';
import type { Typed } from './typed.ts';

/** The axis of a matrix; null where none is given or where a vector has only the one. */
export function axisOf(context: Context, call: CallNode, [argument, axis]: readonly Typed[]): 0 | 1 | null | 'problem' {
  if (!axis) return null;
  const value = integerValue(axis);
  const { kind } = argument!.shape;
  if (kind === 'matrix' && (value === 0 || value === 1 || value === -1)) return value === 0 ? 0 : 1;
  if ((kind === 'vector' || kind === 'row') && (value === 0 || value === -1)) return null;
  wrongShape(context, call, argument!, 'a matrix and the axis 0 or 1');
  return 'problem';
}

export const wrongShape = (context: Context, call: CallNode, argument: Typed, takes: string, fixes: readonly Fix[] = []): null => {
  context.problems.push(messages.functionShape(call.span, call.callee, operandAt(context, call.arguments[0]!.span, argument.shape), takes, fixes));
  return null;
};

/** The same call of another function. */
export const renamed = (context: Context, call: CallNode, name: string): Fix => ({
  title: `${name}(${call.arguments.map(argument => textAt(context, argument.span)).join(', ')})`,
  span: call.calleeSpan,
  text: name,
});
