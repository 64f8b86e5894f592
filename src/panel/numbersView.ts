/** The Numbers view: values for every variable, typed, pasted or random; what the result is there; each entry against differences. */

import { append, type Child, element, hiddenText, toolButton } from './elements.ts';
import { formula } from './formula.ts';
import { type IconName, type IconTone, icon } from './icons.ts';
import { numbers as words } from './messages.ts';
import { arrayTable } from './numberArray.ts';
import { decimal, scientific, typed } from './numberText.ts';
import type { NumbersChoice, PanelArray, PanelAtNumbers, PanelGradientCheck, PanelLayout, PanelNumberResults, PanelVariable } from './protocol.ts';
import { tabPanel } from './tabs.ts';

export interface NumbersViewOptions {
  /** null while they are on their way. */
  readonly numbers: PanelAtNumbers | null;
  readonly choice: NumbersChoice;
  /** Texts that are being typed and are not applied, by variable. */
  readonly drafts: Map<string, string>;
  readonly layout: PanelLayout;
  readonly onChange: (choice: NumbersChoice) => void;
}

export function numbersView(options: NumbersViewOptions): HTMLElement {
  const { numbers } = options;
  const section = element('section', { class: 'view at-numbers', ...tabPanel('numbers') });
  if (numbers === null) append(section, [element('p', { class: 'note', 'aria-live': 'polite' }, words.waiting)]);
  else {
    append(section, [
      tools(options),
      variableList(options, numbers.variables),
      element('p', { class: 'note' }, numbers.replaced !== null && `${words.replaced(numbers.replaced)} `, words.hint),
      ...(numbers.results === null
        ? [element('p', { class: 'refused', role: 'status' }, icon('slash', 'warning'), ' ', numbers.refused)]
        : results(options, numbers.results)),
    ]);
  }
  return section;
}

const greatestSeed = 9_999;

function tools({ choice, drafts, onChange }: NumbersViewOptions): HTMLElement {
  const seed = element('input', { type: 'number', min: 1, max: greatestSeed, step: 1, value: choice.seed, 'data-key': words.seed });
  seed.addEventListener('change', () => {
    const wanted = seed.valueAsNumber;
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= greatestSeed) onChange({ ...choice, seed: wanted });
    else seed.value = String(choice.seed);
  });
  const renew = element('button', { class: 'tool', type: 'button', 'data-key': 'renew' }, icon('renew'), words.renew);
  renew.addEventListener('click', () => onChange({ ...choice, seed: (choice.seed % greatestSeed) + 1 }));
  const clear = element('button', { class: 'tool', type: 'button', 'data-key': 'clear values' }, icon('cross'), words.clear);
  clear.addEventListener('click', () => {
    drafts.clear();
    onChange({ ...choice, entered: {} });
  });
  clear.disabled = Object.keys(choice.entered).length === 0;
  return element('div', { class: 'row fields' }, element('label', { class: 'field' }, words.seed, seed), element('span', { class: 'tools' }, renew, clear));
}

function variableList(options: NumbersViewOptions, variables: readonly PanelVariable[]): HTMLElement {
  const list = element('ul', { class: 'variables', 'aria-label': words.variables });
  for (const variable of variables) list.appendChild(variableRow(options, variable));
  return list;
}

function variableRow(options: NumbersViewOptions, variable: PanelVariable): HTMLElement {
  const { choice, drafts } = options;
  const { id, name, shape, facts, problem, violations } = variable;
  const entered = Object.hasOwn(choice.entered, id) ? choice.entered[id]! : null;
  const noteId = `values-${id}`;
  const notes = [...(problem === null ? [] : [problem]), ...violations];
  const random = toolButton(icon('renew'), words.useRandom(name.unicode), `random ${id}`);
  random.disabled = entered === null;
  random.addEventListener('click', () => apply(options, variable, ''));
  return element(
    'li',
    { class: 'variable' },
    element(
      'div',
      { class: 'variable-name' },
      formula({ tex: `${name.tex} \\in ${shape.tex}`, unicode: `${name.unicode} ∈ ${shape.unicode}` }),
      element('span', { class: 'note' }, (entered === null && !variable.isEntered ? [...facts, words.random] : facts).join(', ')),
    ),
    element(
      'div',
      { class: 'variable-value' },
      valueField(options, variable, drafts.get(id) ?? entered ?? asTyped(variable.value), notes.length > 0 ? noteId : null),
      random,
    ),
    notes.length > 0 &&
      element(
        'div',
        { class: 'variable-notes', id: noteId },
        ...notes.map(note => element('p', {}, icon(note === problem ? 'cross' : 'information', note === problem ? 'bad' : 'warning'), ' ', note)),
      ),
  );
}

const mostLines = 8;

/** Ctrl+Enter or leaving the field applies what was typed; pasted values take the place of random ones. */
function valueField(options: NumbersViewOptions, variable: PanelVariable, text: string, noteId: string | null): HTMLElement {
  const { drafts, choice } = options;
  const { id, name, value, problem } = variable;
  const lines = Math.min(mostLines, Math.max(1, text.split('\n').length));
  const field = element('textarea', {
    rows: lines,
    spellcheck: 'false',
    autocomplete: 'off',
    wrap: 'off',
    'aria-label': words.valueOf(name.unicode),
    'aria-invalid': problem === null ? null : 'true',
    'aria-describedby': noteId,
    placeholder: isWhole(value) ? words.random : words.tooLarge(value.rows, value.columns),
    'data-key': `values ${id}`,
  });
  field.value = text;
  let shown = Object.hasOwn(choice.entered, id) ? choice.entered[id]! : asTyped(value);
  const finish = (): void => {
    drafts.delete(id);
    if (field.value === shown) return;
    shown = field.value;
    apply(options, variable, field.value);
  };
  field.addEventListener('input', () => {
    drafts.set(id, field.value);
    field.rows = Math.min(mostLines, Math.max(1, field.value.split('\n').length));
  });
  field.addEventListener('change', finish);
  field.addEventListener('paste', event => {
    const pasted = event.clipboardData?.getData('text/plain') ?? '';
    // a single number goes where the cursor is
    if (!/[\n\t[;]|\d[,\s]+[-+.\d]/.test(pasted.trim())) return;
    event.preventDefault();
    apply(options, variable, pasted);
  });
  field.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish();
    } else if (event.key === 'Escape' && field.value !== shown) {
      // the first Escape takes back what was typed; the next one leaves the panel
      event.preventDefault();
      field.value = shown;
      drafts.delete(id);
    }
  });
  return field;
}

/** Nothing typed means random values. */
function apply({ choice, drafts, onChange }: NumbersViewOptions, { id }: PanelVariable, text: string): void {
  drafts.delete(id);
  const { [id]: _, ...others } = choice.entered;
  onChange({ ...choice, entered: text.trim() === '' ? others : { ...others, [id]: text } });
}

const isWhole = ({ rows, columns, shownRows, shownColumns }: PanelArray): boolean => rows === shownRows && columns === shownColumns;

/** Rows of numbers in columns, as they can be typed again. */
function asTyped(value: PanelArray): string {
  if (!isWhole(value)) return '';
  const cells = value.entries.map(entry => (entry === null ? '' : typed(entry)));
  const widths = Array.from({ length: value.columns }, (_, column) =>
    Math.max(...Array.from({ length: value.rows }, (__, row) => cells[row * value.columns + column]?.length ?? 0)),
  );
  return Array.from({ length: value.rows }, (_, row) =>
    Array.from({ length: value.columns }, (__, column) =>
      (cells[row * value.columns + column] ?? '').padStart(value.rows > 1 ? (widths[column] ?? 0) : 0),
    ).join('  '),
  ).join('\n');
}

function results({ layout }: NumbersViewOptions, { value, derivative, rows, columns, turns, check }: PanelNumberResults): readonly Child[] {
  const isTurned = turns && layout.layout === 'denominator';
  const [shown, above, beside] = isTurned ? [transposed(derivative), rows, columns] : [derivative, columns, rows];
  const legend = [beside && { ...beside, text: beside.text }, above].filter(side => side !== null && side !== undefined);
  return [
    element(
      'div',
      { class: 'number-results' },
      element('div', { class: 'number-result' }, element('h2', {}, words.value), arrayTable(value, words.value, null, null)),
      element(
        'div',
        { class: 'number-result' },
        element('h2', {}, words.derivative),
        arrayTable(shown, words.derivative, beside?.axis ?? null, above?.axis ?? null),
        legend.length > 0 &&
          element(
            'p',
            { class: 'note' },
            ...legend.flatMap((side, k) => [k > 0 && ' · ', element('span', { class: side.axis }, sideText(side.text, isTurned))]),
          ),
      ),
    ),
    element('div', { class: 'number-result' }, element('h2', {}, words.check), ...checkParts(check)),
  ];
}

/** Rows become columns. */
function sideText(text: string, isTurned: boolean): string {
  return isTurned ? text.replace(/^(rows|columns)/, word => (word === 'rows' ? 'columns' : 'rows')) : text;
}

function transposed({ rows, columns, shownRows, shownColumns, entries }: PanelArray): PanelArray {
  const turned = Array.from({ length: shownColumns }, (_, column) =>
    Array.from({ length: shownRows }, (__, row) => entries[row * shownColumns + column] ?? null),
  );
  return { rows: columns, columns: rows, shownRows: shownColumns, shownColumns: shownRows, entries: turned.flat() };
}

const verdictIcons: Readonly<Record<PanelGradientCheck['verdict'], readonly [IconName, IconTone]>> = {
  agrees: ['check', 'good'],
  differs: ['cross', 'bad'],
  undecided: ['question', 'warning'],
};

function checkParts({ verdict, text, method, compared, relativeError, tolerance, entries }: PanelGradientCheck): readonly Child[] {
  const [name, tone] = verdictIcons[verdict];
  const facts = [
    words.by(method),
    words.compared(compared),
    ...(relativeError === null || tolerance === null ? [] : [words.error(scientific(relativeError), scientific(tolerance))]),
  ];
  return [
    element('p', { role: 'status' }, icon(name, tone), hiddenText(`${words.verdicts[verdict]}:`), ' ', `${text}.`),
    element('ul', { class: 'facts' }, ...facts.map(fact => element('li', {}, fact))),
    entries.length > 0 && worstTable(entries),
  ];
}

function worstTable(entries: PanelGradientCheck['entries']): HTMLElement {
  const heads = Object.values(words.columns).map(name => element('th', { scope: 'col' }, name));
  const rows = entries.map(({ left, derivative, difference }) =>
    element(
      'tr',
      {},
      element('td', {}, formula(left)),
      element('td', {}, decimal(derivative)),
      element('td', {}, decimal(difference)),
      element('td', {}, scientific(Math.abs(derivative - difference))),
    ),
  );
  const table = element(
    'table',
    { class: 'worst', 'aria-label': words.check },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
  return element('div', { class: 'scroll' }, table);
}
