/** Playing a route: every cell of one picture travels to the cell of the next that holds the same entries. The pictures at rest say the same. */

import { element } from './elements.ts';

export interface StagedCell {
  readonly cell: HTMLElement;
  /** The entries that it stands for. */
  readonly key: string;
  /** Cells of one slab start together. */
  readonly slab: number;
}
export type Stage = StagedCell[];

const duration = 420;
const between = 60;

/** One pair of stages after the other. Without motion nothing happens: the end is what is seen already. */
export async function play(pairs: readonly (readonly [from: Stage, to: Stage])[], view: HTMLElement): Promise<void> {
  if (isMotionReduced()) return;
  for (const [from, to] of pairs) await Promise.all(from.map(cell => travel(cell, to, view)));
}

const isMotionReduced = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');

async function travel({ cell, key, slab }: StagedCell, to: Stage, view: HTMLElement): Promise<void> {
  const target = to.find(other => other.key === key);
  if (target === undefined) return;
  const [frame, start, end] = [view, cell, target.cell].map(node => node.getBoundingClientRect()) as [DOMRect, DOMRect, DOMRect];
  const ghost = element('span', { class: 'route-ghost', 'aria-hidden': 'true' });
  ghost.style.left = `${start.left - frame.left + view.scrollLeft}px`;
  ghost.style.top = `${start.top - frame.top}px`;
  ghost.style.width = `${start.width}px`;
  ghost.style.height = `${start.height}px`;
  ghost.style.backgroundColor = getComputedStyle(cell).backgroundColor;
  view.appendChild(ghost);
  const moved = `translate(${end.left - start.left}px, ${end.top - start.top}px)`;
  const motion = ghost.animate([{ transform: 'none' }, { transform: moved }], { duration, delay: between * slab, easing: 'ease-in-out', fill: 'both' });
  await new Promise(resolve => {
    motion.onfinish = resolve;
    motion.oncancel = resolve;
  });
  ghost.remove();
}
