/** A switch: native radio buttons in a group that Tab enters once; a choice that does not exist stays, dashed, with its reason. */

import { element } from './elements.ts';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly name: string;
  /** Why it cannot be chosen; null where it can. */
  readonly unavailable: string | null;
}
export interface SwitchOptions<Value extends string> {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  /** The reason of a choice that was tried and cannot be made, to be said aloud. */
  readonly onUnavailable: (reason: string) => void;
}

export function radioSwitch<Value extends string>(options: SwitchOptions<Value>): HTMLElement {
  const group = element('span', { class: 'switch', role: 'radiogroup', 'aria-label': options.label });
  const inputs = options.choices.map(choice => {
    const input = element('input', {
      type: 'radio',
      name: options.label,
      'data-key': `${options.label} ${choice.value}`,
      'aria-disabled': choice.unavailable === null ? null : 'true',
      'aria-description': choice.unavailable,
    });
    input.checked = choice.value === options.chosen;
    group.appendChild(element('label', { title: choice.unavailable }, input, element('span', {}, choice.name)));
    return input;
  });
  const choose = (index: number): void => {
    const choice = options.choices[index];
    if (choice === undefined) return;
    if (choice.unavailable !== null) options.onUnavailable(choice.unavailable);
    else if (choice.value !== options.chosen) options.onChoose(choice.value);
  };
  inputs.forEach((input, index) => {
    input.addEventListener('click', event => {
      // a cancelled click gives the check mark back to the choice that had it
      if (options.choices[index]?.unavailable !== null) event.preventDefault();
      choose(index);
    });
  });
  group.addEventListener('keydown', event => {
    const at = inputs.indexOf(event.target as HTMLInputElement);
    const count = inputs.length;
    const target = {
      ArrowRight: (at + 1) % count,
      ArrowDown: (at + 1) % count,
      ArrowLeft: (at + count - 1) % count,
      ArrowUp: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (at < 0 || target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    inputs[target]?.focus();
    choose(target);
  });
  return group;
}
