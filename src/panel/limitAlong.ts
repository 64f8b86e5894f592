/** The function along the direction: its curve, its tangent, and the secant of the chosen step. */

import { nearest, type Plot } from './limitPlot.ts';
import { limit as words } from './messages.ts';
import { labelElements, type PlotPoint } from './plotLabels.ts';
import type { PanelQuotients } from './protocol.ts';
import { polyline, svgElement } from './svg.ts';

const height = 210;
const margin = { left: 10, right: 10, top: 8, bottom: 30 } as const;
const clip = 'limit-along';

export function alongPlot(quotients: PanelQuotients): Plot {
  const { along, name, derivative, exponents, forward } = quotients;
  const picture = svgElement('svg', { class: 'plot', role: 'img', 'aria-label': words.alongPicture(name.unicode) });
  const finite = along.values.filter(value => value !== null);
  const [least, most] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 1];
  const room = most - least > 0 ? (most - least) * 0.12 : Math.max(1, Math.abs(most)) * 0.5;
  const [low, high] = [least - room, most + room];
  const [from, to] = [along.at[0] ?? 0, along.at.at(-1) ?? 1];
  let width = 0;
  let exponent = 0;
  const x = (u: number): number => margin.left + ((u - from) / (to - from)) * (width - margin.left - margin.right);
  const y = (value: number): number => margin.top + ((high - value) / (high - low)) * (height - margin.top - margin.bottom);
  const secant = svgElement('path', { class: 'cursor' });
  const bracket = svgElement('path', { class: 'cursor' });
  const second = svgElement('circle', { class: 'point', r: 4 });
  const step = svgElement('text', { y: height - 6, 'text-anchor': 'middle' }, 'h');
  const line = (slope: number, start: number): string => `M${x(from)} ${y(start + slope * from)}L${x(to)} ${y(start + slope * to)}`;

  const show = (at: number): void => {
    exponent = at;
    const h = 10 ** at;
    const slope = forward[nearest(exponents, at)] ?? null;
    const isKnown = slope !== null && along.start !== null;
    for (const part of [secant, second]) part.setAttribute('visibility', isKnown ? 'visible' : 'hidden');
    if (isKnown) {
      secant.setAttribute('d', line(slope, along.start!));
      second.setAttribute('cx', String(x(h)));
      second.setAttribute('cy', String(y(along.start! + slope * h)));
    }
    bracket.setAttribute('d', `M${x(0)} ${height - 22}v4H${x(h)}v-4`);
    step.setAttribute('x', String((x(0) + x(h)) / 2));
  };
  return {
    picture,
    draw(wanted) {
      width = wanted;
      picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
      picture.setAttribute('height', String(height));
      const start = along.start;
      const inside = svgElement('g', { 'clip-path': `url(#${clip})` });
      if (start !== null) inside.append(svgElement('path', { class: 'guide', d: line(derivative, start) }));
      const curve = along.values.map((value, k): PlotPoint | null => (value === null ? null : [x(along.at[k]!), y(value)]));
      inside.append(svgElement('path', { class: 'series', d: polyline(curve) }), secant);
      picture.replaceChildren(
        svgElement(
          'clipPath',
          { id: clip },
          svgElement('rect', {
            x: margin.left,
            y: margin.top - 6,
            width: Math.max(0, width - margin.left - margin.right),
            height: height - margin.top - margin.bottom + 12,
          }),
        ),
        svgElement('path', { class: 'axis-line', d: `M${margin.left} ${height - margin.bottom + 4}H${width - margin.right}` }),
        inside,
        ...(start === null ? [] : [...tangentLabel(start, curve), svgElement('circle', { class: 'point', r: 4, cx: x(0), cy: y(start) })]),
        second,
        bracket,
        step,
      );
      show(exponent);
    },
    show,
  };

  function tangentLabel(start: number, curve: readonly (PlotPoint | null)[]): SVGElement[] {
    const tangent = along.at.map((u): PlotPoint => [x(u), y(start + derivative * u)]).filter(([, at]) => at >= margin.top && at <= height - margin.bottom);
    const points = [...tangent, ...curve.filter(point => point !== null)];
    const bounds = { left: margin.left, top: 0, right: width - margin.right, bottom: height - margin.bottom };
    return labelElements([{ text: words.tangent, beside: tangent, preferred: tangent.length - 1, quiet: true }], points, bounds);
  }
}
