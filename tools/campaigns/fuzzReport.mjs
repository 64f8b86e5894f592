// What the chunks of the fuzz campaign add up to, as a table, and the limits that it must keep.

/** Of the documents that use an operation, in percent. */
const MOST_REFUSED_BY_OPERATION = 10;
/** Of all documents, in percent. */
const MOST_REFUSED = 2;
const LEAST_DOCUMENTS = 20;
/** So many operations are named in a line. */
const NAMED = 5;

const COUNTS = ['statuses', 'refusals', 'undecided', 'checks', 'features'];
const SHARES = ['operations', 'typedOperations'];

/** One tally (test/random/tally.ts) of many. */
export function addUp(tallies) {
  const sum = { documents: 0, failures: [], refusedSeeds: {} };
  for (const table of [...COUNTS, ...SHARES]) sum[table] = {};
  for (const tally of tallies) {
    sum.documents += tally.documents;
    sum.failures.push(...tally.failures);
    for (const table of COUNTS) for (const [name, count] of Object.entries(tally[table])) sum[table][name] = (sum[table][name] ?? 0) + count;
    for (const table of SHARES)
      for (const [name, { documents, refused, withheld }] of Object.entries(tally[table])) {
        sum[table][name] ??= { documents: 0, refused: 0, withheld: 0 };
        const share = sum[table][name];
        share.documents += documents;
        share.refused += refused;
        share.withheld += withheld;
      }
    for (const [name, seeds] of Object.entries(tally.refusedSeeds)) sum.refusedSeeds[name] = [...(sum.refusedSeeds[name] ?? []), ...seeds].slice(0, 3);
  }
  return sum;
}

/** Each limit that is exceeded, in words. */
export function beyondLimits(sum) {
  const { documents, failures, statuses } = sum;
  const refused = percent(statuses.refused ?? 0, documents);
  const { undecided = 0, disagrees = 0 } = statuses;
  const others = failures.length - undecided - disagrees;
  return [
    ...(disagrees > 0 ? [`${disagrees} derivatives disagree with the certificate`] : []),
    ...(undecided > 0 ? [`${undecided} derivatives are undecided`] : []),
    ...(others > 0 ? [`${others} documents are printed wrong, malformed, or threw`] : []),
    ...(refused > MOST_REFUSED ? [`${refused.toFixed(2)} % are refused, more than ${MOST_REFUSED} %`] : []),
    ...SHARES.flatMap(table =>
      Object.entries(sum[table]).flatMap(([name, share]) => {
        const part = percent(share.refused, share.documents);
        return [
          ...(share.documents < LEAST_DOCUMENTS ? [`${name}: ${share.documents} documents, fewer than ${LEAST_DOCUMENTS}`] : []),
          ...(part > MOST_REFUSED_BY_OPERATION
            ? [`${name}: ${share.refused} of ${share.documents} documents are refused (${part.toFixed(1)} %), more than ${MOST_REFUSED_BY_OPERATION} %`]
            : []),
        ];
      }),
    ),
  ];
}

/** All tables, the rarest first; then what the limits are about, each in one line. */
export function describe(sum) {
  const lines = [];
  const byCount = ([, a], [, b]) => a - b;
  const counts = (title, table) => {
    const rows = Object.entries(sum[table]).sort(byCount);
    lines.push(`${title}:`, ...rows.map(([name, count]) => `  ${String(count).padStart(8)}  ${name}${seedsOf(sum, table, name)}`));
  };
  counts('verdicts', 'statuses');
  counts('refused, by what has no rule', 'refusals');
  counts('undecided, by reason', 'undecided');
  counts('printed forms', 'checks');
  for (const [table, title] of [
    ['operations', 'rules of the grammar'],
    ['typedOperations', 'typed operations'],
  ]) {
    lines.push(`${title}:`, `  ${'documents'.padStart(9)} ${'refused'.padStart(8)} ${'percent'.padStart(8)} ${'withheld'.padStart(9)}`);
    for (const [name, { documents, refused, withheld }] of Object.entries(sum[table]).sort(([, a], [, b]) => a.documents - b.documents))
      lines.push(
        `  ${String(documents).padStart(9)} ${String(refused).padStart(8)} ${percent(refused, documents).toFixed(2).padStart(8)} ${String(withheld).padStart(9)}  ${name}`,
      );
  }
  counts('queries', 'features');
  return [...lines, '', ...summaryOf(sum)].join('\n');
}

function summaryOf(sum) {
  const { documents, statuses, failures } = sum;
  const operations = SHARES.flatMap(table => Object.entries(sum[table]).map(([name, share]) => ({ name, ...share })));
  const partOf = ({ refused, documents: all }) => percent(refused, all);
  const mostRefused = operations.toSorted((a, b) => partOf(b) - partOf(a)).slice(0, NAMED);
  const rarest = operations.toSorted((a, b) => a.documents - b.documents).slice(0, NAMED);
  const verdicts = Object.entries(statuses).map(([name, count]) => `${name} ${count}`);
  return [
    `${documents} documents: ${verdicts.join(', ')}; ${failures.filter(({ problems, status }) => status === 'verified' && problems.length > 0).length} printed wrong`,
    `refused: ${percent(statuses.refused ?? 0, documents).toFixed(2)} % of all (at most ${MOST_REFUSED} %)`,
    `refused most, of the documents with an operation (at most ${MOST_REFUSED_BY_OPERATION} %): ${mostRefused.map(share => `${share.name} ${partOf(share).toFixed(1)} %`).join(', ')}`,
    `reached least (at least ${LEAST_DOCUMENTS}): ${rarest.map(({ name, documents: count }) => `${name} ${count}`).join(', ')}`,
    `failing seeds: ${failures.map(({ seed }) => seed).join(', ') || 'none'}`,
  ];
}

const seedsOf = (sum, table, name) => (table === 'refusals' && sum.refusedSeeds[name] ? ` (seeds ${sum.refusedSeeds[name].join(', ')})` : '');

const percent = (part, whole) => (whole > 0 ? (100 * part) / whole : 0);
