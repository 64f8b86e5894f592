/** softmax and logsumexp over the last axis. */

import { intern } from './intern.ts';
import type { TensorNode } from './node.ts';

/** exp(x) / Σ exp(x) over the last axis; the shape stays. */
export const softmax = (argument: TensorNode): TensorNode =>
  intern(`o|softmax|${argument.id}`, { kind: 'operation', name: 'softmax', operands: [argument], shape: argument.shape });

/** log Σ exp(x) over the last axis, which is dropped. */
export const logsumexp = (argument: TensorNode): TensorNode =>
  intern(`o|logsumexp|${argument.id}`, { kind: 'operation', name: 'logsumexp', operands: [argument], shape: argument.shape.slice(0, -1) });
