/** A derivative as a module of functions in one language. */

import type { Dimension } from '../dimensions/dimension.ts';
import { compress } from './compress.ts';
import type { Code, CodeInput } from './input.ts';
import { type Printed, printedInto, sourceOf } from './insertion.ts';
import type { Language, ModuleText, RoutineText, Spelling } from './language.ts';
import { type Operation, operandsOf, operationBuilder, reachable } from './operation.ts';
import { globalsOf, namesIn, type Parameter, type Routine, routineOf, usesIn } from './routine.ts';
import { atom, negative, plus, type Text, times } from './text.ts';
import { translate } from './translate.ts';

/** Linear in the derivative's graph. Sizes that no variable's shape gives become parameters with shape []. */
export function printCode(input: CodeInput, language: Language): Code {
  const print = (taken: ReadonlySet<string>): Published => publishedModule(input, language, taken);
  return {
    ...codeOf(print(new Set())),
    into: (document, notation = []) => codeOf(printedInto(document, notation, print)),
  };
}

interface Published extends Printed {
  readonly code: Omit<Code, 'source' | 'into'>;
}

const codeOf = ({ code, module }: Published): Omit<Code, 'into'> => ({ ...code, source: sourceOf(module) });

/** @param taken names that no function gets */
function publishedModule(input: CodeInput, language: Language, taken: ReadonlySet<string>): Published {
  const build = operationBuilder();
  const compressed = input.flattened ? null : compress(input.derivative);
  const nodes = [input.derivative, ...(input.value ? [input.value] : []), ...(compressed ? [compressed.node] : [])];
  // each by itself: that the value uses an inverse is no reason for the derivative to form it
  const translations = nodes.map(node => translate([node], input.names ?? new Map(), build));
  // the caller may write into what it gets
  const owned = (root: Operation): Operation => (root.view && root.shape.length > 0 ? build.copy(root) : root);
  const roots = translations.map(({ roots: [root] }) => owned(root!));
  const { flattened } = input;
  const derivative = flattened ? build.reshape(roots[0]!, [...flattened.of, ...flattened.wrt]) : roots[0]!;
  const value = input.value ? roots[1]! : null;

  const names = namesIn(name => language.identifier(name), taken);
  const globals = globalsOf(input, reachable(value ? [derivative, value] : [derivative]), names, name => language.identifier(name));
  const functionName = names.fresh(input.functionName);
  const context = { input, globals, names, userNames: new Map(translations.flatMap(({ names: named }) => [...named])) };
  const helpers = new Set<string>();
  const text = (routine: Routine): RoutineText => routineText(routine, language, helpers);

  const main = routineOf(functionName, [derivative], context);
  const valueName = value && names.fresh(input.valueName);
  const both = value && routineOf(names.fresh(`${valueName}_and_${functionName}`), [value, derivative], context, main.parameters);
  const valueRoutine = value && inOrderOf(both!.parameters, routineOf(valueName!, [value], context));
  const wrt = both && input.wrt && wrtParameters(input, globals.variables, both.parameters);
  const module: ModuleText = {
    input,
    derivative: text(main),
    value: valueRoutine && text(valueRoutine),
    both: both && text(both),
    compressed: compressed && { ...text(routineOf(names.fresh(`${functionName}_compressed`), [roots.at(-1)!], context)), of: compressed },
    check: both && wrt && wrt.length > 0 ? { name: names.fresh(`check_${functionName}`), parameters: both.parameters, wrt } : null,
    helpers,
  };
  const published = ({ name, symbol, shape }: Parameter) => ({ name, symbol, shape });
  const code: Published['code'] = {
    function: functionName,
    parameters: main.parameters.map(published),
    others: {
      ...(language.others?.(module) ?? {
        value: module.value?.routine.name ?? null,
        valueAndDerivative: both?.name ?? null,
        check: module.check?.name ?? null,
        compressed: module.compressed?.routine.name ?? null,
      }),
      parameters: (both ?? main).parameters.map(published),
    },
  };
  const functions = [module.derivative, module.value, module.both, module.compressed].flatMap(of => (of ? [of.routine.name] : []));
  return { code, module: language.module(module), functions: module.check ? [...functions, module.check.name] : functions };
}

/** The same parameters stand in the same order in every function. */
function inOrderOf(all: readonly Parameter[], routine: Routine): Routine {
  const place = ({ name }: Parameter): number => all.findIndex(parameter => parameter.name === name);
  return { ...routine, parameters: routine.parameters.toSorted((a, b) => place(a) - place(b)) };
}

/** null where the value does not depend on all of them: there is nothing to vary. */
function wrtParameters(input: CodeInput, variables: ReadonlyMap<string, string>, parameters: readonly Parameter[]): readonly Parameter[] | null {
  const found = input.wrt!.map(name => parameters.find(parameter => parameter.kind === 'array' && parameter.name === variables.get(name)));
  return found.every(parameter => parameter !== undefined) ? found : null;
}

const LONGEST_INLINE = 72;

/** Spells every operation; what is used twice, has a name of the user's or is long becomes a local variable. */
function routineText(routine: Routine, language: Language, helpers: Set<string>): RoutineText {
  const locals = new Map(routine.sizes.map(({ size, local }) => [size, local]));
  const size = (dimension: Dimension): Text => sizeText(dimension, locals);
  const spelling: Spelling = {
    size,
    helper: name => {
      helpers.add(name);
      return name;
    },
    array: routine.parameters.find(({ kind, axes }) => kind === 'array' && axes.length > 0)?.name ?? null,
  };
  const uses = usesIn(routine);
  const results = new Set(routine.results);
  const spelled = new Map<Operation, Text>();
  const statements: string[] = [];
  let count = 0;
  for (const operation of routine.operations) {
    const leaf = routine.leaves.get(operation);
    if (leaf !== undefined) {
      spelled.set(operation, atom(leaf));
      continue;
    }
    if (operation.kind === 'variable' || operation.kind === 'function') throw new TypeError(`${operation.name} is no parameter of ${routine.name}`);
    const operands = operandsOf(operation).map(operand => spelled.get(operand)!);
    const userName = routine.userNames.get(operation);
    const local = (): string => routine.names.fresh(userName ?? `t${++count}`);
    if (language.needsStatement?.(operation)) {
      const name = local();
      statements.push(...language.statement!(operation, name, operands, spelling));
      spelled.set(operation, atom(name));
      continue;
    }
    const text = language.operation(operation, operands, spelling);
    const isLong = text.text.length > LONGEST_INLINE;
    const bind = !operation.trivial && ((uses.get(operation) ?? 0) > 1 || (!results.has(operation) && (userName !== undefined || isLong)));
    if (!bind) {
      spelled.set(operation, text);
      continue;
    }
    const name = local();
    statements.push(language.assignment(name, text.text, operation));
    spelled.set(operation, atom(name));
  }
  return { routine, statements, results: routine.results.map(result => spelled.get(result)!.text), size };
}

/** Sizes by the arithmetic of integers: `2 * n`, `n * m`, `n + 1`. */
export function sizeText(size: Dimension, locals: ReadonlyMap<string, string>): Text {
  let total: Text | null = null;
  for (const { coefficient, monomial } of size.terms) {
    const factors = monomial.factors.flatMap(([name, exponent]) => Array.from({ length: exponent }, () => atom(locals.get(name) ?? name)));
    if (Math.abs(coefficient) !== 1 || factors.length === 0) factors.unshift(atom(String(Math.abs(coefficient))));
    const term = factors.reduce((product, factor) => times(product, factor, '*'));
    if (total) total = plus(total, term, coefficient < 0 ? '-' : '+');
    else total = coefficient < 0 ? negative(term) : term;
  }
  return total ?? atom('0');
}

/** Whether every name in the size has a local variable. */
export const isKnownSize = (size: Dimension, routine: Routine): boolean =>
  size.terms.every(({ monomial }) => monomial.factors.every(([name]) => routine.sizes.some(known => known.size === name)));
