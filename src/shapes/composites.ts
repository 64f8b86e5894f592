/** Functions of machine learning that are short for others: their shapes, their values and their derivatives are those of what they stand for. */

import type { CallNode } from '../syntax/tree.ts';
import { type Context, make } from './context.ts';
import { broadcastTo } from './operators.ts';
import { extremeOf, logsumexpOf, wrongShape } from './reductions.ts';
import type { Typed } from './typed.ts';

/** min(max(x, a), b), entry by entry; of two numbers in order max(x, a) − relu(x − b), which names the kinks x = a and x = b. */
export function clipOf(context: Context, call: CallNode, [x, a, b]: readonly Typed[]): Typed | null {
  const [of, lower, upper] = call.arguments;
  const raised = extremeOf(context, { ...call, arguments: [of!, lower!] }, [x!, a!], 'max');
  if (!raised) return null;
  if (a!.op !== 'number' || b!.op !== 'number' || a!.value > b!.value) return extremeOf(context, { ...call, arguments: [of!, upper!] }, [raised, b!], 'min');
  const { shape } = raised;
  const { span } = call;
  const above = make(context, { op: 'subtract', args: [x!, broadcastTo(context, b!, shape)], shape, span });
  return make(context, { op: 'subtract', args: [raised, make(context, { op: 'elementwise', function: 'relu', args: [above], shape, span })], shape, span });
}

/** x − logsumexp(x) of a vector; of a matrix along an axis it would need the rows repeated, which softmax says better. */
export function logSoftmaxOf(context: Context, call: CallNode, args: readonly Typed[]): Typed | null {
  const [x] = args as readonly [Typed];
  if (x.shape.kind !== 'vector' && x.shape.kind !== 'row') return wrongShape(context, call, x, 'a vector');
  const total = logsumexpOf(context, call, args);
  if (!total) return null;
  const { span } = call;
  return make(context, { op: 'subtract', args: [x, broadcastTo(context, total, x.shape)], shape: x.shape, span });
}
