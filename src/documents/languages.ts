/**
 * The host languages, one row each: what opens and closes comments and literals there, how functions are delimited, and
 * what the notation of their users implies. The scanner knows no language by name.
 */

import { cppRawFence, type Delimiter, hashFence, type LineComment, longBracketFence, rRawFence, type StringLiteral } from './delimiter.ts';

/** How a function's extent is found: by braces, by indentation, by `end`, not at all. */
export type RegionStyle = 'braces' | 'indentation' | 'keywords' | 'none';

export interface HostLanguage {
  /** As VS Code and common extensions spell them. */
  readonly ids: readonly string[];
  /** In the order of trial: of two that open at the same place the longer stands first. */
  readonly delimiters: readonly Delimiter[];
  readonly regions: RegionStyle;
  /** Literal indices start at. */
  readonly base: 0 | 1;
  /** `*` between arrays is elementwise in the language, so that a comment may mean either. */
  readonly starAmbiguous: boolean;
  /** What a function's header holds in a language with braces; where absent, a call-like header that no control word begins. */
  readonly functionHeader?: RegExp;
  /** The end of a line ends a statement. */
  readonly lineStatements?: true;
  /** Prototypes end in `;` and carry the documentation. */
  readonly prototypes?: true;
  /** What a function or class begins with in a language with indentation. */
  readonly headerLine?: RegExp;
  readonly keywords?: KeywordStructure;
  /** Types may hold shapes as strings. */
  readonly shapeAnnotations?: true;
}
/** Words that open and close blocks. */
export interface KeywordStructure {
  readonly functions: ReadonlySet<string>;
  /** Open a block that is no function. */
  readonly openers: ReadonlySet<string>;
  readonly closers: ReadonlySet<string>;
  /** Functions may go without `end`, up to the next one. */
  readonly optionalEnd: boolean;
}

/** The row of a language, undefined where the language is none in whose comments mathematics is looked for. */
export function hostLanguage(languageId: string): HostLanguage | undefined {
  return BY_ID.get(languageId);
}

/** Languages that are read as a whole or by the signs of their mathematics; all others by their comments. */
const DOCUMENT_LANGUAGES = ['mc', 'latex', 'tex', 'doctex', 'markdown', 'quarto', 'rmd', 'restructuredtext', 'typst'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

export const isDocumentLanguage = (languageId: string): languageId is DocumentLanguage => (DOCUMENT_LANGUAGES as readonly string[]).includes(languageId);

/** Whether mathematics is looked for in documents of the language without being told how its comments are written. */
export const isKnownLanguage = (languageId: string): boolean => isDocumentLanguage(languageId) || BY_ID.has(languageId);

const line = (open: string): LineComment => ({ kind: 'line', open });
const quoted = (quote: string, more: Partial<StringLiteral> = {}): StringLiteral => ({
  kind: 'string',
  open: quote,
  close: quote,
  escape: 'backslash',
  multiline: false,
  ...more,
});
const SLASHES = line('//');
const HASH = line('#');
const SLASH_STAR: Delimiter = { kind: 'block', open: '/*', close: '*/', nested: false };
const SLASH_STAR_NESTED: Delimiter = { kind: 'block', open: '/*', close: '*/', nested: true };
const PARENTHESIS_STAR: Delimiter = { kind: 'block', open: '(*', close: '*)', nested: true };
const CHARACTER: Delimiter = { kind: 'character', open: "'" };
const REGEX: Delimiter = { kind: 'regex', open: '/' };
const DOUBLE = quoted('"');
const SINGLE = quoted("'");
const TRIPLE_DOUBLE = quoted('"""', { multiline: true });
const BRACES = { open: '${', close: '}' } as const;
const CPP_RAW: Delimiter = { kind: 'matched', open: 'R"', match: cppRawFence };
const MATLAB_STRINGS: readonly Delimiter[] = [
  { kind: 'continuation', open: '...' },
  quoted('"', { escape: 'doubled' }),
  quoted("'", { escape: 'doubled', notAfterOperand: true }),
];
const MATLAB_FUNCTIONS: ReadonlySet<string> = new Set(['function', 'classdef']);
const MATLAB_OPENERS: ReadonlySet<string> = new Set('if for parfor while switch try spmd methods properties events enumeration'.split(' '));

const LANGUAGES: readonly HostLanguage[] = [
  {
    ids: ['python', 'cython', 'sage', 'sagemath', 'starlark'],
    delimiters: [HASH, quoted('"""', { multiline: true, documentation: true }), quoted("'''", { multiline: true, documentation: true }), DOUBLE, SINGLE],
    regions: 'indentation',
    headerLine: /(?:async\s+def|c?p?def|class)\b/,
    base: 0,
    starAmbiguous: true,
    shapeAnnotations: true,
  },
  {
    ids: ['julia'],
    delimiters: [
      { kind: 'block', open: '#=', close: '=#', nested: true },
      HASH,
      quoted('"""', { multiline: true, documentation: true, interpolation: { open: '$(', close: ')' } }),
      quoted('"', { multiline: true, interpolation: { open: '$(', close: ')' } }),
      { kind: 'character', open: "'", notAfterOperand: true },
    ],
    regions: 'keywords',
    keywords: {
      functions: new Set(['function', 'macro', 'struct']),
      openers: new Set('if for while let begin do try module baremodule quote abstract primitive'.split(' ')),
      closers: new Set(['end']),
      optionalEnd: false,
    },
    base: 1,
    starAmbiguous: false,
  },
  {
    ids: ['matlab'],
    delimiters: [{ kind: 'block', open: '%{', close: '%}', nested: true, alone: true }, line('%'), ...MATLAB_STRINGS],
    regions: 'keywords',
    keywords: { functions: MATLAB_FUNCTIONS, openers: MATLAB_OPENERS, closers: new Set(['end']), optionalEnd: true },
    base: 1,
    starAmbiguous: false,
  },
  {
    ids: ['octave'],
    delimiters: [
      { kind: 'block', open: '%{', close: '%}', nested: true, alone: true },
      { kind: 'block', open: '#{', close: '#}', nested: true, alone: true },
      line('%'),
      HASH,
      { kind: 'continuation', open: '...' },
      DOUBLE,
      quoted("'", { escape: 'doubled', notAfterOperand: true }),
    ],
    regions: 'keywords',
    keywords: {
      functions: MATLAB_FUNCTIONS,
      openers: new Set([...MATLAB_OPENERS, 'do', 'unwind_protect']),
      closers: new Set('end endfunction endif endfor endparfor endwhile endswitch end_try_catch end_unwind_protect endclassdef until'.split(' ')),
      optionalEnd: true,
    },
    base: 1,
    starAmbiguous: false,
  },
  {
    ids: ['r'],
    delimiters: [
      HASH,
      { kind: 'matched', open: 'r"', match: rRawFence },
      { kind: 'matched', open: "r'", match: rRawFence },
      { kind: 'matched', open: 'R"', match: rRawFence },
      { kind: 'matched', open: "R'", match: rRawFence },
      quoted('"', { multiline: true }),
      quoted("'", { multiline: true }),
      quoted('`'),
    ],
    regions: 'braces',
    lineStatements: true,
    functionHeader: /\bfunction\s*\(|\\\(/,
    base: 1,
    starAmbiguous: true,
  },
  {
    ids: ['c', 'cpp', 'cuda', 'cuda-cpp', 'objective-c', 'objective-cpp', 'glsl', 'hlsl', 'opencl', 'arduino', 'stan'],
    delimiters: [SLASHES, SLASH_STAR, CPP_RAW, DOUBLE, CHARACTER],
    regions: 'braces',
    prototypes: true,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['rust'],
    delimiters: [
      SLASHES,
      SLASH_STAR_NESTED,
      { kind: 'matched', open: 'r#', match: hashFence(1) },
      { kind: 'matched', open: 'r"', match: hashFence(1) },
      quoted('"', { multiline: true }),
      CHARACTER,
    ],
    regions: 'braces',
    functionHeader: /\bfn\b|\|\s*(?:->[^|{]*)?$/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['go'],
    delimiters: [SLASHES, SLASH_STAR, DOUBLE, quoted('`', { escape: 'none', multiline: true }), CHARACTER],
    regions: 'braces',
    lineStatements: true,
    functionHeader: /\bfunc\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['java', 'groovy', 'apex'],
    delimiters: [SLASHES, SLASH_STAR, TRIPLE_DOUBLE, DOUBLE, CHARACTER],
    regions: 'braces',
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'],
    delimiters: [SLASHES, SLASH_STAR, REGEX, DOUBLE, SINGLE, quoted('`', { multiline: true, interpolation: BRACES })],
    regions: 'braces',
    lineStatements: true,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['csharp'],
    delimiters: [
      SLASHES,
      SLASH_STAR,
      TRIPLE_DOUBLE,
      quoted('@"', { close: '"', escape: 'doubled', multiline: true }),
      quoted('$"', { close: '"', interpolation: { open: '{', close: '}' } }),
      DOUBLE,
      CHARACTER,
    ],
    regions: 'braces',
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['scala'],
    delimiters: [SLASHES, SLASH_STAR_NESTED, TRIPLE_DOUBLE, DOUBLE, CHARACTER],
    regions: 'braces',
    lineStatements: true,
    functionHeader: /\bdef\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['kotlin'],
    delimiters: [
      SLASHES,
      SLASH_STAR_NESTED,
      quoted('"""', { multiline: true, escape: 'none', interpolation: BRACES }),
      quoted('"', { interpolation: BRACES }),
      CHARACTER,
    ],
    regions: 'braces',
    lineStatements: true,
    functionHeader: /\bfun\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['swift'],
    delimiters: [
      SLASHES,
      SLASH_STAR_NESTED,
      { kind: 'matched', open: '#', match: hashFence(0) },
      quoted('"""', { multiline: true, interpolation: { open: '\\(', close: ')' } }),
      quoted('"', { interpolation: { open: '\\(', close: ')' } }),
    ],
    regions: 'braces',
    lineStatements: true,
    functionHeader: /\b(?:func|init)\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['dart'],
    delimiters: [
      SLASHES,
      SLASH_STAR_NESTED,
      quoted('"""', { multiline: true, interpolation: BRACES }),
      quoted("'''", { multiline: true, interpolation: BRACES }),
      quoted('"', { interpolation: BRACES }),
      quoted("'", { interpolation: BRACES }),
    ],
    regions: 'braces',
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['php'],
    delimiters: [SLASHES, SLASH_STAR, HASH, quoted('"', { multiline: true }), quoted("'", { multiline: true })],
    regions: 'braces',
    functionHeader: /\bfunction\b/,
    base: 0,
    starAmbiguous: true,
  },
  { ids: ['zig'], delimiters: [SLASHES, DOUBLE, CHARACTER], regions: 'braces', functionHeader: /\bfn\b/, base: 0, starAmbiguous: true },
  { ids: ['wgsl'], delimiters: [SLASHES, SLASH_STAR_NESTED], regions: 'braces', functionHeader: /\bfn\b/, base: 0, starAmbiguous: true },
  {
    ids: ['fortran-modern', 'fortran', 'FortranFreeForm', 'fortran_free-form'],
    delimiters: [line('!'), quoted('"', { escape: 'doubled' }), quoted("'", { escape: 'doubled' })],
    regions: 'indentation',
    headerLine: /(?!end)(?:[\w()*=, ]+\s)?(?:subroutine|function)\s+\w/i,
    base: 1,
    starAmbiguous: true,
  },
  {
    ids: ['haskell', 'purescript', 'elm'],
    delimiters: [{ kind: 'block', open: '{-', close: '-}', nested: true }, line('--'), DOUBLE, { ...CHARACTER, notAfterOperand: true } as Delimiter],
    regions: 'none',
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['lua'],
    delimiters: [
      { kind: 'matched', open: '--[', match: longBracketFence(2), comment: true },
      line('--'),
      { kind: 'matched', open: '[', match: longBracketFence(0) },
      DOUBLE,
      SINGLE,
    ],
    regions: 'keywords',
    keywords: {
      functions: new Set(['function']),
      openers: new Set(['if', 'do', 'repeat']),
      closers: new Set(['end', 'until']),
      optionalEnd: false,
    },
    base: 1,
    starAmbiguous: true,
  },
  {
    ids: ['ruby', 'crystal'],
    delimiters: [
      { kind: 'block', open: '=begin', close: '=end', nested: false, alone: true },
      { kind: 'line', open: '#', at: 'wordStart' },
      quoted('"', { interpolation: { open: '#{', close: '}' } }),
      SINGLE,
    ],
    regions: 'indentation',
    headerLine: /(?:def|class|module)\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['shellscript', 'perl', 'tcl'],
    delimiters: [{ kind: 'line', open: '#', at: 'wordStart' }, DOUBLE, SINGLE],
    regions: 'none',
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['nim'],
    delimiters: [{ kind: 'block', open: '#[', close: ']#', nested: true }, HASH, TRIPLE_DOUBLE, DOUBLE, CHARACTER],
    regions: 'indentation',
    headerLine: /(?:proc|func|method|template|macro)\b/,
    base: 0,
    starAmbiguous: true,
  },
  {
    ids: ['elixir'],
    delimiters: [HASH, TRIPLE_DOUBLE, quoted('"', { interpolation: { open: '#{', close: '}' } }), SINGLE],
    regions: 'indentation',
    headerLine: /(?:defp?|defn|defmodule)\b/,
    base: 0,
    starAmbiguous: true,
  },
  { ids: ['ocaml'], delimiters: [PARENTHESIS_STAR, DOUBLE, CHARACTER], regions: 'none', base: 0, starAmbiguous: true },
  { ids: ['fsharp'], delimiters: [SLASHES, PARENTHESIS_STAR, TRIPLE_DOUBLE, DOUBLE, CHARACTER], regions: 'none', base: 0, starAmbiguous: true },
  { ids: ['wolfram', 'mathematica'], delimiters: [PARENTHESIS_STAR, DOUBLE], regions: 'none', base: 1, starAmbiguous: true },
];

const BY_ID: ReadonlyMap<string, HostLanguage> = new Map(LANGUAGES.flatMap(language => language.ids.map(id => [id, language] as const)));

/** Every language id of the table. */
export const HOST_LANGUAGE_IDS: readonly string[] = [...BY_ID.keys()];
