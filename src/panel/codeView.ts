/** The Code view: the language, the module, and what each of its functions gives. */

import { CODE_LABELS, LANGUAGE_IDS } from '../code/input.ts';
import type { CodeChoice } from '../ide/codeLanguage.ts';
import { append, type Child, element } from './elements.ts';
import { icon } from './icons.ts';
import { pendingNote, code as words } from './messages.ts';
import type { PanelCode, PanelResult } from './protocol.ts';
import { tabPanel } from './tabs.ts';

export interface CodeViewOptions {
  readonly result: PanelResult;
  readonly choice: CodeChoice;
  readonly onLanguage: (choice: CodeChoice) => void;
  readonly onCopy: (code: PanelCode) => void;
  readonly onInsert: () => void;
  /** The reason of what was tried and cannot be done, to be said aloud. */
  readonly onUnavailable: (reason: string) => void;
}

export function codeView(options: CodeViewOptions): HTMLElement {
  const { result } = options;
  const section = element('section', { class: 'view code-view', ...tabPanel('code') });
  if (result.certificate.verdict === 'pending') append(section, [element('p', { class: 'note' }, pendingNote)]);
  else append(section, viewOf(options, shownCode(options)));
  return section;
}

/** The code of another choice is on its way out. */
const shownCode = ({ result, choice }: CodeViewOptions): PanelCode | null => (result.code?.choice === choice ? result.code : null);

function viewOf(options: CodeViewOptions, code: PanelCode | null): readonly Child[] {
  return [
    element('div', { class: 'row between' }, languageSelect(options), code !== null && tools(options, code)),
    code === null ? element('p', { class: 'note', 'aria-live': 'polite' }, words.waiting) : functionList(code),
    code !== null && block(code),
  ];
}

function languageSelect({ result, choice, onLanguage }: CodeViewOptions): HTMLElement {
  const select = element('select', { 'aria-label': words.language, 'data-key': words.language });
  const { code } = result;
  for (const value of ['auto', ...LANGUAGE_IDS] as const) {
    const name = value === 'auto' ? words.automatic(code ? CODE_LABELS[code.automatic] : null) : CODE_LABELS[value];
    const option = element('option', { value }, name);
    option.selected = value === choice;
    select.appendChild(option);
  }
  select.addEventListener('change', () => onLanguage(select.value as CodeChoice));
  return select;
}

function tools({ onCopy, onInsert, onUnavailable }: CodeViewOptions, code: PanelCode): HTMLElement {
  const copy = element('button', { class: 'tool', type: 'button', 'data-key': 'copy code' }, icon('copy'), words.copy);
  copy.addEventListener('click', () => onCopy(code));
  const { notInserted } = code;
  const insert = element(
    'button',
    {
      class: 'tool',
      type: 'button',
      title: notInserted ?? words.insertTitle,
      'data-key': 'insert code',
      'aria-disabled': notInserted === null ? null : 'true',
      'aria-description': notInserted,
    },
    icon('insert'),
    words.insert,
  );
  insert.addEventListener('click', () => (notInserted === null ? onInsert() : onUnavailable(notInserted)));
  return element('span', { class: 'tools' }, copy, insert);
}

/** Comments step back behind the code. */
function block({ source, language }: PanelCode): HTMLElement {
  const comment = COMMENTS[language];
  const pre = element('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': words.module(CODE_LABELS[language]), 'data-key': 'code' });
  const lines = source.trimEnd().split('\n');
  append(
    pre,
    lines.flatMap((line, k) => [comment.test(line) ? element('span', { class: 'comment' }, line) : line, k < lines.length - 1 && '\n']),
  );
  return pre;
}

const HASH = /^\s*#/;
const SLASHES = /^\s*(\/\/|\/\*|\*)/;
const COMMENTS: Readonly<Record<PanelCode['language'], RegExp>> = {
  numpy: HASH,
  torch: HASH,
  jax: HASH,
  julia: HASH,
  r: HASH,
  matlab: /^\s*%/,
  cpp: /^\s*(\/\/|\/\*|\*\s)/,
  typescript: SLASHES,
};

function functionList({ functions }: PanelCode): HTMLElement {
  const list = element('dl', { class: 'pairs functions', 'aria-label': words.functions });
  for (const name of new Set(functions.map(each => each.name))) {
    const gives = functions.filter(each => each.name === name).map(({ role }) => words.roles[role]);
    append(list, [element('dt', {}, element('code', {}, name)), element('dd', {}, gives.join('; '))]);
  }
  return list;
}
