/** A statement in other characters: Unicode, those of every keyboard, or LaTeX. Tables, and a reading of what comes out. */

import type { DocumentAnalysis } from '../analysis/document.ts';
import { GREEK } from '../syntax/characters.ts';
import * as messages from './messages.ts';
import { edited, type Place, placeOf, type Replacement } from './places.ts';
import type { Refactoring } from './refactorings.ts';
import { sameStatement } from './sameStatement.ts';

export type Spelling = 'unicode' | 'ascii' | 'latex';

type Rule = readonly [pattern: RegExp, replacement: string | ((...matched: string[]) => string)];

const WORD_OF: ReadonlyMap<string, string> = new Map([...GREEK].map(([word, letter]) => [letter, word] as const).reverse());
const GREEK_LETTER = new RegExp(`(?<before>[\\p{L}\\p{N}]?)(${[...WORD_OF.keys()].join('|')})(?<after>[\\p{Lu}\\p{Ll}\\p{Lo}]?)`, 'gu');
const GREEK_WORD = new RegExp(`\\\\(${[...GREEK.keys()].join('|')})(?![A-Za-z])|(?<![\\p{L}\\p{N}\\\\_])(${[...GREEK.keys()].join('|')})(?![A-Za-z])`, 'gu');

/** `dL/dtheta` */
const GREEK_DENOMINATOR = new RegExp(`(?<=[/∂]\\s*)(d)(${[...GREEK.keys()].join('|')})(?![A-Za-z])`, 'gu');

/** In a declaration only. */
const SPACE_OF_REALS: Rule = [/\\mathbb\s*(?:\{R\}|R)|\\Reals\b|\\R\b|(?<![\p{L}\p{N}_])R(?=\s*\^|\s*$|\s*,)/gu, 'ℝ'];

const RULES: Readonly<Record<Spelling, { readonly everywhere: readonly Rule[]; readonly declarations: readonly Rule[] }>> = {
  unicode: {
    declarations: [
      [/\\in(?![A-Za-z])|(?<=\s)in(?=\s)/g, '∈'],
      SPACE_OF_REALS,
      [/(?<=ℝ\^)\(([^()]*)\)/g, '{$1}'],
      [/(?<=ℝ\^\{[^}]*)\s*(?:\\times|\sx\s)\s*(?=[^{]*\})/g, '×'],
    ],
    everywhere: [
      [GREEK_WORD, (_, command, word) => GREEK.get(command ?? word ?? '')!],
      [GREEK_DENOMINATOR, (_, sign = '', word = '') => `${sign}${GREEK.get(word)!}`],
      [/\^(?:\{\s*(?:T|\\top|⊤)\s*\}|T(?![\p{L}\p{N}])|\\top(?![A-Za-z])|⊤)|\.T(?![\p{L}\p{N}])/gu, 'ᵀ'],
      [/\^(?:\{-1\}|-1(?!\d)|\(-1\))/g, '⁻¹'],
      [/\^(?:\{([23])\}|([23])(?![\d.\p{L}]))/gu, (_, a, b) => ((a ?? b) === '2' ? '²' : '³')],
      [/\|\||\\\|/g, '‖'],
      [/\\partial(?![A-Za-z])\s*/g, '∂'],
      [/\\nabla(?![A-Za-z])\s*/g, '∇'],
      [/\s*(?:\.\*|\\odot(?![A-Za-z]))\s*/g, ' ⊙ '],
      [/\s*\\otimes(?![A-Za-z])\s*/g, ' ⊗ '],
      [/\s*\\cdot(?![A-Za-z])\s*/g, ' · '],
    ],
  },
  ascii: {
    declarations: [
      [/∈|\\in(?![A-Za-z])/g, 'in'],
      [/ℝ|\\mathbb\s*(?:\{R\}|R)/g, 'R'],
      [/\s*(?:×|\\times)\s*/g, ' x '],
      [/(?<=\bR\^)\{([^{}]*\sx\s[^{}]*)\}/g, '($1)'],
    ],
    everywhere: [
      [
        GREEK_LETTER,
        (matched, before = '', letter = '', after = '') =>
          matched && `${before}${before === '' || before === 'd' ? '' : ' '}${WORD_OF.get(letter)!}${after === '' ? '' : ` ${after}`}`,
      ],
      [/ᵀ|⊤/g, "'"],
      [/⁻¹/g, '^-1'],
      [/²/g, '^2'],
      [/³/g, '^3'],
      [/‖|\\\|/g, '||'],
      [/∂/g, 'd'],
      [/\s*⊙\s*/g, ' .* '],
      [/\s*⊘\s*/g, ' ./ '],
      [/[₀-₉]/g, digit => `_${String.fromCodePoint(digit.codePointAt(0)! - 0x2080 + 48)}`],
    ],
  },
  latex: {
    declarations: [
      [/∈|(?<=\s)in(?=\s)/g, '\\in'],
      [/ℝ|(?<![\p{L}\p{N}_\\{])R(?=\s*\^|\s*$|\s*,)/gu, '\\mathbb{R}'],
      [/(?<=\\mathbb\{R\}\^)\(([^()]*)\)/g, '{$1}'],
      [/\s*(?:×|\sx\s)\s*/g, ' \\times '],
    ],
    everywhere: [
      [/(?<![\p{L}\p{N}\\_])([A-Za-z]+)(?![A-Za-z])/gu, word => (GREEK.has(word) ? `\\${word}` : word)],
      [GREEK_LETTER, (matched, before = '', letter = '', after = '') => matched && `${before}\\${WORD_OF.get(letter)!}${after === '' ? '' : ` ${after}`}`],
      [/(?:ᵀ|'|\.T(?![\p{L}\p{N}])|\^T(?![\p{L}\p{N}]))(\s*)/gu, (_, blanks) => `^\\top${blanks === '' ? ' ' : blanks}`],
      [/⁻¹/g, '^{-1}'],
      [/²/g, '^2'],
      [/³/g, '^3'],
      [/‖|\|\|/g, '\\|'],
      [/∂/g, '\\partial '],
      [/∇/g, '\\nabla'],
      [/⊙|\.\*/g, '\\odot'],
      [/⊗/g, '\\otimes'],
      [/·/g, '\\cdot'],
    ],
  },
};

/** The statements that a range touches in another spelling; null where nothing changes. What would be read differently stays. */
export function respellingOf(analysis: DocumentAnalysis, within: Place, spelling: Spelling): Refactoring | null {
  const { text } = analysis;
  const all = analysis.blocks.flatMap(({ block, statements }) =>
    block.kind === 'whole' || block.kind === 'marked' ? statements.map(placed => ({ placed, place: placeOf(block, placed, placed.typed.tree.span) })) : [],
  );
  let chosen: readonly Replacement[] = all.flatMap(({ placed, place }): Replacement[] => {
    if (place.start > within.end || place.end < within.start) return [];
    const written = text.slice(place.start, place.end);
    if (/#|\/\/|%|\n/.test(written)) return [];
    const { declarations, everywhere } = RULES[spelling];
    const respelled = [...(placed.typed.tree.kind === 'declaration' ? declarations : []), ...everywhere].reduce(
      (result, [pattern, replacement]) => (typeof replacement === 'string' ? result.replace(pattern, replacement) : result.replace(pattern, replacement)),
      written,
    );
    return respelled.trimEnd() === written ? [] : [{ ...place, text: respelled.trimEnd() }];
  });
  for (let round = 0; round < mostRounds && chosen.length > 0; round++) {
    const later = analysis
      .after(edited(text, chosen))
      .blocks.flatMap(({ block, statements }) => (block.kind === 'whole' || block.kind === 'marked' ? statements : []));
    if (later.length !== all.length) return null;
    const misread = all.filter(
      ({ placed }, k) => !sameStatement(placed.typed.tree, later[k]!.typed.tree) || placed.typed.problems.length !== later[k]!.typed.problems.length,
    );
    if (misread.length === 0) return { title: messages.refactorings.respell[spelling], kind: 'refactor.rewrite', replacements: chosen };
    const remaining = chosen.filter(({ start }) => !misread.some(({ place }) => place.start === start));
    if (remaining.length === chosen.length) return null;
    chosen = remaining;
  }
  return null;
}
const mostRounds = 4;
