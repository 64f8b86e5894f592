/** Compiles generated C++ modules into one program, each in a namespace of its own, and runs it. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dense } from '../notation/nodes.ts';
import { notRun, outcomeOf, type RawOutcome, type Report, run } from './processes.ts';
import { argumentsOf, type Outcome, type Program } from './programs.ts';

const INCLUDE_FOLDERS = ['/usr/include/eigen3', '/usr/local/include/eigen3', '/opt/homebrew/include/eigen3'];

const DRIVER = `
#include <cstdio>
static Eigen::VectorXd vector_(std::vector<double> x) { return Eigen::Map<Eigen::VectorXd>(x.data(), x.size()); }
static Eigen::MatrixXd matrix_(Eigen::Index m, Eigen::Index n, std::vector<double> x) {
  return Eigen::Map<Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(x.data(), m, n);
}
template <int Order> Eigen::Tensor<double, Order> tensor_(Eigen::array<Eigen::Index, Order> shape, std::vector<double> x) {
  Eigen::Tensor<double, Order> t(shape);
  for (Eigen::Index place = 0; place < t.size(); ++place) {
    Eigen::Index rest = place, stride = t.size(), at = 0;
    for (int axis = Order - 1; axis >= 0; --axis) {
      stride /= shape[axis];
      at += rest % shape[axis] * stride;
      rest /= shape[axis];
    }
    t.data()[at] = x[place];
  }
  return t;
}
static void number_(double x) { std::isfinite(x) ? std::printf("%.17g", x) : std::printf("null"); }
static void print_(const std::vector<Eigen::Index>& shape, const std::vector<double>& data) {
  std::printf("{\\"shape\\": [");
  for (std::size_t k = 0; k < shape.size(); ++k) std::printf(k ? ",%ld" : "%ld", long(shape[k]));
  std::printf("], \\"data\\": [");
  for (std::size_t k = 0; k < data.size(); ++k) { if (k) std::printf(","); number_(data[k]); }
  std::printf("]}");
}
static void print_(double x) { print_({}, {x}); }
static void print_(const Eigen::VectorXd& x) { print_({x.size()}, std::vector<double>(x.data(), x.data() + x.size())); }
static void print_(const Eigen::MatrixXd& x) {
  std::vector<double> data;
  for (Eigen::Index i = 0; i < x.rows(); ++i) for (Eigen::Index j = 0; j < x.cols(); ++j) data.push_back(x(i, j));
  print_({x.rows(), x.cols()}, data);
}
template <int Order> void print_(const Eigen::Tensor<double, Order>& t) {
  std::vector<double> data(t.size());
  for (Eigen::Index place = 0; place < t.size(); ++place) {
    Eigen::Index rest = place, stride = t.size(), at = 0;
    for (int axis = Order - 1; axis >= 0; --axis) {
      stride /= t.dimension(axis);
      at += rest % t.dimension(axis) * stride;
      rest /= t.dimension(axis);
    }
    data[place] = t.data()[at];
  }
  print_(std::vector<Eigen::Index>(t.dimensions().begin(), t.dimensions().end()), data);
}
`;

/** Compiles a module with a program of its own, by the letter of C++17; what it prints. null where there is no compiler. */
export function runCppMain(source: string, main: string, report: Report): string | null {
  const eigen = eigenFolder();
  if (!eigen) return notRun('no g++ with Eigen', report, true);
  const folder = mkdtempSync(join(tmpdir(), 'nabla-cpp-'));
  try {
    writeFileSync(join(folder, 'all.cpp'), `${source}\n#include <cstdio>\n${main}\n`);
    run('g++', ['-std=c++17', '-pedantic-errors', '-Wall', '-Werror', '-O0', '-isystem', eigen, 'all.cpp', '-o', 'all'], '', folder);
    return run(join(folder, 'all'), [], '', folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const eigenFolder = (): string | null => (spawnSync('g++', ['--version']).status === 0 ? (INCLUDE_FOLDERS.find(existsSync) ?? null) : null);

export function runCpp(programs: readonly Program[], report: Report): readonly Outcome[] | null {
  const eigen = eigenFolder();
  if (!eigen) return notRun('no g++ with Eigen', report, true);
  const folder = mkdtempSync(join(tmpdir(), 'nabla-cpp-'));
  try {
    const sources = programs.map(({ code }) => code.source);
    const includes = new Set(sources.flatMap(source => source.match(/^#include .*$/gm) ?? []).concat('#include <unsupported/Eigen/CXX11/Tensor>'));
    const modules = sources.map((source, k) => `namespace p${k} {\n${source.replace(/^#include .*$/gm, '')}\n}`);
    const calls = programs.map(callsOf);
    const main = `int main() {\n  std::printf("[");\n${calls.join('\n  std::printf(",\\n");\n')}\n  std::printf("]");\n}`;
    writeFileSync(join(folder, 'all.cpp'), [...includes, DRIVER, ...modules, main].join('\n'));
    run('g++', ['-std=c++17', '-O0', '-w', `-I${eigen}`, 'all.cpp', '-o', 'all'], '', folder);
    return (JSON.parse(run(join(folder, 'all'), [], '', folder)) as readonly RawOutcome[]).map(outcomeOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function callsOf(program: Program, k: number): string {
  const { code, value } = program;
  const all = code.others.parameters;
  const values = argumentsOf(program, all);
  const literal = new Map(all.map(({ name }, at) => [name, values[at]!]));
  const call = (name: string): string => {
    const head = code.source.slice(code.source.indexOf(` ${name}(`));
    const wanted = /^ \w+\(([^)]*)\)/.exec(head)![1]!;
    return `p${k}::${name}(${
      wanted === ''
        ? ''
        : wanted
            .split(', ')
            .map(parameter => literalOf(literal.get(/(\w+)$/.exec(parameter)![1]!)!))
            .join(', ')
    })`;
  };
  const { valueAndDerivative, value: valueName, check } = code.others;
  const text = (json: string): string => `std::printf(${JSON.stringify(json)});`;
  return [
    '  {',
    text('{"derivative": '),
    `print_(${call(code.function)});`,
    ...(value && valueAndDerivative && valueName
      ? [
          text(', "value": '),
          `print_(${call(valueName)});`,
          `const auto both = ${call(valueAndDerivative)};`,
          text(', "both": ['),
          'print_(both.first);',
          text(', '),
          'print_(both.second);',
          text('], "check": '),
          check ? `number_(${call(check)});` : text('null'),
        ]
      : [text(', "value": null, "both": null, "check": null')]),
    text('}'),
    '  }',
  ].join('\n  ');
}

function literalOf({ shape, data }: Dense): string {
  const entries = `{${[...data].map(entry => (Number.isInteger(entry) ? `${entry}.0` : String(entry))).join(', ')}}`;
  if (shape.length === 0) return `${data[0]}`;
  if (shape.length === 1) return `vector_(${entries})`;
  if (shape.length === 2) return `matrix_(${shape[0]}, ${shape[1]}, ${entries})`;
  return `tensor_<${shape.length}>({${shape.join(', ')}}, ${entries})`;
}
