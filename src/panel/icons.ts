/** The panel's icons, drawn on 16×16 in the current colour. */

const paths = {
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  slash: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4.2 11.8l7.6-7.6',
  information: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 7.2v3.6M8 5.2v.01',
  question: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.9M8 12.5v.01',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.2l2 1.3',
  chevron: 'M6.5 4l4 4-4 4',
  left: 'M9.5 4l-4 4 4 4',
  right: 'M6.5 4l4 4-4 4',
  play: 'M5 3.5l7 4.5-7 4.5z',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  insert: 'M8 2.5v8M4.8 7.3L8 10.5l3.2-3.2M3 13.5h10',
  list: 'M3 4.5h10M3 8h10M3 11.5h10',
  pin: 'M6 2.5h4M6.5 2.5v4L4.5 9h7l-2-2.5v-4M8 9v4.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  unfold: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  renew: 'M12.8 8a4.8 4.8 0 1 1-1.5-3.5M11.6 1.8v3h-3',
  fold: 'M5 3l3 3 3-3M5 13l3-3 3 3',
} as const;

export type IconName = keyof typeof paths;
/** The colour of a verdict; `plain` is ink. */
export type IconTone = 'good' | 'bad' | 'warning' | 'plain';

const namespace = 'http://www.w3.org/2000/svg';

export function icon(name: IconName, tone: IconTone = 'plain'): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', `icon ${tone} ${name}`);
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.appendChild(path);
  return svg;
}
