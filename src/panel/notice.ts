/** What stands in place of a result: refused, withheld, an error, a hint; and the page before anything was asked. */

import { append, element, hiddenText, prose } from './elements.ts';
import { formula } from './formula.ts';
import { type IconName, type IconTone, icon } from './icons.ts';
import { emptyExample, emptyNote, goToLine, more, noticeDerived, productName, severities } from './messages.ts';
import type { PanelMessage } from './protocol.ts';

export interface NoticeOptions {
  readonly message: PanelMessage;
  readonly onAction: (id: string) => void;
  readonly onReveal: () => void;
  readonly onReport: () => void;
}

const icons: Readonly<Record<PanelMessage['severity'], readonly [IconName, IconTone]>> = {
  refused: ['slash', 'warning'],
  withheld: ['cross', 'bad'],
  error: ['cross', 'bad'],
  hint: ['information', 'plain'],
};

export function notice(options: NoticeOptions): HTMLElement {
  const { message } = options;
  const [name, tone] = icons[message.severity];
  const body = element(
    'div',
    {},
    element('h2', {}, hiddenText(`${severities[message.severity]}: `), ...prose(message.what)),
    message.why !== '' && element('p', {}, ...prose(message.why)),
  );
  if (message.derived !== undefined)
    append(body, [element('p', { class: 'note' }, noticeDerived), element('span', { class: 'scroll' }, formula(message.derived))]);
  if (message.todo !== '') append(body, [element('p', {}, ...prose(message.todo))]);
  if (message.snippet !== undefined) append(body, [codeBlock(message.snippet)]);
  if (message.details !== undefined && message.details.length > 0) append(body, [detailList(message.details)]);
  append(body, [buttons(options)]);
  return element('section', { class: 'notice', 'aria-label': severities[message.severity] }, icon(name, tone), body);
}

/** Nothing was asked yet. */
export function emptyPage(text: string): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    element('h1', { class: 'hidden-text' }, productName),
    element('p', {}, ...prose(text)),
    codeBlock(emptyExample),
    element('p', { class: 'note' }, ...prose(emptyNote)),
  );
}

function codeBlock(source: string): HTMLElement {
  return element('pre', { class: 'code', tabindex: 0 }, source);
}

function detailList(details: NonNullable<PanelMessage['details']>): HTMLElement {
  const list = element('dl', { class: 'pairs' });
  for (const detail of details) append(list, [element('dt', {}, detail.name), element('dd', {}, detail.value)]);
  return list;
}

/** The host's actions; without any, the one thing that can always be done. */
function buttons({ message, onAction, onReveal, onReport }: NoticeOptions): HTMLElement {
  const own = message.severity === 'withheld' ? { title: more.report, run: onReport } : { title: goToLine(message.line), run: onReveal };
  const asked = (message.actions ?? []).map(action => ({ title: action.title, run: () => onAction(action.id) }));
  const all = message.severity === 'withheld' || asked.length === 0 ? [own, ...asked] : asked;
  const row = element('div', { class: 'row' });
  all.forEach(({ title, run }, index) => {
    const button = element('button', { class: index === 0 ? 'button primary' : 'button', type: 'button', 'data-key': `notice ${index}` }, title);
    button.addEventListener('click', run);
    row.appendChild(button);
  });
  return row;
}
