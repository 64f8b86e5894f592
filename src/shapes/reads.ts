/** What a statement asked of the names around it: where it would be told the same, it means the same. */

import type { KnownName, KnownNames } from '../syntax/tree.ts';
import { type Equation, Scope } from './scope.ts';
import type { Layout, TypedSymbol } from './typed.ts';

/** A scope that keeps what it was asked, and what it answered. */
export class AskedScope extends Scope {
  readonly reads: Reads;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    super(scope.parent);
    this.#scope = scope;
    this.reads = new Reads(scope);
  }

  override lookup(name: string): TypedSymbol | undefined {
    return this.reads.ask('symbol', name);
  }

  override redefined(name: string): TypedSymbol | undefined {
    return this.reads.ask('redefined', name);
  }

  override own(name: string): TypedSymbol | undefined {
    return this.reads.ask('own symbol', name);
  }

  override isSize(name: string): boolean {
    return this.reads.ask('size', name);
  }

  override ownsSize(name: string): boolean {
    return this.reads.ask('own size', name);
  }

  override isBroken(name: string): boolean {
    return this.reads.ask('broken', name);
  }

  override equationOf(name: string): Equation | undefined {
    return this.reads.ask('equation', name);
  }

  override get layout(): Layout | null {
    return this.#scope.layout;
  }

  override get base(): 0 | 1 | null {
    return this.#scope.base;
  }

  override visible(): Map<string, TypedSymbol> {
    return new Map(this.reads.askForAll());
  }

  override knownNames(): KnownNames {
    return { lookup: name => this.reads.ask('known name', name) };
  }
}

interface Questions {
  readonly symbol: TypedSymbol | undefined;
  readonly redefined: TypedSymbol | undefined;
  readonly 'own symbol': TypedSymbol | undefined;
  readonly size: boolean;
  readonly 'own size': boolean;
  readonly broken: boolean;
  readonly equation: Equation | undefined;
  readonly 'known name': KnownName | undefined;
}
type Question = keyof Questions;

const ANSWERS: { readonly [Asked in Question]: (scope: Scope, name: string) => Questions[Asked] } = {
  symbol: (scope, name) => scope.lookup(name),
  redefined: (scope, name) => scope.redefined(name),
  'own symbol': (scope, name) => scope.own(name),
  size: (scope, name) => scope.isSize(name),
  'own size': (scope, name) => scope.ownsSize(name),
  broken: (scope, name) => scope.isBroken(name),
  equation: (scope, name) => scope.equationOf(name),
  'known name': (scope, name) => scope.knownNames().lookup(name),
};

interface Answered {
  readonly question: Question;
  readonly answer: Questions[Question];
}

export class Reads {
  readonly #layout: Layout | null;
  readonly #base: 0 | 1 | null;
  readonly #answers = new Map<string, Answered[]>();
  #scope: Scope | null;
  #all: ReadonlyMap<string, TypedSymbol> | null = null;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#layout = scope.layout;
    this.#base = scope.base;
  }

  ask<Asked extends Question>(question: Asked, name: string): Questions[Asked] {
    let answers = this.#answers.get(name);
    if (answers === undefined) {
      answers = [];
      this.#answers.set(name, answers);
    }
    for (const known of answers) if (known.question === question) return known.answer as Questions[Asked];
    const answer = ANSWERS[question](this.#scope!, name);
    answers.push({ question, answer });
    return answer;
  }

  askForAll(): ReadonlyMap<string, TypedSymbol> {
    this.#all ??= this.#scope!.visible();
    return this.#all;
  }

  /** Nothing more is asked: the scope changes with the next statement. */
  close(): void {
    this.#scope = null;
  }

  /** Whether it asked for one of the names, or for all. */
  holdsAnyOf(names: ReadonlySet<string>): boolean {
    if (this.#all !== null) return true;
    for (const name of names) if (this.#answers.has(name)) return true;
    return false;
  }

  /** Whether another scope answers all questions in the same way. */
  areAnsweredBy(scope: Scope): boolean {
    if (scope.layout !== this.#layout || scope.base !== this.#base) return false;
    for (const [name, answers] of this.#answers)
      for (const { question, answer } of answers) if (!isSame(question, answer, ANSWERS[question](scope, name))) return false;
    return this.#all === null || isSameTable(this.#all, scope.visible());
  }
}

function isSame(question: Question, a: Answered['answer'], b: Answered['answer']): boolean {
  if (a === b) return true;
  if (question === 'known name') return isSameName(a as KnownName | undefined, b as KnownName | undefined);
  return question === 'redefined' && isRedefinedAlike(a as TypedSymbol | undefined, b as TypedSymbol | undefined);
}

function isRedefinedAlike(a: TypedSymbol | undefined, b: TypedSymbol | undefined): boolean {
  if (a?.origin !== 'defined' || b?.origin !== 'defined' || a.written !== b.written) return false;
  return a.properties.size === b.properties.size && [...a.properties].every(property => b.properties.has(property));
}

const isSameName = (a: KnownName | undefined, b: KnownName | undefined): boolean =>
  a !== undefined && b !== undefined && a.order === b.order && a.isFunction === b.isFunction && a.isSize === b.isSize && a.isDefined === b.isDefined;

function isSameTable(a: ReadonlyMap<string, TypedSymbol>, b: ReadonlyMap<string, TypedSymbol>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, symbol] of a) if (b.get(name) !== symbol) return false;
  return true;
}
