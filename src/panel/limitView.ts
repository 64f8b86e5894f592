/** The Limit view: the quotients whose limit an entry of the derivative is, their errors, and one slider for the step. */

import { append, type Child, element, toolButton } from './elements.ts';
import { formula } from './formula.ts';
import { icon } from './icons.ts';
import { alongPlot } from './limitAlong.ts';
import { errorsOf, type QuotientErrors, quotientNames } from './limitErrors.ts';
import { errorPlot, nearest, type Plot } from './limitPlot.ts';
import { limit as words } from './messages.ts';
import { fixed, powerOfTen, scientific } from './numberText.ts';
import type { PanelLimit, PanelQuotients } from './protocol.ts';
import type { LimitState } from './state.ts';
import { tabPanel } from './tabs.ts';

export interface LimitViewOptions {
  /** null while it is on its way. */
  readonly limit: PanelLimit | null;
  readonly state: LimitState;
  readonly seed: number;
  /** Another entry, direction or point: the quotients have to be asked for. */
  readonly onChoose: (change: Partial<Pick<LimitState, 'output' | 'direction' | 'at'>>) => void;
  readonly onStep: (exponent: number) => void;
  readonly onRenew: () => void;
}

/** Half a decade each. */
const stepsPerDecade = 2;

export function limitView(options: LimitViewOptions): HTMLElement {
  const { limit } = options;
  const section = element('section', { class: 'view limit', ...tabPanel('limit') });
  if (limit === null) append(section, [element('p', { class: 'note', 'aria-live': 'polite' }, words.waiting)]);
  else if (limit.quotients === null) append(section, [choices(options, null), element('p', { class: 'note', role: 'status' }, limit.refused)]);
  else append(section, quotientParts(options, limit.quotients));
  return section;
}

function quotientParts(options: LimitViewOptions, quotients: PanelQuotients): readonly Child[] {
  const errors = errorsOf(quotients);
  const plots = [errorPlot(quotients, errors), alongPlot(quotients)] as const;
  const values = element('dl', { class: 'pairs quotients' });
  const last = quotients.exponents.at(-1) ?? -12;
  const slider = element('input', {
    type: 'range',
    class: 'step-slider',
    min: 0,
    max: -last * stepsPerDecade,
    step: 1,
    value: -options.state.exponent * stepsPerDecade,
    'aria-label': words.step,
    'data-key': words.step,
  });
  const show = (): void => {
    const exponent = -slider.valueAsNumber / stepsPerDecade || 0;
    slider.setAttribute('aria-valuetext', powerOfTen(exponent));
    for (const plot of plots) plot.show(exponent);
    values.replaceChildren(...valuesAt(quotients, exponent));
  };
  slider.addEventListener('input', () => {
    show();
    options.onStep(-slider.valueAsNumber / stepsPerDecade || 0);
  });
  for (const plot of plots) drawAtItsWidth(plot);
  show();
  const [errorPicture, alongPicture] = plots;
  return [
    element('span', { class: 'scroll definition' }, formula(quotients.definition)),
    choices(options, quotients),
    element(
      'div',
      { class: 'limit-figures' },
      element(
        'figure',
        {},
        element('figcaption', { class: 'note' }, words.errorCaption[quotients.derivative === 0 ? 'absolute' : 'relative']),
        errorPicture.picture,
      ),
      element(
        'div',
        { class: 'stack' },
        element('figure', {}, element('figcaption', { class: 'note' }, formula(quotients.name), ' ', words.alongCaption), alongPicture.picture),
        slider,
        values,
      ),
    ),
    element('p', { class: 'note' }, summary(quotients, errors)),
  ];
}

/** A picture has no width before it stands on the page. */
function drawAtItsWidth({ picture, draw }: Plot): void {
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width === 0 || width === drawn) return;
    drawn = width;
    draw(width);
  }).observe(picture);
}

function choices({ state, seed, onChoose, onRenew }: LimitViewOptions, quotients: PanelQuotients | null): HTMLElement {
  const row = element('div', { class: 'row fields' });
  if (quotients !== null) {
    const { outputs, directions, output, direction, ofName, byName } = quotients;
    append(row, [
      outputs.length > 1 && select(words.entryOf(ofName), outputs, output, chosen => onChoose({ output: chosen })),
      directions.length > 1 && select(words.entryOf(byName), directions, direction, chosen => onChoose({ direction: chosen })),
    ]);
  }
  const points = ['random', 'numbers'] as const;
  const renew = toolButton(icon('renew'), words.renew, 'renew');
  renew.addEventListener('click', onRenew);
  append(row, [
    select(words.at, [words.atRandom(seed), words.atNumbers], points.indexOf(state.at), chosen => onChoose({ at: points[chosen] ?? 'random' })),
    renew,
  ]);
  return row;
}

function select(label: string, names: readonly string[], chosen: number, onChange: (chosen: number) => void): HTMLElement {
  const field = element('select', { 'data-key': label });
  names.forEach((name, k) => {
    const option = element('option', { value: k }, name);
    option.selected = k === chosen;
    field.appendChild(option);
  });
  field.addEventListener('change', () => onChange(Number(field.value)));
  return element('label', { class: 'field' }, label, field);
}

function valuesAt(quotients: PanelQuotients, exponent: number): readonly HTMLElement[] {
  const k = nearest(quotients.exponents, exponent);
  const shown = (value: number | null | undefined): string => (value === null || value === undefined ? words.none : fixed(value));
  const rows: readonly (readonly [string, string])[] = [
    ['h', powerOfTen(exponent)],
    ...quotientNames.flatMap(name => {
      const values = quotients[name];
      return values === null ? [] : [[words.names[name], shown(values[k])] as const];
    }),
    [words.derivative, shown(quotients.derivative)],
  ];
  return rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', { class: name === 'h' ? 'step-value' : null }, value)]);
}

/** Below it a quotient at h = 1 has no truncation. */
const exact = 1e-12;

function summary({ exponents, complexReason }: PanelQuotients, errors: readonly QuotientErrors[]): string {
  const parts = errors.flatMap(({ name, errors: own, best }) =>
    best === null || name === 'complex'
      ? []
      : (own[0] ?? 1) < exact
        ? [words.exact(words.names[name])]
        : [words.best(words.names[name], powerOfTen(Math.round(exponents[best]!)), scientific(own[best]!))],
  );
  return `${parts.length > 0 ? `${words.bestOfAll(parts)} ` : ''}${complexReason === null ? words.withoutCancellation : `${complexReason}.`}`;
}
