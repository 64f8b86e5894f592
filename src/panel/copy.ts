/** What goes to the clipboard: results, lines and whole derivations as LaTeX without the panel's colours, or as text. */

import type { Derivation, Line } from '../derivations/derivation.ts';
import { plainTex } from './formula.ts';
import type { PanelFormula, PanelLayout, PanelMessage, PanelPreferences, PanelResult } from './protocol.ts';

/** `\frac{\partial L}{\partial \theta} = -2\,e^{\top}\Phi` */
export function resultTex(form: ShownForm): string {
  return plainTex(form.left === null ? form.right.tex : `${form.left.tex} = ${form.right.tex}`);
}
export function resultText(form: ShownForm): string {
  return form.left === null ? form.right.unicode : `${form.left.unicode} = ${form.right.unicode}`;
}

/** The form of a result that a notation shows; a form that does not exist gives way to one that does. */
export interface ShownForm {
  readonly notation: PanelPreferences['notation'];
  readonly left: PanelFormula | null;
  readonly right: PanelFormula;
}
export function shownForm(result: PanelResult, layout: PanelLayout, notation: PanelPreferences['notation']): ShownForm {
  if (notation === 'vec' && layout.vec !== null) return { notation, left: layout.vecLeft ?? null, right: layout.vec };
  if (notation !== 'index' && layout.matrix !== null) return { notation: 'matrix', left: result.left, right: layout.matrix };
  return { notation: 'index', left: layout.indexLeft ?? null, right: layout.index };
}

export function lineTex(line: Line): string {
  return plainTex([line.left ?? '', ...line.parts.map(part => part.tex)].filter(piece => piece !== '').join(' '));
}

/** An `aligned` block with the rule beside each line. */
export function derivationTex(derivation: Derivation): string {
  const lines = derivation.lines.map(line => {
    const [first, ...rest] = line.parts;
    const right = plainTex([first?.tex ?? '', ...rest.map(part => part.tex)].join(' '));
    return `  ${plainTex(line.left ?? '')} &${right} && \\text{${texText(line.rule)}}`;
  });
  return ['\\begin{aligned}', lines.join(' \\\\\n'), '\\end{aligned}'].join('\n');
}

/** The whole of a message, for a report. */
export function messageText(message: PanelMessage): string {
  const details = (message.details ?? []).map(detail => `${detail.name}: ${detail.value}`);
  return [`${message.query} (${message.place})`, message.what, message.why, message.todo, ...details].filter(line => line !== '').join('\n');
}

/** Text inside \text{…}: the characters that TeX reserves are escaped. */
export function texText(text: string): string {
  return text.replace(/[\\{}$&#%_^~]/g, character => {
    if (character === '\\') return '\\textbackslash{}';
    if (character === '^') return '\\textasciicircum{}';
    if (character === '~') return '\\textasciitilde{}';
    return `\\${character}`;
  });
}
