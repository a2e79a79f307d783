/** One line of the report. */
export interface Measure {
  part: string;
  what: string;
  unit: string;
  value: number;
  /** The yardstick, measured in the same run in the same unit. */
  baseline?: { name: string; value: number };
  /** What is promised: of the value, or of its ratio to the baseline. */
  target?: { of: 'value' | 'ratio'; words: string; holds(n: number): boolean };
}

export const below = (of: 'value' | 'ratio', limit: number, unit = ''): Measure['target'] => ({
  of,
  words: `${of === 'ratio' ? 'ratio ' : ''}< ${limit}${unit && ` ${unit}`}`,
  holds: (n) => n < limit,
});

const ratio = (m: Measure): number | undefined => m.baseline && m.value / m.baseline.value;
const met = (m: Measure): boolean | undefined => m.target?.holds(m.target.of === 'value' ? m.value : (ratio(m) ?? Number.NaN));
const short = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : Math.abs(n) >= 10 ? n.toFixed(1) : n.toFixed(2));

export function table(measures: Measure[]): string {
  const rows = measures.map((m) => [
    m.part,
    m.what,
    `${short(m.value)} ${m.unit}`,
    m.baseline ? `${short(m.baseline.value)} ${m.unit} (${m.baseline.name})` : '',
    m.baseline ? short(ratio(m) as number) : '',
  ]);
  const all = [['part', 'what', 'aispend', 'baseline', 'ratio'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(all[0] as string[]), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** One line a target. */
export const verdicts = (measures: Measure[]): string =>
  measures
    .filter((m) => m.target)
    .map((m) => {
      const n = short(m.target?.of === 'value' ? m.value : (ratio(m) as number));
      return `${met(m) ? 'met   ' : 'missed'}  ${m.part}: ${m.what}: ${n} (target ${m.target?.words})`;
    })
    .join('\n');

export const json = (measures: Measure[], machine: object): string =>
  JSON.stringify(
    {
      machine,
      measures: measures.map((m) => ({
        ...m,
        target: m.target && { of: m.target.of, words: m.target.words, met: met(m) },
        ratio: ratio(m),
      })),
    },
    undefined,
    2,
  );
