/** softmax and logsumexp over the last axis. */

import { intern } from './intern.ts';
import type { TensorNode } from './node.ts';

/** exp(x) / Σ exp(x) over the last axis; the shape stays. */
export const softmax = (argument: TensorNode): TensorNode => intern(`x|${argument.id}`, { kind: 'softmax', argument, shape: argument.shape });

/** log Σ exp(x) over the last axis, which is dropped. */
export const logsumexp = (argument: TensorNode): TensorNode => intern(`l|${argument.id}`, { kind: 'logsumexp', argument, shape: argument.shape.slice(0, -1) });
