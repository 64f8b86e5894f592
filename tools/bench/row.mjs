// A row of the table: a ratio of two times of this run, and the ratio that is wanted.

/** Our time is wanted at most `target` times the anchor's. */
export const atMost = (section, what, ratio, target, stretch, detail) => ({
  section,
  what,
  ratio,
  sense: 'at most',
  target,
  stretch,
  met: ratio <= target,
  detail,
});

/** The peer's time is wanted at least `target` times ours. */
export const atLeast = (section, what, ratio, target, stretch, detail) => ({
  section,
  what,
  ratio,
  sense: 'at least',
  target,
  stretch,
  met: ratio >= target,
  detail,
});

/** Nothing to compare with: the peer is not installed, or it does not do this. */
export const absent = (section, what, reason) => ({ section, what, ratio: null, sense: null, target: null, stretch: null, met: null, detail: reason });

/** Did not run to its end; `detail` says where it stopped. */
export const failed = (section, what, detail) => ({ section, what, ratio: null, sense: null, target: null, stretch: null, met: false, detail });

export function printRows(rows) {
  const cells = rows.map(row => [row.section, row.what, ratioText(row), wantedText(row), verdictText(row), row.detail ?? '']);
  const table = [['', 'what', 'ratio', 'wanted', '', 'times'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map(line => length(line[column]))));
  const print = line =>
    line
      .map((cell, column) => cell + ' '.repeat(widths[column] - length(cell)))
      .join('  ')
      .trimEnd();
  return [print(table[0]), widths.map(width => '─'.repeat(width)).join('  '), ...cells.map(print)].join('\n');
}

const length = text => [...text].length;
const short = value => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const ratioText = ({ ratio }) => (ratio === null ? '–' : `${short(ratio)}×`);
const wantedText = ({ sense, target, stretch }) =>
  sense === null ? '' : `${sense === 'at most' ? '≤' : '≥'} ${Number(target.toFixed(2))}× (${Number(stretch.toFixed(2))}×)`;
const verdictText = ({ met, ratio }) => (met === null ? 'absent' : ratio === null ? 'fails' : met ? 'met' : 'missed');

export const microseconds = value =>
  value >= 10_000 ? `${(value / 1000).toFixed(0)} ms` : value >= 1000 ? `${(value / 1000).toFixed(1)} ms` : `${short(value)} µs`;
