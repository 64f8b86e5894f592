/** What a function is generated from, and what comes out. Nothing here depends on a language. */

import type { Dimension } from '../dimensions/dimension.ts';
import type { CodeLanguage } from '../operations/codeSpelling.ts';
import type { TensorNode } from '../tensors/node.ts';

/** A variable of the document: every one may be asked for its shape. */
export interface CodeVariable {
  readonly name: string;
  /** As declared; it becomes the parameter's `symbol`. */
  readonly written: string;
  readonly shape: readonly Dimension[];
}
export interface CodeInput {
  /** `dL_dtheta`; made an identifier where it is none. */
  readonly functionName: string;
  /** `L`: the function that is differentiated. */
  readonly valueName: string;
  readonly derivative: TensorNode;
  /** What is differentiated, its variables without declared facts: the derivative treats their entries as independent. null: no function for it. */
  readonly value: TensorNode | null;
  /** How many of the derivative's axes, from the first, are the numerator's and how many the denominator's. */
  readonly ofAxes: number;
  readonly wrtAxes: number;
  /** The variables by which it is differentiated, where the derivative has all their axes, one after the other; null where it has a part of them. */
  readonly wrt: readonly string[] | null;
  /** The sizes of what is returned where axes of the derivative are flattened, the last one fastest: vec(X) has one axis. */
  readonly flattened?: { readonly of: readonly Dimension[]; readonly wrt: readonly Dimension[] };
  /** The derivative as people write it, for the documentation. */
  readonly formula: string | null;
  readonly layout: 'numerator' | 'denominator' | 'both';
  /** `dL/dθ` */
  readonly query: string;
  readonly variables: readonly CodeVariable[];
  /** Tensors that have a name of the user's; it becomes a local variable's. */
  readonly names?: ReadonlyMap<TensorNode, string>;
}

export interface CodeParameter {
  /** The identifier in the code. */
  readonly name: string;
  /** Exactly as declared. */
  readonly symbol: string;
  readonly shape: readonly string[];
}
export interface Code {
  /** The function that returns the derivative, its axes (of…, wrt…). */
  readonly function: string;
  /** A whole module. */
  readonly source: string;
  /**
   * The module as it goes on behind the text of a document: its `source` has nothing that stands there already, and is empty where all of it
   * does; no function has a name that the document gives to something else.
   *
   * @param notation where the document has mathematics, which defines nothing
   */
  readonly into: (document: string, notation?: readonly { readonly start: number; readonly end: number }[]) => Omit<Code, 'into'>;
  /** Of that function. */
  readonly parameters: readonly CodeParameter[];
  /** The other functions of the module, as they are called; null where there is none. Of MATLAB outputs of the function itself, in this order. */
  readonly others: {
    /** What is differentiated. */
    readonly value: string | null;
    /** Both, shared parts computed once. */
    readonly valueAndDerivative: string | null;
    /** The largest difference between the derivative and finite differences of the value, relative to the largest entry. */
    readonly check: string | null;
    /** The derivative without the axes along which it is diagonal. */
    readonly compressed: string | null;
    /** What they take, where they take more than the function itself. */
    readonly parameters: readonly CodeParameter[];
  };
}

/** What a function of a module gives. */
export type CodeRole = 'derivative' | 'value' | 'both' | 'check' | 'compressed';

/** The functions of a module in the order in which they stand in it. Of MATLAB, whose file has one to call, that one. */
export function functionsOf({ function: name, others }: Pick<Code, 'function' | 'others'>): readonly { readonly name: string; readonly role: CodeRole }[] {
  const named: readonly (readonly [string | null, CodeRole])[] = [
    [name, 'derivative'],
    [others.value, 'value'],
    [others.valueAndDerivative, 'both'],
    [others.check, 'check'],
    [others.compressed, 'compressed'],
  ];
  return named.flatMap(([found, role]) => (found === null ? [] : [{ name: found, role }]));
}

export const LANGUAGE_IDS = ['numpy', 'torch', 'jax', 'julia', 'matlab', 'cpp', 'r', 'typescript'] as const satisfies readonly CodeLanguage[];
export type LanguageId = (typeof LANGUAGE_IDS)[number];

/** As people call them. */
export const CODE_LABELS: Readonly<Record<LanguageId, string>> = {
  numpy: 'NumPy',
  torch: 'PyTorch',
  jax: 'JAX',
  julia: 'Julia',
  matlab: 'MATLAB',
  cpp: 'C++ Eigen',
  r: 'R',
  typescript: 'TypeScript',
};

const ALIASES: Readonly<Partial<Record<string, LanguageId>>> = {
  python: 'numpy',
  pytorch: 'torch',
  octave: 'matlab',
  'c++': 'cpp',
  eigen: 'cpp',
  ts: 'typescript',
  mathjs: 'typescript',
};

/** A language by its id or another name of its own; undefined where there is none. */
export function codeLanguage(name: string): LanguageId | undefined {
  const wanted = name.toLowerCase();
  return LANGUAGE_IDS.find(id => id === wanted) ?? ALIASES[wanted];
}
