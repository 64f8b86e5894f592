/** The Graph view: a row for each node with its value and its adjoint; forward reads down, reverse mode is stepped through upwards. */

import { append, type Child, element, hiddenText, toolButton } from './elements.ts';
import { formula, plainTex } from './formula.ts';
import { productsSection } from './graphProducts.ts';
import { type Rail, railOf } from './graphRail.ts';
import { icon } from './icons.ts';
import { graph as words } from './messages.ts';
import { numberGrid } from './numberGrid.ts';
import type { PanelAdjoint, PanelGraph, PanelGraphNode, PanelLayout, TensorSizes } from './protocol.ts';
import { type AxisOrder, axisOrder, plainSpace, shapeElement } from './shapes.ts';
import { sizeFields } from './sizeFields.ts';
import { tabPanel } from './tabs.ts';

export interface GraphViewOptions {
  /** null while it is on its way. */
  readonly graph: PanelGraph | null;
  readonly layout: PanelLayout;
  /** How many adjoints reverse mode has found, beside that of the result. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onSizes: (sizes: TensorSizes) => void;
  /** A name was followed to where it comes from. */
  readonly onReveal: (line: number) => void;
}

export function graphView(options: GraphViewOptions): HTMLElement {
  const { graph } = options;
  const section = element('section', { class: 'view graph-view', ...tabPanel('graph') });
  if (graph === null) append(section, [element('p', { class: 'note', 'aria-live': 'polite' }, words.waiting)]);
  else if (graph.refused !== null) append(section, [element('p', { class: 'note', role: 'status' }, graph.refused)]);
  else append(section, drawn(options, graph));
  return section;
}

function drawn(options: GraphViewOptions, graph: PanelGraph): readonly Child[] {
  const layout = options.layout.layout === 'both' ? graph.layout : options.layout.layout;
  const rail = railOf(graph.nodes);
  const rows = graph.nodes.map(node => nodeRow(node, layout, options.onReveal));
  const table = element('div', { class: 'graph', role: 'table', 'aria-label': words.table }, headings(), ...rows);
  table.style.setProperty('--rail-width', `${rail.width}px`);
  append(table, [rail.svg]);
  new ResizeObserver(() => drawRail(rail, table, rows)).observe(table);
  const stepper = reverseStepper(options, graph, (step, isMoved) => showStep(graph, rail, rows, step, isMoved));
  linkRows(graph, rail, rows, node => stepper.choose(graph.reverse.indexOf(node)));
  return [
    element('div', { class: 'row between stepping' }, stepper.element, sizeFields(graph.sizes, options.onSizes)),
    graph.noNumbers !== null && element('p', { class: 'note' }, graph.noNumbers),
    table,
    productsSection(graph.products.filter(product => product.layout === layout)),
  ];
}

function headings(): HTMLElement {
  const names = [words.forward, words.value, words.reverse];
  return element('div', { class: 'headings', role: 'row' }, ...names.map(name => element('span', { role: 'columnheader' }, name)));
}

function nodeRow(node: PanelGraphNode, layout: 'numerator' | 'denominator', onReveal: GraphViewOptions['onReveal']): HTMLElement {
  const order = axisOrder(layout);
  const row = element(
    'div',
    { class: `graph-row ${node.kind}`, role: 'row', tabindex: -1, 'data-key': `node ${node.name.unicode}` },
    element(
      'span',
      { class: 'node', role: 'rowheader' },
      element('span', { class: 'scroll' }, nameOf(node, onReveal), node.definition !== null && definitionOf(node.definition)),
      plainSpace(node.axes),
    ),
    element('span', { class: 'value', role: 'cell' }, node.value !== null && numberGrid(node.value, words.valueOf(node.name.unicode))),
    element('span', { class: 'adjoint', role: 'cell' }, ...adjointParts(node.adjoint, layout, order)),
  );
  const { adjoint } = node;
  if (adjoint.kind === 'known') row.dataset.tex = plainTex(`${adjoint[layout].left.tex} = ${adjoint[layout].closed.tex}`);
  return row;
}

const definitionOf = (definition: NonNullable<PanelGraphNode['definition']>): HTMLElement =>
  formula({ tex: `{}= ${definition.tex}`, unicode: `= ${definition.unicode}` });

/** A name that the document has leads there. */
function nameOf({ name, line }: PanelGraphNode, onReveal: GraphViewOptions['onReveal']): HTMLElement {
  if (line === null) return formula(name);
  const button = element('button', { class: 'name-link', type: 'button', title: words.goTo(line + 1), 'data-key': `name ${name.unicode}` }, formula(name));
  append(button, [hiddenText(words.goTo(line + 1))]);
  button.addEventListener('click', () => onReveal(line));
  return button;
}

function adjointParts(adjoint: PanelAdjoint, layout: 'numerator' | 'denominator', order: AxisOrder): readonly Child[] {
  if (adjoint.kind === 'unknown') return [element('span', { class: 'note' }, adjoint.reason)];
  const { left, pullback, closed, value } = adjoint[layout];
  const first = pullback ?? closed;
  const line = (tex: string, unicode: string): HTMLElement => element('span', { class: 'scroll' }, formula({ tex, unicode }));
  return [
    line(`${left.tex} = ${first.tex}`, `${left.unicode} = ${first.unicode}`),
    pullback !== null && line(`= ${closed.tex}`, `= ${closed.unicode}`),
    // of the result by itself the formula says all
    closed.unicode !== '1' &&
      element('span', { class: 'measure' }, value !== null && numberGrid(value, words.adjointOf(left.unicode)), shapeElement(adjoint.shape, order)),
  ];
}

/** The middles of the nodes, below the top of the table. */
function drawRail(rail: Rail, table: HTMLElement, rows: readonly HTMLElement[]): void {
  const { top } = table.getBoundingClientRect();
  const heights = rows.map(row => {
    const box = row.querySelector('.node')!.getBoundingClientRect();
    return Math.round(box.top + box.height / 2 - top);
  });
  rail.draw(heights, table.offsetHeight);
}

function showStep({ reverse }: PanelGraph, rail: Rail, rows: readonly HTMLElement[], step: number, isMoved: boolean): void {
  const known = new Set(reverse.slice(0, step + 1));
  rail.fill(node => known.has(node));
  rows.forEach((row, node) => {
    row.classList.toggle('found', known.has(node));
    row.classList.toggle('current', reverse[step] === node);
  });
  if (isMoved) rows[reverse[step] ?? -1]?.scrollIntoView({ block: 'nearest' });
}

interface Stepper {
  readonly element: HTMLElement;
  choose(step: number): void;
}

function reverseStepper({ step: saved, onStep }: GraphViewOptions, { reverse, nodes }: PanelGraph, show: (step: number, isMoved: boolean) => void): Stepper {
  const last = Math.max(0, reverse.length - 1);
  let step = Math.min(Math.max(0, saved), last);
  const range = element('input', { type: 'range', min: 0, max: last, step: 1, 'aria-label': words.step, 'data-key': 'reverse step' });
  const [back, forth] = [toolButton(icon('left'), words.previous, 'reverse back'), toolButton(icon('right'), words.next, 'reverse forth')];
  const label = element('span', { class: 'note', 'aria-live': 'polite' });
  const draw = (isMoved: boolean): void => {
    range.value = String(step);
    const node = nodes[reverse[step] ?? -1];
    const text = words.stepOf(step, last);
    range.setAttribute('aria-valuetext', node ? `${text}: ${node.name.unicode}` : text);
    label.textContent = text;
    back.setAttribute('aria-disabled', String(step === 0));
    forth.setAttribute('aria-disabled', String(step === last));
    show(step, isMoved);
  };
  const choose = (wanted: number): void => {
    const next = Math.min(Math.max(0, wanted), last);
    if (wanted < 0 || next === step) return;
    step = next;
    draw(true);
    onStep(step);
  };
  range.addEventListener('input', () => choose(range.valueAsNumber));
  back.addEventListener('click', () => choose(step - 1));
  forth.addEventListener('click', () => choose(step + 1));
  draw(false);
  return { element: element('span', { class: 'stepper' }, back, range, forth, label), choose };
}

/** Pointing at a row or focusing it shows what it uses and what uses it; arrows go from row to row, Enter steps to its adjoint. */
function linkRows({ nodes }: PanelGraph, rail: Rail, rows: readonly HTMLElement[], stepTo: (node: number) => void): void {
  const link = (node: number | null): void => {
    rail.link(node);
    rows.forEach((row, other) => {
      row.classList.toggle('linked', node !== null && (nodes[node]!.uses.includes(other) || nodes[other]!.uses.includes(node)));
    });
  };
  rows.forEach((row, node) => {
    row.tabIndex = node === rows.length - 1 ? 0 : -1;
    row.addEventListener('mouseenter', () => link(node));
    row.addEventListener('mouseleave', () => link(null));
    row.addEventListener('focusin', () => link(node));
    row.addEventListener('focusout', () => link(null));
    row.addEventListener('keydown', event => {
      if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = { ArrowUp: rows[node - 1], ArrowDown: rows[node + 1], Home: rows[0], End: rows.at(-1) }[event.key];
      if (event.key === 'Enter' || event.key === ' ') stepTo(node);
      else if (target) {
        for (const other of rows) other.tabIndex = other === target ? 0 : -1;
        target.focus();
      } else return;
      event.preventDefault();
    });
  });
}
