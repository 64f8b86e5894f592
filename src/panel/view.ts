/** The Derivation view: what is given, the three styles, the steps, the table of cases. */

import type { Derivation, Style } from '../derivations/derivation.ts';
import { append, type Child, element, toolButton } from './elements.ts';
import { formula, plainTex } from './formula.ts';
import { icon } from './icons.ts';
import { caseColumns, copying, given as givenWords, sections, steps as stepWords, styleNames, switches, unavailable } from './messages.ts';
import type { PanelFormula, PanelLayout, PanelResult } from './protocol.ts';
import { axisOrder } from './shapes.ts';
import { type Steps, stepList } from './steps.ts';
import { radioSwitch } from './switches.ts';
import { tabPanel } from './tabs.ts';

export interface ViewOptions {
  readonly result: PanelResult;
  readonly layout: PanelLayout;
  readonly derivation: Derivation | null;
  readonly unfolded: readonly number[];
  readonly onStyle: (style: Style) => void;
  readonly onUnavailable: (reason: string) => void;
  readonly onFold: (style: Style, unfolded: readonly number[]) => void;
  readonly onCopy: (derivation: Derivation) => void;
}

const styles: readonly Style[] = ['chain', 'differentials', 'components'];

export function derivationView(options: ViewOptions): HTMLElement {
  const { result, derivation } = options;
  const pending = result.certificate.verdict === 'pending';
  return element(
    'section',
    { class: 'view derivation', ...tabPanel('derivation') },
    givenList(result),
    ...(pending ? [] : derivation === null ? [element('p', { class: 'note' }, unavailable.none)] : stepsBlock(options, derivation)),
    !pending && casesTable(options.layout),
  );
}

/** The derivation in the style asked for, or in the first style that exists. */
export function shownDerivation(layout: PanelLayout, style: Style): Derivation | null {
  const usable = layout.derivations.filter(derivation => derivation.unavailable === undefined && derivation.lines.length > 0);
  return (
    usable.find(derivation => derivation.style === style) ??
    styles.map(other => usable.find(derivation => derivation.style === other)).find(found => found !== undefined) ??
    null
  );
}

function givenList(result: PanelResult): Child {
  const rows: readonly [string, readonly PanelFormula[]][] = [
    [givenWords.definitions, result.definitions],
    [givenWords.shapes, result.shapes],
  ];
  const present = rows.filter(([, formulas]) => formulas.length > 0);
  if (present.length === 0) return null;
  const list = element('dl', { class: 'given' });
  for (const [name, formulas] of present) {
    append(list, [element('dt', {}, name), element('dd', {}, ...formulas.map(source => element('span', { class: 'scroll' }, formula(source))))]);
  }
  return list;
}

function stepsBlock(options: ViewOptions, derivation: Derivation): readonly Child[] {
  const steps = stepList(derivation, `${sections.derivation}: ${styleNames[derivation.style]}`, {
    order: axisOrder(options.layout.layout),
    unfolded: options.unfolded,
    onFold: unfolded => {
      options.onFold(derivation.style, unfolded);
      refresh();
    },
  });
  const { button, refresh } = foldTool(steps);
  const copy = toolButton(icon('copy'), copying.derivationTool, 'copy derivation');
  copy.addEventListener('click', () => options.onCopy(derivation));
  return [element('div', { class: 'row between' }, styleSwitch(options, derivation.style), element('span', { class: 'tools' }, button, copy)), steps.list];
}

function foldTool(steps: Steps): { readonly button: HTMLButtonElement; readonly refresh: () => void } {
  const button = toolButton(icon('unfold'), stepWords.unfoldAll, 'fold all');
  const refresh = (): void => {
    const folds = steps.foldable && steps.allUnfolded();
    const name = folds ? stepWords.foldAll : stepWords.unfoldAll;
    button.title = name;
    button.setAttribute('aria-label', name);
    button.replaceChildren(icon(folds ? 'fold' : 'unfold'));
  };
  button.disabled = !steps.foldable;
  button.addEventListener('click', () => steps.setAll(!steps.allUnfolded()));
  refresh();
  return { button, refresh };
}

function styleSwitch({ layout, onStyle, onUnavailable }: ViewOptions, chosen: Style): HTMLElement {
  const choices = styles.map(style => {
    const derivation = layout.derivations.find(other => other.style === style);
    const missing = derivation === undefined || derivation.lines.length === 0;
    return { value: style, name: styleNames[style], unavailable: derivation?.unavailable ?? (missing ? unavailable.style : null) };
  });
  return radioSwitch({ label: switches.style, choices, chosen, onChoose: onStyle, onUnavailable });
}

function casesTable(layout: PanelLayout): Child {
  if (layout.cases === null || layout.cases.length === 0) return null;
  const body = element('tbody');
  layout.cases.forEach((entry, index) => {
    const row = element(
      'tr',
      { tabindex: index === 0 ? 0 : -1, 'data-key': `case ${index}` },
      element('td', {}, formula(entry.value)),
      element('td', {}, formula(entry.condition)),
    );
    row.dataset.tex = plainTex(`${entry.value.tex} \\quad ${entry.condition.tex}`);
    body.appendChild(row);
  });
  moveBetweenRows(body);
  return element(
    'div',
    { class: 'cases-block' },
    element('h2', { id: 'cases' }, sections.cases),
    element(
      'table',
      { class: 'cases', 'aria-labelledby': 'cases' },
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, caseColumns.value), element('th', { scope: 'col' }, caseColumns.condition))),
      body,
    ),
  );
}

function moveBetweenRows(body: HTMLElement): void {
  body.addEventListener('keydown', event => {
    const rows = [...body.querySelectorAll<HTMLElement>('tr')];
    const at = rows.indexOf(event.target as HTMLElement);
    const target = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
    if (at < 0 || target === undefined) return;
    event.preventDefault();
    for (const row of rows) row.tabIndex = row === target ? 0 : -1;
    target.focus();
  });
}
