/** How an operation is written. */

export interface Spelled {
  /** Beside the name of the row, apart by blanks. */
  readonly spellings?: string;
  /** `tanh x`, `tr A`: a bare argument is one factor. Without it a bracket is needed. */
  readonly prefix?: true;
  /** `tanh² x` is a power of the value. */
  readonly powerOfValue?: true;
  /** Of the spellings, those that are methods too: `A.trace()`. */
  readonly methods?: string;
  /** Its second argument may be an axis. */
  readonly alongAxis?: true;
}

export const words = (text = ''): readonly string[] => text.split(' ').filter(Boolean);
