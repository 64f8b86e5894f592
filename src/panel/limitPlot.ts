/** The errors of the quotients against the step, on logarithmic axes; names stand on their curves. */

import type { QuotientErrors, QuotientName } from './limitErrors.ts';
import { limit as words } from './messages.ts';
import { powerOfTen } from './numberText.ts';
import { type LabelPlaces, labelElements, type PlotPoint } from './plotLabels.ts';
import type { PanelQuotients } from './protocol.ts';
import { polyline, svgElement } from './svg.ts';

export interface Plot {
  readonly picture: SVGElement;
  /** Drawn at its real width, so that text keeps its size. */
  draw(width: number): void;
  show(exponent: number): void;
}

const height = 300;
const margin = { left: 42, right: 14, top: 8, bottom: 36 } as const;
/** Smaller errors lie on the lowest line. */
const floor = -17;
const narrow = 400;

const styles: Readonly<Record<QuotientName, string>> = { forward: 'series', central: 'series dashed', complex: 'series dotted' };

export function errorPlot({ exponents }: PanelQuotients, errors: readonly QuotientErrors[]): Plot {
  const picture = svgElement('svg', { class: 'plot', role: 'img', 'aria-label': words.errorPicture });
  const known = errors.flatMap(({ errors: own }) => own.filter(error => error !== null && error > 0)) as number[];
  const ceiling = Math.min(12, Math.max(1, Math.ceil(Math.log10(Math.max(...known, 1)))));
  let width = 0;
  let exponent = 0;
  const last = exponents.at(-1) ?? -12;
  const x = (at: number): number => margin.left + (at / last) * (width - margin.left - margin.right);
  const y = (error: number): number => {
    const power = error <= 0 ? floor : Math.min(ceiling, Math.max(floor, Math.log10(error)));
    return margin.top + ((ceiling - power) / (ceiling - floor)) * (height - margin.top - margin.bottom);
  };
  const cursor = svgElement('path', { class: 'cursor' });
  const dots = errors.map(() => svgElement('circle', { class: 'point', r: 4 }));
  const pointsOf = ({ errors: own }: QuotientErrors) => own.map((error, k) => (error === null ? null : ([x(exponents[k]!), y(error)] as const)));

  const show = (at: number): void => {
    exponent = at;
    const k = nearest(exponents, at);
    cursor.setAttribute('d', `M${x(at)} ${margin.top}V${height - margin.bottom}`);
    errors.forEach(({ errors: own }, series) => {
      const error = own[k] ?? null;
      dots[series]!.setAttribute('visibility', error === null ? 'hidden' : 'visible');
      dots[series]!.setAttribute('cx', String(x(at)));
      dots[series]!.setAttribute('cy', String(y(error ?? 0)));
    });
  };
  return {
    picture,
    draw(wanted) {
      width = wanted;
      picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
      picture.setAttribute('height', String(height));
      const curves = errors.map(pointsOf);
      picture.replaceChildren(
        ...grid(),
        ...errors.map(({ name }, k) => svgElement('path', { class: styles[name], d: polyline(curves[k]!) })).reverse(),
        ...labels(curves),
        cursor,
        ...dots,
      );
      show(exponent);
    },
    show,
  };

  function grid(): SVGElement[] {
    const lines: SVGElement[] = [];
    for (let at = 0; at >= last; at -= width < narrow ? 4 : 2) {
      lines.push(svgElement('path', { class: 'grid', d: `M${x(at)} ${margin.top}V${height - margin.bottom}` }));
      lines.push(
        svgElement('text', { class: 'quiet', x: x(at), y: height - margin.bottom + 15, 'text-anchor': at === last ? 'end' : 'middle' }, powerOfTen(at)),
      );
    }
    for (let power = ceiling - (((ceiling % 4) + 4) % 4); power >= floor; power -= 4) {
      lines.push(svgElement('path', { class: 'grid', d: `M${margin.left} ${y(10 ** power)}H${width - margin.right}` }));
      lines.push(svgElement('text', { class: 'quiet', x: margin.left - 6, y: y(10 ** power) + 4, 'text-anchor': 'end' }, powerOfTen(power)));
    }
    lines.push(svgElement('text', { class: 'quiet', x: width - margin.right, y: height - 4, 'text-anchor': 'end' }, words.stepAxis));
    return lines;
  }

  function labels(curves: readonly (readonly (PlotPoint | null)[])[]): SVGElement[] {
    const all = curves.flatMap(points => points.filter(point => point !== null));
    const along = (series: QuotientErrors, { from, to, best }: Stretch, text: string): LabelPlaces => {
      const shown = exponents
        .map((exponent, k) => ({ exponent, point: curves[errors.indexOf(series)]![k]! }))
        .filter(({ exponent, point }) => point !== null && exponent <= from && exponent >= to);
      return {
        text,
        beside: shown.map(({ point }) => point),
        preferred: nearest(
          shown.map(({ exponent }) => exponent),
          best,
        ),
      };
    };
    return labelElements(
      [
        ...errors.map(series => along(series, stretches[series.name], textOf(series))),
        ...errors.filter(({ name, isRounded }) => name === 'forward' && isRounded).map(series => along(series, rounded, words.rounding)),
      ],
      all,
      { left: margin.left + 2, top: 0, right: width - 2, bottom: height - margin.bottom },
    );
  }
}

/** By exponent, where a curve is named: where it is apart from the others, as a rule. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly best: number;
}
const stretches: Readonly<Record<QuotientName, Stretch>> = {
  forward: { from: -0.5, to: -7, best: -3 },
  central: { from: -0.5, to: -7, best: -2.5 },
  complex: { from: -4, to: -12, best: -10 },
};
const rounded: Stretch = { from: -8, to: -12, best: -10.5 };

function textOf({ name, truncation }: QuotientErrors): string {
  if (name === 'forward' && truncation === 1) return words.truncation.forward;
  if (name === 'central' && truncation === 2) return words.truncation.central;
  return words.names[name];
}

/** The sample of a step. */
export const nearest = (exponents: readonly number[], wanted: number): number =>
  exponents.reduce((best, exponent, k) => (Math.abs(exponent - wanted) < Math.abs(exponents[best]! - wanted) ? k : best), 0);
