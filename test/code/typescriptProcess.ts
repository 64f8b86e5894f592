/** Runs generated TypeScript in this process. */

import { transformSync } from 'esbuild';
import type { Dense } from '../notation/nodes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

type Nested = number | readonly Nested[];

export function runTypescript(programs: readonly Program[]): readonly Outcome[] {
  return programs.map(program => {
    try {
      return outcomeOf(program);
    } catch (failure) {
      return { error: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) };
    }
  });
}

/** The functions that a module exports. */
export function load(source: string): Readonly<Record<string, (...args: readonly unknown[]) => unknown>> {
  const module = { exports: {} as Record<string, (...args: readonly unknown[]) => unknown> };
  const script = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' }).code;
  new Function('module', 'exports', 'require', script)(module, module.exports, require);
  return module.exports;
}

function outcomeOf(program: Program): Outcome {
  const { code } = program;
  const functions = load(code.source);
  const all = code.others.parameters;
  const values = new Map(argumentsOf(program, all).map((value, k) => [all[k]!.name, nested(value)]));
  const call = (name: string): unknown => {
    const wanted = /^export function \w+\(([^)]*)\)/m.exec(code.source.slice(code.source.indexOf(`export function ${name}(`)))![1]!;
    return functions[name]!(...[...wanted.matchAll(/(\w+): /g)].map(([, parameter]) => values.get(parameter!)));
  };
  const { value, valueAndDerivative, check } = code.others;
  const both = program.value && valueAndDerivative ? (call(valueAndDerivative) as readonly [Nested, Nested]) : null;
  return {
    derivative: dense(call(code.function) as Nested),
    value: program.value && value ? dense(call(value) as Nested) : null,
    both: both && [dense(both[0]), dense(both[1])],
    check: program.value && check ? (call(check) as number) : null,
  };
}

function nested({ shape, data }: Dense): Nested {
  if (shape.length === 0) return data[0]!;
  const [length, ...rest] = shape as [number, ...number[]];
  const step = data.length / length;
  return Array.from({ length }, (_, k) => nested({ shape: rest, data: data.slice(k * step, (k + 1) * step) }));
}

function dense(value: Nested): Dense {
  const shape: number[] = [];
  for (let part: Nested = value; typeof part !== 'number'; part = part[0]!) shape.push(part.length);
  return { shape, data: Float64Array.from(entriesOf(value)) };
}

const entriesOf = (value: Nested): readonly number[] => (typeof value === 'number' ? [value] : value.flatMap(entriesOf));
