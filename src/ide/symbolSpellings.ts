/** How signs are typed, and the characters that are offered for it. Tables only; a test reads both spellings and compares. */

import { GREEK } from '../syntax/characters.ts';

/** Commands without their backslash → characters. Letters of `GREEK` come beside them. */
const COMMANDS: Readonly<Record<string, string>> = {
  top: 'ᵀ',
  dagger: '†',
  partial: '∂',
  nabla: '∇',
  in: '∈',
  to: '→',
  cdot: '·',
  times: '×',
  odot: '⊙',
  oslash: '⊘',
  otimes: '⊗',
  sum: '∑',
  sqrt: '√',
  infty: '∞',
  star: '⋆',
  ell: 'ℓ',
  R: 'ℝ',
  Vert: '‖',
  langle: '⟨',
  rangle: '⟩',
  coloneqq: '≔',
  equiv: '≡',
  geq: '≥',
  leq: '≤',
  succ: '≻',
  succeq: '⪰',
};

/** With the backslash, in the order in which they are offered. */
export const COMMAND_SPELLINGS: ReadonlyMap<string, string> = new Map(
  [...GREEK, ...Object.entries(COMMANDS)].map(([command, character]) => [`\\${command}`, character]),
);

/** What is typed behind an operand. */
export const RAISED_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['^T', 'ᵀ'],
  ['^-1', '⁻¹'],
  ['^-T', '⁻ᵀ'],
  ['^+', '^†'],
  ['^2', '²'],
  ['^3', '³'],
]);

const WORDS: ReadonlyMap<string, string> = new Map([...GREEK].map(([word, letter]) => [letter, word] as const).reverse());

/** `θ_1` → `theta_1`: the name in letters that every keyboard has; null where it needs none or there is none. */
export function typedName(name: string): string | null {
  const typed = [...name].map(character => WORDS.get(character) ?? character).join('');
  return typed === name ? null : typed;
}
