/** What a client may ask the server beyond LSP: names and plain shapes, shared by both sides. */

import type { Position, Range } from '../analysis/result.ts';
import type { CodeRole, LanguageId } from '../code/input.ts';
import type { CommentReading } from '../documents/commentReading.ts';
import type { CommentSyntax } from '../documents/commentSyntax.ts';
import type { PanelParts } from '../panel/protocol.ts';
import type { CodeChoice } from './codeLanguage.ts';
import type { ToolAnswer, ToolName } from './tools.ts';

export type { ToolAnswer, ToolName };

/** {@link PanelPlace} → PanelContent; null for a document that is not read. */
export const panelRequest = 'nabla/panel';
/** {@link DocumentPlace} → {@link DerivativeAnswer}; null for a document that is not read. */
export const derivativeRequest = 'nabla/derivative';
/** {@link CodePlace} → {@link CodeAnswer}; null for a document that is not read. */
export const codeRequest = 'nabla/code';
/** {@link DocumentPlace} → {@link VariablesAnswer}; null for a document that is not read. */
export const variablesRequest = 'nabla/variables';
/** {@link DocumentName} → {@link DocumentClaims}, as far as they are certified; null for a document that is not read. */
export const claimsRequest = 'nabla/claims';
/** {@link CheckedText} → {@link CheckAnswer}, everything certified; null for a text that is not read. */
export const checkRequest = 'nabla/check';
/** {@link ToolCall} → {@link ToolAnswer}. */
export const toolRequest = 'nabla/tool';
/** Server → client, {@link ChangedParameters}: results of this document changed (a certificate came in). */
export const changedNotification = 'nabla/changed';
/** Client → server, {@link LanguageSyntax}: how comments are written in a language that the editor knows and Nabla may not. */
export const commentSyntaxNotification = 'nabla/commentSyntax';

/** The button of a panel message that writes its snippet above the line. */
export const insertSnippetAction = 'insertSnippet';

export const commands = {
  showDerivation: 'nabla.showDerivation',
  copyLatex: 'nabla.copyLatex',
  copyCode: 'nabla.copyCode',
  copyCodeAs: 'nabla.copyCodeAs',
  insertDerivative: 'nabla.insertDerivative',
  insertCode: 'nabla.insertCode',
  deriveBy: 'nabla.deriveBy',
  restartServer: 'nabla.restartServer',
  showLog: 'nabla.showLog',
} as const;

export interface DocumentPlace {
  readonly uri: string;
  readonly position: Position;
}
export interface CodePlace extends DocumentPlace {
  readonly language: CodeChoice;
}
export interface PanelPlace extends DocumentPlace {
  /** In which language the content brings its code; without one it brings none. */
  readonly code?: CodeChoice;
  readonly parts?: PanelParts;
}

/** The field `math` of a hover, for a client that can draw it; `plain` is the same as text. */
export interface HoverMath {
  readonly tex: string;
  readonly plain: string;
}

export interface TextInsertion {
  readonly range: Range;
  readonly text: string;
}

/** The derivative at a place, ready to be copied or inserted; or why there is none. */
export type DerivativeAnswer =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'derivative';
      readonly query: string;
      /** The right side alone. */
      readonly latex: string;
      /** With the left side as a fraction, and as a gradient where what is derived is a scalar. */
      readonly equations: { readonly fraction: string; readonly gradient: string | null };
      /** null where there is nothing to write down; then `notInserted` says why. */
      readonly insertion: TextInsertion | null;
      readonly notInserted: string | null;
    };

/** The derivative at a place as code, ready to be copied or inserted; or why there is none. */
export type CodeAnswer =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'code';
      readonly query: string;
      readonly language: LanguageId;
      /** A whole module. */
      readonly source: string;
      /** How its functions are called, and what each of them gives. */
      readonly functions: readonly { readonly name: string; readonly role: CodeRole }[];
      /** null where the document holds no code in this language, or this code already; then `notInserted` says so. */
      readonly insertion: TextInsertion | null;
      readonly notInserted: string | null;
    };

/** By what the scalar defined at a place can be differentiated, and the query that asks for it; or why it cannot. */
export type VariablesAnswer =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'variables';
      readonly of: string;
      readonly variables: readonly { readonly name: string; readonly shape: string; readonly insertion: TextInsertion }[];
    };

export interface DocumentName {
  readonly uri: string;
}
/** A text that need not be open. */
export interface CheckedText extends DocumentName {
  readonly languageId: string;
  readonly text: string;
}

/** Something that a document asserts, and whether it is so. */
export interface Claim {
  /** As it is written. */
  readonly source: string;
  readonly range: Range;
  /** `pending` waits for a certificate; `broken` has shapes that do not conform, or something else that keeps it from being read. */
  readonly verdict: 'holds' | 'other-layout' | 'refuted' | 'undecided' | 'pending' | 'broken';
  /** What is wrong with it or why it is undecided; null where it holds. */
  readonly message: string | null;
  /** Of a refuted derivative the right side that would hold, and the one that is claimed. */
  readonly correction: { readonly expected: string; readonly actual: string } | null;
}
export interface DocumentClaims {
  /** In the order of the document. */
  readonly claims: readonly Claim[];
  /** How many statements of any kind. */
  readonly statements: number;
  /** How many derivatives are asked for and can be shown. */
  readonly derivatives: number;
  /** How many statements beside the claims have errors. */
  readonly errors: number;
  readonly isPending: boolean;
}
/** `Sent` is a diagnostic as the protocol has it. */
export interface CheckAnswer<Sent = unknown> extends DocumentClaims {
  readonly diagnostics: readonly Sent[];
}

export interface ToolCall {
  readonly name: ToolName;
  /** As a language model sent it. */
  readonly input: unknown;
}

export interface ChangedParameters {
  readonly uri: string;
}

export interface LanguageSyntax {
  readonly languageId: string;
  readonly syntax: CommentSyntax;
}

/** Where something is shown in the text: in `.mc` files, in whatever is read, or nowhere. */
export type Extent = 'mc' | 'everywhere' | 'off';

/** The section `nabla` of the settings, as far as the server reads it. */
export interface ServerSettings {
  readonly layout: 'numerator' | 'denominator';
  /** Language ids; `*` all, `!id` not this one. */
  readonly languages: readonly string[];
  /** How much of the comments of code is read. */
  readonly comments: CommentReading;
  /** In characters. */
  readonly maxFileSize: number;
  /** In which language code is given where nothing else is asked for. */
  readonly code: { readonly language: CodeChoice };
  readonly inlayHints: Extent;
  readonly codeLens: Extent;
}

/** What a client that knows the commands above sends as initializationOptions. */
export interface InitializationOptions {
  /** Hovers may hold command links. */
  readonly commandLinks?: boolean;
  readonly settings?: Partial<ServerSettings>;
  /** Problems are published, also to a client that could ask for them. */
  readonly publishedDiagnostics?: boolean;
  /** Where the bundles lie that a server in a web worker loads later: the address of their folder. */
  readonly bundles?: string;
}
