/**
 * Which lines of a comment are mathematics. The rules are data with frozen ids; each was measured on public comments (with
 * the share of mathematical lines it finds and how often it fires on prose and code) before it was let in. What no rule
 * claims is prose, and stays untouched.
 */

import type { Chunk } from './chunks.ts';
import { separatedSizes } from './sizes.ts';
import { CALLABLE, GREEK, MODULES, NO_ADJOINTS, NO_DECLARED } from './words.ts';

/** `certain`: cannot be anything else. `needs-declarations`: is read where all its names are declared. */
export type Tier = 'certain' | 'needs-declarations' | 'never';
/**
 * `likely`: counts where all its names are declared, and where they are not, a hover says so. `beside-certain`: code as
 * likely as mathematics, unless the same comment holds mathematics that is certain.
 */
export type ChunkTier = Tier | 'likely' | 'beside-certain';

export interface LineRule {
  readonly id: string;
  readonly pattern: RegExp;
}
export interface ChunkRule {
  readonly id: string;
  readonly tier: Exclude<ChunkTier, 'never'>;
  readonly holds: (chunk: Chunk) => boolean;
}

/** A line longer than this is no formula that a person wrote into a comment. */
export const LONGEST_LINE = 400;

/** Lines that are never mathematics, whatever they hold. */
export const NEVER_LINES: readonly LineRule[] = [
  { id: 'N1-statement-end', pattern: /;\s*$|[{]\s*$|^\s*[})]+\s*$/ },
  { id: 'N2-prompt', pattern: /^\s*(?:>>>|\.\.\.\s|In \[\d*\]|Out\[\d*\]|julia>|>>\s|\$\s)/ },
  { id: 'N3-address', pattern: /\b(?:https?|ftp|file):\/\/|\bwww\.|\w@\w+\.\w/ },
  { id: 'N4-string', pattern: /"|(?:^|[\s=(,[])'[^'\s][^']*'(?![\p{L}\p{N}'^*])/u },
  { id: 'N5-code', pattern: /&&|!=|\w->\w|\w::\w|\+\+|\|\|\s*!|=>|===|<<|>>|\bself\.|\bthis\./ },
  {
    id: 'N6-keyword',
    pattern:
      /^\s*(?:return|import|from|def|class|assert|print|const|var|elif|else|while|import|using|raise|throw|del|yield|await|static|public|private|void|auto|int|float|double)\s+[\w("']/,
  },
  { id: 'N6-control', pattern: /^\s*(?:if|for|while|switch|let)\b.*(?:[:{]|\)|\bdo|\bthen)\s*$/ },
  { id: 'N7-table', pattern: /^\s*\|(?!\|).*\|.*\|\s*$|^\s*[+|]?[-=+|\s]{4,}$|[\u2500-\u257f]|[-=*#~_]{4,}/ },
  {
    id: 'N8-tag',
    pattern:
      /^\s*(?:noqa|type:|pylint|pragma|flake8|mypy|fmt:|isort|ruff|eslint|tslint|ts-|@ts-|NOLINT|clang-format|cspell|SPDX|Copyright|©|region|endregion|TODO|FIXME|XXX|HACK)/i,
  },
];

/** What a chunk must not hold: code in the clothes of a formula. */
export const NEVER_CHUNKS: readonly LineRule[] = [
  { id: 'N9-member', pattern: /[\p{L}_)\]]\.(?!T\b|mT\b|[*/^\\']|(?:sum|mean|dot)\()[\p{L}_]/u },
  { id: 'N10-ellipsis', pattern: /\.\.\.|…/ },
  { id: 'N16-constant', pattern: /^[\p{L}_][\p{L}\p{N}_]*\s*:?=\s*[-+]?[\d.]+(?:[eE][-+]?\d+|\s*\/\s*\d+)?$/u },
  { id: 'N11-empty', pattern: /^[^\p{L}]*$/u },
];

const NAME = String.raw`\\?[\p{L}_][\p{L}\p{M}\p{N}_]*`;
const OPERAND = String.raw`(?:[∂d]\s?[²^2]*\s?)?(?:${NAME}|\([^()]{1,60}\)|(?:tr|log|det|logdet|trace)\s*[(|][^=]{1,60}[)|]|\{[^{}]{1,60}\})?`;
const QUOTIENT = String.raw`(?<![\p{L}\p{N}_./])(?:[d∂]|\\partial)(?:\^?\{?2\}?|²)?\s?(?:${OPERAND})\s?\/\s?(?:[d∂]|\\partial)\s?_?(?:${NAME}|\([^()]{1,60}\))`;
const FRACTION = String.raw`\\[dt]?frac\s*\{\s*(?:\\partial|d|∂)[^{}]{0,60}\}\s*\{\s*(?:\\partial|d|∂)[^{}]{1,60}\}`;
const NABLA = String.raw`(?:∇|\\nabla)[²]?(?:\^2)?\s*(?:_\s*\{?${NAME}\}?\s*)?(?:${NAME})?(?:\([^()]{1,60}\))?`;
const GRAD = String.raw`\bgrad(?:_${NAME})?\s+(?:${NAME})(?:\([^()]{1,60}\))?`;
const DERIVATIVE = `(?:${QUOTIENT}|${FRACTION}|${NABLA}|${GRAD})`;
const pattern = (source: string): RegExp => new RegExp(source, 'u');

const DERIVATIVE_LEFT = pattern(String.raw`${DERIVATIVE}[^=<>]{0,40}(?:\+=|:=|=(?!=)|≈)`);
const DERIVATIVE_ALONE = pattern(`^${DERIVATIVE}$`);
const ADJOINT_LEFT = pattern(
  String.raw`^(?:[-*+]\s)?(d[\p{L}_][\p{L}\p{N}_]*|grad_[\p{L}\p{N}_]+|[\p{L}\p{N}_]+_(?:grad|bar)|δ[\p{L}\p{N}_]+|[\p{L}]\u0304)\s*(?:\+=|:=|=(?!=)|≈)\s*(.+)$`,
);
const TRANSPOSE =
  /(?<=[\p{L}\p{N}\p{M})\]}|‖⁻])\s?(?:\^(?:T(?![a-z]{2})|\{\s*(?:T|\\top|⊤|\\intercal|\\mathsf\s?\{?T\}?|\\mathrm\{T\})\s*\}|\\top|⊤|\\intercal|\\mathsf\s?T)|ᵀ|⊤)/u;
/** `supports ^T`: a key. */
const CONTROL_KEY = /\p{Ll}{4}\s\^T/u;
const INVERSE = /(?<=[\p{L}\p{M})\]}_])(?:\d{0,2})(?:\^\{\s*-\s*1\s*\}|\^-1(?!\d)|\^\(-1\)|(?<!ⁿ)⁻¹|\^-T|\^\{\s*-\s*(?:T|\\top)\s*\}|⁻ᵀ)/u;
/** `m s^-1`: a unit. */
const UNIT = /(?:^|[\s([/\d·⋅*])(?:[smhgKJWNVA]|k?m|k?g|cm|mm|yr|mol|rad|deg|sec?|day|hr|Hz|Pa)(?:\^-1|\^\{-1\}|⁻¹)/;
const NORM = /\|\|[^|&]{1,80}\|\|\s?(?=[\^_²₂₁]|\s*$|\s*[-+*=])|‖[^‖]{1,120}‖|\\\|.{1,120}?\\\||\\lVert/;
const NORM_POWER = /\|\|[^|&]{1,80}\|\|\s?[\^_²₂₁]|‖[^‖]{1,120}‖|\\\|.{1,120}?\\\||\\lVert/;
const SPACE = /(?:∈|\\in\b|\bin|:)\s*(?:ℝ|𝕊|\\(?:mathbb|Bbb)\s*\{?\s*[RS]|\\(?:R|Real|reals)\b|R\s?\^|S\s?\^)/u;
const SCALARS = pattern(`^${NAME}(?:\\s*,\\s*${NAME})*\\s+in\\s+R$`);
const TRACE_PRODUCT = /\b(?:[Tt]r|trace)\s?\((?=[^)]{0,80}[\s*@'])|\blog\s*\\?det\b|\blogdet\s*\(|\blog\s?\|[\p{L}]/u;
/** `A'*B`, `(A*B)'`, `X'X`, `x'Px`; no `it's`, no `A's`. */
const PRIME_PRODUCT =
  /(?:[)\]]|(?<![\p{L}\p{N}])\p{L}[\p{N}_]?|\p{L}\w*[\p{N}_])'(?:\s?(?:\*|\\(?!\p{L}))\s?[\p{L}(]|\p{Lu}\p{Ll}?(?![\p{L}'])|(?![smdt]\b)\p{Ll}(?![\p{Ll}'])|(?<=[\p{Lu})]')\([^()]{0,40}[-+*])|[)\]]'\s*[-+=]/u;
/** `V = Z G Z' + R` */
const PRIMED_CAPITAL = /(?<![\p{L}\p{N}])\p{Lu} \p{Lu}'(?:\s*[-+]|\s+\p{Lu}(?!\p{Ll})|\s*$)/u;
const MATRIX_PRODUCT = /%\*%/;
/** `Y = X @ W`, `S = J @ P @ J.T`: between blanks, of a capital. */
const AT_PRODUCT = /(?:\p{Lu}\w*(?:\.T)?|\)) @ |[\p{L}\p{N})\]] @ (?:\p{Lu}|\()/u;
/** `log|S|` of a capital. */
const LOG_DETERMINANT = /\blog\s?\|(?:\p{Lu}\p{Ll}*|Σ|\\Sigma)\|/u;
/** `tr(A B)`, `inv(A) * B`: products of capitals. */
const OF_PRODUCT = /\b(?:[Tt]r|trace|inv|det)\(\s?\p{Lu}\w?'?(?:\s?\*\s?|\s)\p{Lu}|\binv\([^()]{1,40}\)\s?\*\s?\p{Lu}|\p{Lu}'?\s?\*\s?inv\(/u;
const PRIME = /(?<=[\p{L}\p{N})\]])'(?!\p{Ll}\p{Ll})/u;
const MATRIX_OPERATOR = /@|%\*%|·|⊙|∘|⊗|×|\\cdot|\\odot|\\otimes|\.\*|\.T\b|\.\^|\.\/|∂|∇/u;
const CAPITAL_PRODUCT = /(?:\b[A-Z][\p{N}_]?\w?|\))\s*\*|\*\s*(?:[A-Z][\p{N}_]?\w?\b|\()/u;
const JUXTAPOSED = /(?:[\p{L}\p{N}\p{M})\]'] +(?!(?:in|by|x|is|are)\b)[\p{L}(\\])|(?:^|[^\p{L}])[\p{L}]?[A-Z]\w?[a-z]\b|\d\p{L}|\b[A-Z]{2,5}\b/u;
const BEYOND_ASCII = /[Α-ωϑϕϵ∑√‖²³⁻½]|\\[a-zA-Z]+/u;
const PLAIN_EQUATION = pattern(String.raw`^(${NAME})(?:\(\s*${NAME}\s*\))?\s*:?=(?!=)\s*([^=]+)$`);

/** In the order of trial: the first that holds gives the tier. */
export const CHUNK_RULES: readonly ChunkRule[] = [
  { id: 'R1', tier: 'certain', holds: chunk => DERIVATIVE_LEFT.test(chunk.text) && !isPath(chunk.text) },
  { id: 'R1b', tier: 'certain', holds: isAdjointEquation },
  { id: 'R2a', tier: 'certain', holds: chunk => TRANSPOSE.test(chunk.text) && !CONTROL_KEY.test(chunk.text) },
  { id: 'R2b', tier: 'certain', holds: chunk => INVERSE.test(chunk.text) && !isUnit(chunk.text) },
  { id: 'R2c', tier: 'certain', holds: chunk => NORM_POWER.test(chunk.text) || (chunk.equation && NORM.test(chunk.text)) },
  { id: 'R3a', tier: 'certain', holds: chunk => SPACE.test(chunk.text) },
  {
    id: 'R3b',
    tier: 'certain',
    holds: chunk => chunk.declaration && !isPropertyOnly(chunk) && !/∈|\\in\b|\sin\s/.test(chunk.text) && namesAreQuantities(chunk),
  },
  { id: 'R1d', tier: 'likely', holds: isProductOfAdjoints },
  { id: 'R1c', tier: 'needs-declarations', holds: isAdjointOfAdjoint },
  // `R` may be anything, unless mathematics stands beside it
  { id: 'R13', tier: 'beside-certain', holds: chunk => chunk.declaration && chunk.first && chunk.last && SCALARS.test(chunk.text) },
  { id: 'R10', tier: 'needs-declarations', holds: chunk => chunk.declaration && isPropertyOnly(chunk) },
  { id: 'R4a', tier: 'likely', holds: chunk => PRIME_PRODUCT.test(chunk.text) || (chunk.equation && PRIMED_CAPITAL.test(chunk.text)) },
  { id: 'R5a', tier: 'likely', holds: chunk => MATRIX_PRODUCT.test(chunk.text) || (chunk.equation && AT_PRODUCT.test(chunk.text)) },
  { id: 'R2e', tier: 'likely', holds: chunk => LOG_DETERMINANT.test(chunk.text) || (chunk.equation && OF_PRODUCT.test(chunk.text)) },
  { id: 'R2d', tier: 'needs-declarations', holds: chunk => TRACE_PRODUCT.test(chunk.text) },
  { id: 'R4', tier: 'needs-declarations', holds: chunk => PRIME.test(chunk.text) },
  { id: 'R8', tier: 'needs-declarations', holds: chunk => DERIVATIVE_ALONE.test(chunk.text) },
  { id: 'R5', tier: 'needs-declarations', holds: chunk => MATRIX_OPERATOR.test(chunk.text) },
  {
    id: 'R6',
    tier: 'needs-declarations',
    holds: chunk =>
      (chunk.equation || (/[-+*/^]/.test(chunk.text) && isTerse(chunk))) &&
      (JUXTAPOSED.test(chunk.text) ||
        (chunk.equation && /[\p{L}\p{N})] x\b/u.test(chunk.text)) ||
        CAPITAL_PRODUCT.test(chunk.text) ||
        BEYOND_ASCII.test(chunk.text)),
  },
  { id: 'R11', tier: 'beside-certain', holds: isPlainEquation },
];

/** The tier of a piece of a line, and the rule that gave it. */
export function tierOfChunk(chunk: Chunk): { readonly tier: ChunkTier; readonly rule: string } {
  const never = NEVER_CHUNKS.find(rule => rule.pattern.test(withoutModules(chunk.text)));
  if (never !== undefined) return { tier: 'never', rule: never.id };
  const sizes = separatedSizes(chunk.text, 0);
  if (sizes !== null && sizes.end === chunk.text.length) return { tier: 'never', rule: 'N15-shape' };
  if (callsUnknown(chunk)) return { tier: 'never', rule: 'N12-call' };
  if (chunk.qualified && (chunk.equation || isPropertyOnly(chunk))) return { tier: 'never', rule: 'N13-qualified' };
  const rule = CHUNK_RULES.find(candidate => candidate.holds(chunk));
  if (rule === undefined) return { tier: 'never', rule: 'N14-prose' };
  if (rule.tier === 'certain' && chunk.doubtful) return { tier: 'needs-declarations', rule: rule.id };
  return { tier: rule.tier, rule: rule.id };
}

/** `J mol^-1 K^-1`; no `A^-1 b`, where not every name is a unit. */
function isUnit(text: string): boolean {
  if (!UNIT.test(text)) return false;
  const right = text.slice(text.lastIndexOf('=') + 1);
  const inverted = [...right.matchAll(/([\p{L}]+)(?=\^-1|\^\{-1\}|⁻¹)/gu)].map(([name]) => name);
  const names = right.match(/\p{L}+/gu) ?? [];
  return !inverted.every(name => /^\p{Lu}$/u.test(name)) || names.every(name => UNIT_NAME.test(name));
}
const UNIT_NAME = /^(?:[smhgdKJWNVACTLM]|[kcm]?m|k?g|yr|mol|rad|deg|sec?|day|hr|Hz|Pa|eV|ppm)$/;

/** Names as short as names of matrices are: no `UTF-8`, no `read + write`. */
function isTerse(chunk: Chunk): boolean {
  const names = chunk.text.match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu) ?? [];
  return names.every(
    name => (name.length <= 4 && !/^[A-Z]{3,}$/.test(name)) || GREEK.has(name) || CALLABLE.has(name) || name.includes('_') || /[^A-Za-z]/.test(name),
  );
}

/** `dir/dest = …` */
function isPath(text: string): boolean {
  const numerator = /^\s*([a-z]+)\/d[a-z]+/.exec(text)?.[1];
  return numerator !== undefined && NO_ADJOINTS.has(numerator);
}

/** `dW = Xᵀ dY`: an adjoint on the left, and on the right what makes it matrix calculus. */
function isAdjointEquation(chunk: Chunk): boolean {
  const match = ADJOINT_LEFT.exec(chunk.text);
  if (match === null) return false;
  const [, left = '', right = ''] = match;
  if (!(TRANSPOSE.test(right) || PRIME.test(right) || INVERSE.test(right) || /\.T\b|@|\binv\(|⊙|∘|\\odot/.test(right))) return false;
  if (!left.startsWith('d') || left.startsWith('d_')) return true;
  if (NO_ADJOINTS.has(left)) return false;
  return /^d(?:[\p{Lu}Α-ω]|\p{L}\d*$)/u.test(left) || /(?<![\p{L}_])d[\p{L}]/u.test(right);
}

/** `db = sum(dY, axis=0)`: nothing on the right that only matrices have, but another adjoint; or all of it on the next line. */
function isAdjointOfAdjoint(chunk: Chunk): boolean {
  const left = /^(?:[-*+]\s)?(d[\p{Lu}Α-ω][\p{L}\p{N}_]*|d\p{L}\d*|grad_[\p{L}\p{N}_]+)\s*\+?=$/u.exec(chunk.text)?.[1];
  if (left !== undefined) return chunk.last;
  const right = ADJOINT_LEFT.exec(chunk.text)?.[2];
  return (
    right !== undefined && /(?<![\p{L}\p{N}_])(?:d[\p{L}]\d*|grad_[\p{L}\p{N}_]+|[\p{L}\p{N}]+_(?:grad|bar)|δ[\p{L}\p{N}_]+)(?![\p{L}\p{N}_])/u.test(right)
  );
}

/** `dX = W * dY`, `da = W dz`; no `dx = v dt`. */
function isProductOfAdjoints(chunk: Chunk): boolean {
  const [, left = '', right = ''] = ADJOINT_LEFT.exec(chunk.text) ?? [];
  const others = [...right.matchAll(/(?<![\p{L}\p{N}_])d\p{L}\d?(?![\p{L}_])/gu)].map(([name]) => name);
  if (!/^d\p{L}\d?$/u.test(left) || others.length === 0 || [left, ...others].some(name => NO_ADJOINTS.has(name))) return false;
  if (/^d\p{Lu}/u.test(left) && others.every(name => /^d\p{Lu}/u.test(name))) return /[*/]|\p{L} +\p{L}/u.test(right);
  return /(?<![\p{L}\p{N}_])\p{Lu}\d?\s?[* ]\s?d\p{Ll}/u.test(right);
}

function isPropertyOnly(chunk: Chunk): boolean {
  const stated = /\s(?:is|are)\s+([A-Za-z][A-Za-z\s,-]*)$/.exec(chunk.text)?.[1];
  return stated !== undefined && !/\b(?:by|x|of|[a-zN]x[a-zN])\b/.test(stated);
}

function namesAreQuantities(chunk: Chunk): boolean {
  const name = /^\\?[\p{L}_][\p{L}\p{M}\p{N}_]*/u.exec(chunk.text)?.[0] ?? '';
  return name !== '' && name !== 'in' && !NO_DECLARED.has(name) && !NO_DECLARED.has(name.toLowerCase());
}

/** `e = y - f`, with no sign of a matrix: no update (`w = w - s`), no bare alias (`W = V`), no number. */
function isPlainEquation(chunk: Chunk): boolean {
  const match = PLAIN_EQUATION.exec(chunk.text);
  if (match === null) return false;
  const [, left = '', right = ''] = match;
  if (!/[-+*/^(]/.test(right) || !/\p{L}/u.test(right)) return false;
  return !new RegExp(String.raw`(?<![\p{L}\p{N}_])${left.replace('\\', '\\\\')}(?![\p{L}\p{N}_])`, 'u').test(right);
}

const CALL = /(?<![\p{L}\p{N}_\\])([\p{L}_][\p{L}\p{M}\p{N}_]*)\(/gu;

/** A call of a function that the language does not have, unless the chunk defines it. */
function callsUnknown(chunk: Chunk): boolean {
  if (chunk.declaration) return false;
  for (const match of withoutModules(chunk.text).matchAll(CALL)) {
    const name = match[1]!;
    if (name.length === 1 || CALLABLE.has(name) || /^[d∂]\p{L}$/u.test(name) || /^[\p{Lu}Α-ω]/u.test(name) || name === 'd' || name === 'in') continue;
    if (match.index === 0 && /^[^()]*\([^()]*\)\s*:?=/.test(chunk.text)) continue;
    return true;
  }
  return false;
}

function withoutModules(text: string): string {
  if (!text.includes('.')) return text;
  return text.replace(/(?<![\p{L}\p{N}_.])([A-Za-z]+(?:\.linalg|\.numpy)?)\.(?=[\p{L}_])/gu, (whole, module: string) => (MODULES.has(module) ? '' : whole));
}
