/** What a language has to say about an array program: one file each under languages. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { Compressed } from './compress.ts';
import type { Code, CodeInput, LanguageId } from './input.ts';
import type { Operation } from './operation.ts';
import type { Parameter, Routine } from './routine.ts';
import type { Text } from './text.ts';

/** Everything but the parameters, whose names the printer knows. */
export type Calculated = Exclude<Operation, { readonly kind: 'variable' | 'function' }>;

export interface Spelling {
  /** A size by the local variables. */
  size(dimension: Dimension): Text;
  /** Brings a helper into the module; its name. */
  helper(name: string): string;
  /** The name of a parameter that is an array, where there is one: its type is the result's. */
  readonly array: string | null;
}
export interface Language {
  readonly id: LanguageId;
  /** The identifier for a name. */
  identifier(name: string): string;
  operation(operation: Calculated, operands: readonly Text[], spelling: Spelling): Text;
  /** Whether no expression but only statements compute it. */
  needsStatement?(operation: Operation): boolean;
  /** Lines that give the local variable its value. */
  statement?(operation: Operation, local: string, operands: readonly Text[], spelling: Spelling): readonly string[];
  assignment(local: string, text: string, operation: Operation): string;
  /** A whole module. */
  module(text: ModuleText): ModuleSource;
  /** How the other results are called, where it is not by functions of their own. */
  others?(text: ModuleText): Omit<Code['others'], 'parameters'>;
}

export interface ModuleSource {
  /** Lines that import, include or load something. */
  readonly imports: readonly string[];
  /** Definitions with their comments, in the order in which they must stand. */
  readonly blocks: readonly string[];
  /** Between two of them. */
  readonly separator: string;
}
export interface RoutineText {
  readonly routine: Routine;
  readonly statements: readonly string[];
  readonly results: readonly string[];
  readonly size: (dimension: Dimension) => Text;
}
export interface ModuleText {
  readonly input: CodeInput;
  readonly derivative: RoutineText;
  readonly value: RoutineText | null;
  /** Its results are the value and the derivative. */
  readonly both: RoutineText | null;
  readonly compressed: (RoutineText & { readonly of: Compressed }) | null;
  /** Finite differences of the value by these of the parameters of `both`, one after the other. */
  readonly check: { readonly name: string; readonly parameters: readonly Parameter[]; readonly wrt: readonly Parameter[] } | null;
  readonly helpers: ReadonlySet<string>;
}
