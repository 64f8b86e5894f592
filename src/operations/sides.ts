/**
 * The sides of the operands and of the value of a matrix operation: `A|A -> ` is a trace, `A|B, C|D -> AC|BD` a Kronecker
 * product. A letter is a whole side, rows before the bar and columns behind it; a side may stand for several axes. A letter
 * twice in an operand says that its sides are equal and takes the diagonal, twice in the value makes one; what is not in the
 * value is summed.
 */

export interface Sides {
  /** Letters by their number. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}
export interface SideRule {
  readonly operands: readonly Sides[];
  readonly value: Sides;
}

export function sideRule(text: string): SideRule {
  const letters: string[] = [];
  const numbers = (side: string): readonly number[] =>
    [...side].map(letter => {
      if (!letters.includes(letter)) letters.push(letter);
      return letters.indexOf(letter);
    });
  const sides = (part: string): Sides => {
    const [rows = '', columns = ''] = part.trim().split('|');
    return { rows: numbers(rows), columns: numbers(columns) };
  };
  const [before, after] = text.split('->') as [string, string];
  return { operands: before.split(',').map(sides), value: sides(after) };
}

/** The rows and the columns of the operand are one side. */
export const isSquareOperand = ({ rows, columns }: Sides): boolean => rows.length === 1 && rows[0] === columns[0];

/** Whether entries are added up, or only moved. */
export function addsUp({ operands, value }: SideRule): boolean {
  return operands.some(({ rows, columns }) => [...rows, ...columns].some(letter => !value.rows.includes(letter) && !value.columns.includes(letter)));
}
