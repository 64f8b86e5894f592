/** How an operation is written. */

export interface Spelled {
  /** Beside the name of the row, apart by blanks. */
  readonly spellings?: string;
  /** Spellings that are read only before a bracket, because alone they are likelier variables: `t(X)` of R. */
  readonly beforeBracket?: string;
  /** `tanh x`, `tr A`: a bare argument is one factor. Without it a bracket is needed. */
  readonly prefix?: true;
  /** `tanh² x` is a power of the value. */
  readonly powerOfValue?: true;
  /** Its names as a method or attribute: `A.trace()`. */
  readonly methods?: string;
  /** It may be taken along an axis: `sum(X, axis=0)`. */
  readonly alongAxis?: true;
  /** What stands below it is an index or a variable, and then it is no call: `sum_{i,j}`, `\min_{x}`. */
  readonly hasIndexBelow?: true;
  /** Its arguments may come as one tuple or list: `np.hstack((A, B))`. */
  readonly takesList?: true;
}

export const words = (text = ''): readonly string[] => text.split(' ').filter(Boolean);
