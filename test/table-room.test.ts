import { decimal } from '../src/money.js';
import { validateBlocks } from '../src/playground/slack/validate-blocks.js';
import type { MonthStatements } from '../src/spend/statements/books.js';
import { teams } from '../src/views/example-answers.js';
import type { Draw } from '../src/views/message.js';
import { drawStatement } from '../src/views/statement.js';
import { drawTeams } from '../src/views/teams.js';

const tableOf = ({ blocks }: Draw): { text: string }[][] =>
  blocks.flatMap((block) => ('rows' in block ? [block.rows as { text: string }[][]] : [])).flat();

describe('tables keep within what Slack takes', () => {
  test('three hundred teams with names as long as a tag may be: the names are cut, no row is lost', () => {
    const all = Array.from({ length: 300 }, (_, index) => ({
      team: `${index} ${'Zentrale Dienste '.repeat(15)}`,
      cost: decimal(301 - index),
      before: decimal(1),
    }));
    const draw = drawTeams({ ...teams, teams: all as typeof teams.teams });
    expect(validateBlocks(draw.blocks, 'message')).toEqual([]);
    const rows = tableOf(draw);
    expect(rows.map(([name]) => name?.text)).toEqual([
      'Team',
      ...all.slice(0, 100).map(({ team }) => `${team.slice(0, 119)}…`),
      '200 other teams',
      '(unattributed)',
    ]);
  });

  test('a statement with more adjustments than a table has rows still ends with its total', () => {
    const others = Array.from({ length: 250 }, (_, index) => ({
      ...{ name: `Adjustment: ${index} ${'moved to another team '.repeat(10)}`, sort: 'adjustment' as const },
      amount: decimal('0.01'),
    }));
    const one = { ...{ bearer: 'team:legal', name: 'legal', team: 'legal', number: undefined, month: '2026-10' }, others };
    const content = { source: 'cost-explorer', asOf: '', provisional: [], incomplete: [], checks: [], notCompared: [] };
    const month = { state: 'draft', content, drafted: undefined, blockers: [] } as unknown as MonthStatements;
    const draw = drawStatement(
      { ...one, total: decimal('2.5'), asBilled: decimal(0), usage: decimal(0), before: undefined, billed: [], projects: undefined },
      month,
      { top: 5 },
    );
    expect(validateBlocks(draw.blocks, 'message')).toEqual([]);
    expect(
      tableOf(draw)
        .slice(-2)
        .map((row) => row.map((cell) => cell.text)),
    ).toEqual([
      ['150 more adjustments', '$1.50'],
      ['Total', '$2.50'],
    ]);
  });
});
