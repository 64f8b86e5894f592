/** A comment or a documentation string, by UTF-16 offsets in the document. */
export interface Comment {
  readonly kind: 'line' | 'block' | 'documentation';
  readonly start: number;
  /** Between the signs. */
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  /** Stands in code that is interpolated into a literal. */
  readonly nested?: true;
}
