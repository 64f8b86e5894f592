/** The result: the claim as written, the formula with its shape, what is known about it, and the switches. */

import type { ShownForm } from './copy.ts';
import { append, type Child, element, hiddenText, prose } from './elements.ts';
import { formula } from './formula.ts';
import { type IconName, type IconTone, icon } from './icons.ts';
import { claimVerdicts, layoutFacts, layoutNames, notationNames, pendingNote, sections, switches, unavailable, vecOrder } from './messages.ts';
import type { PanelLayout, PanelPreferences, PanelResult } from './protocol.ts';
import { axisOrder, spaceElement } from './shapes.ts';
import { type Choice, radioSwitch } from './switches.ts';

export interface ResultOptions {
  readonly result: PanelResult;
  readonly layout: PanelLayout;
  readonly form: ShownForm;
  readonly onNotation: (notation: PanelPreferences['notation']) => void;
  readonly onLayout: (layout: 'numerator' | 'denominator') => void;
  readonly onUnavailable: (reason: string) => void;
}

export function resultSection(options: ResultOptions): HTMLElement {
  const { result, layout, form } = options;
  const pending = result.certificate.verdict === 'pending';
  return element(
    'section',
    { class: 'result', 'aria-label': sections.result },
    result.claim !== null && claimRow(result.claim, pending),
    pending ? pendingLine(result, layout) : resultLine(result, layout, form),
    facts(result, layout, form, pending),
    !pending && element('div', { class: 'row' }, notationSwitch(options), layoutSwitch(options)),
  );
}

function resultLine(result: PanelResult, layout: PanelLayout, form: ShownForm): HTMLElement {
  const equals = form.left === null ? form.right : { tex: `${form.left.tex} = ${form.right.tex}`, unicode: `${form.left.unicode} = ${form.right.unicode}` };
  return element('div', { class: 'line' }, element('span', { class: 'scroll', 'data-line': 'result' }, formula(equals)), membership(result, layout, form));
}

/** Where the form lies. An entry lies in ℝ, so beside the index form the whole derivative is named again, with its space. */
function membership(result: PanelResult, layout: PanelLayout, form: ShownForm): Child {
  const order = axisOrder(layout.layout);
  if (form.notation === 'matrix') return spaceElement(layout.shape, order);
  if (form.notation === 'vec') return layout.vecShape !== undefined && spaceElement(layout.vecShape, order);
  const range = layout.indexRange;
  if (range !== undefined) return element('span', { class: 'space aside' }, formula(range));
  return element('span', { class: 'space aside' }, formula(result.left), ' ', spaceElement(layout.shape, order));
}

/** Nothing unchecked is shown: the derivative's name and its shape alone. */
function pendingLine(result: PanelResult, layout: PanelLayout): HTMLElement {
  return element('div', { class: 'line' }, formula(result.left), spaceElement(layout.shape, axisOrder(layout.layout)));
}

function facts(result: PanelResult, layout: PanelLayout, form: ShownForm, pending: boolean): HTMLElement {
  const list = element('ul', { class: 'facts' });
  const add = (...children: readonly Child[]): void => {
    list.appendChild(element('li', {}, ...children));
  };
  add(pending ? icon('clock') : icon('check', 'good'), ' ', result.certificate.text);
  add(layout.name ?? layoutFacts[layout.layout]);
  if (form.notation === 'vec' && !pending) add(layout.vecNote ?? vecOrder);
  else if (layout.legend.length > 0) list.appendChild(legend(layout));
  if (pending) add(pendingNote);
  return list;
}

function legend(layout: PanelLayout): HTMLElement {
  const result = element('li', { class: 'legend' });
  layout.legend.forEach((entry, index) => {
    append(result, [index > 0 && ' × ', element('span', { class: entry.axis }, entry.text)]);
  });
  return result;
}

const claimIcons: Readonly<Record<NonNullable<PanelResult['claim']>['verdict'], readonly [IconName, IconTone]>> = {
  verified: ['check', 'good'],
  refuted: ['cross', 'bad'],
  'other-layout': ['information', 'warning'],
  unknown: ['question', 'warning'],
};

function claimRow(claim: NonNullable<PanelResult['claim']>, pending: boolean): HTMLElement {
  const [name, tone] = claimIcons[claim.verdict];
  return element(
    'div',
    { class: 'claim', role: 'group', 'aria-label': sections.claim },
    pending ? icon('clock') : icon(name, tone),
    element(
      'div',
      {},
      element('span', { class: 'scroll' }, formula(claim.written)),
      !pending && element('p', {}, hiddenText(`${claimVerdicts[claim.verdict]}. `), ...prose(claim.text)),
    ),
  );
}

function notationSwitch({ layout, form, onNotation, onUnavailable }: ResultOptions): HTMLElement {
  const choices: readonly Choice<PanelPreferences['notation']>[] = [
    { value: 'matrix', name: notationNames.matrix, unavailable: layout.matrix === null ? (layout.missing.matrix ?? unavailable.matrix) : null },
    { value: 'index', name: notationNames.index, unavailable: null },
    { value: 'vec', name: notationNames.vec, unavailable: layout.vec === null ? (layout.missing.vec ?? unavailable.vec) : null },
  ];
  return radioSwitch({ label: switches.notation, choices, chosen: form.notation, onChoose: onNotation, onUnavailable });
}

/** Where the layouts agree there is nothing to choose. */
function layoutSwitch({ result, layout, onLayout, onUnavailable }: ResultOptions): Child {
  if (layout.layout === 'both') return null;
  const choices = (['numerator', 'denominator'] as const).map(value => ({
    value,
    name: layoutNames[value],
    unavailable: result.layouts.some(other => other.layout === value) ? null : unavailable.layout,
  }));
  return radioSwitch({ label: switches.layout, choices, chosen: layout.layout, onChoose: onLayout, onUnavailable });
}
