/** Every LaTeX text that a derivative of the public identities has. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeDocument } from '../../src/analysis/document.ts';
import { withoutAxisColours } from '../../src/ide/latex.ts';

export interface LatexText {
  readonly id: string;
  /** `matrix`, `index`, `vec`, `case`, `fraction`, `gradient`. */
  readonly form: string;
  readonly latex: string;
}

/** Without the colours of axes, as they are copied. */
export function latexTexts(): readonly LatexText[] {
  const rows = JSON.parse(readFileSync(join(import.meta.dirname ?? __dirname, 'identities.json'), 'utf8')) as readonly { id: string; document: string }[];
  return rows.flatMap(({ id, document }) => {
    const statement = analyzeDocument(document).statements.at(-1)!;
    const { derivative } = statement.result;
    if (!derivative) return [];
    const { matrix, index, vec, cases } = derivative;
    const equations = statement.equations();
    const texts: readonly (readonly [form: string, latex: string | null | undefined])[] = [
      ['matrix', matrix?.latex],
      ['index', index.latex],
      ['vec', vec?.latex],
      ...(cases ?? []).map(({ value }) => ['case', value.latex] as const),
      ['fraction', equations?.fraction],
      ['gradient', equations?.gradient],
    ];
    return texts.flatMap(([form, latex]) => (latex ? [{ id, form, latex: withoutAxisColours(latex) }] : []));
  });
}
