/** A button that opens a menu below itself. */

import { element, toolButton } from './elements.ts';
import { type IconName, icon } from './icons.ts';

export interface MenuItem {
  readonly name: string;
  /** Keys that do the same, as printed. */
  readonly keys?: string;
  /** What is shown now. */
  readonly isCurrent?: boolean;
  readonly run: () => void;
}

export function menuButton(iconName: IconName, name: string, key: string, items: readonly MenuItem[]): HTMLElement {
  const button = toolButton(icon(iconName), name, key, { 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': name });
  menu.hidden = true;
  const root = element('span', { class: 'menu-root' }, button, menu);
  const buttons = items.map(item => {
    const entry = element(
      'button',
      { type: 'button', role: 'menuitem', tabindex: -1, 'aria-current': item.isCurrent ? 'true' : null },
      element('span', {}, item.name),
      item.keys !== undefined && element('span', { class: 'keys' }, item.keys),
    );
    entry.addEventListener('click', () => {
      close(true);
      item.run();
    });
    menu.appendChild(entry);
    return entry;
  });
  const close = (returnFocus: boolean): void => {
    if (menu.hidden) return;
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (returnFocus) button.focus();
  };
  const open = (at: number): void => {
    menu.hidden = false;
    // it hangs below the button, its right edge below that of the button
    const { right, bottom } = button.getBoundingClientRect();
    menu.style.maxHeight = `${Math.max(120, window.innerHeight - bottom - 12)}px`;
    menu.style.maxWidth = `${Math.min(480, right - 4)}px`;
    button.setAttribute('aria-expanded', 'true');
    buttons.at(at)?.focus();
  };
  button.addEventListener('click', () => (menu.hidden ? open(0) : close(false)));
  button.addEventListener('keydown', event => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    open(event.key === 'ArrowDown' ? 0 : -1);
  });
  menu.addEventListener('keydown', event => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const count = buttons.length;
    const target = { ArrowDown: (at + 1) % count, ArrowUp: (at + count - 1) % count, Home: 0, End: count - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      buttons[target]?.focus();
    } else if (event.key === 'Escape') {
      // Escape closes the menu first; only the next one leaves the panel
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Tab') close(false);
  });
  root.addEventListener('focusout', event => {
    if (event.relatedTarget instanceof Node && !root.contains(event.relatedTarget)) close(false);
  });
  root.addEventListener('pointerdown', event => event.stopPropagation());
  const dismiss = (): void => {
    if (root.isConnected) close(false);
    else document.removeEventListener('pointerdown', dismiss);
  };
  document.addEventListener('pointerdown', dismiss);
  return root;
}
