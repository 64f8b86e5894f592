/** The views of a result as tabs: one stop for Tab, arrows choose, and the chosen view is the page's only one. */

import { element } from './elements.ts';

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly name: string;
}
export interface TabsOptions<Value extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** What a view needs to be the panel of its tab. */
export const tabPanel = (value: string) => ({ role: 'tabpanel', id: panelId, 'aria-labelledby': tabId(value) }) as const;

const panelId = 'view';
const tabId = (value: string): string => `tab-${value}`;

export function tabList<Value extends string>({ label, tabs, chosen, onChoose }: TabsOptions<Value>): HTMLElement {
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': label });
  const buttons = tabs.map(({ value, name }) => {
    const button = element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: tabId(value),
        'aria-controls': panelId,
        'aria-selected': String(value === chosen),
        tabindex: value === chosen ? 0 : -1,
        'data-key': `${label} ${value}`,
      },
      name,
    );
    button.addEventListener('click', () => choose(value));
    list.appendChild(button);
    return button;
  });
  const choose = (value: Value): void => {
    if (value !== chosen) onChoose(value);
  };
  list.addEventListener('keydown', event => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const count = buttons.length;
    const target = { ArrowRight: (at + 1) % count, ArrowLeft: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (at < 0 || target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // the page is drawn anew with the choice, and gives the focus to what has the key of the focused one
    buttons[target]?.focus();
    choose(tabs[target]!.value);
  });
  return list;
}
