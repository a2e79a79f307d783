import { decimal, exact } from '../money.js';
import { showMonth } from '../period.js';
import type { Status } from '../spend/status.js';
import { context, cut, escaped, header, moment, section, sentence } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';

/** How fresh and complete the figures are. */
export function drawStatus(status: Status): Draw {
  const problems = [
    ...status.problems,
    ...status.disagreements.map(
      (one) =>
        `${one.service} in ${showMonth(one.month)}: split by ${one.cube} it differs from the control total by ${exact(decimal(one.difference))} USD.`,
    ),
  ];
  const held =
    status.months.length === 0
      ? 'The ledger is empty.'
      : `The ledger holds ${showMonth(status.months[0]?.month ?? '')} to ${showMonth(status.months.at(-1)?.month ?? '')}, read from ${status.source}${status.asOf ? `, last ${moment(status.asOf)}` : ''}.`;
  const paid = status.requests
    ? `Cost Explorer: ${status.requests.today} of at most ${status.requests.ceiling} requests today ($${decimal(status.requests.today).times('0.01').toFixed(2)}).`
    : '';
  const blocks: DrawnBlock[] = [
    header(
      problems.length === 0
        ? 'Figures are in order'
        : `${problems.length} ${problems.length === 1 ? 'thing needs' : 'things need'} attention`,
    ),
    section([held, `Metric: ${status.metric}.`, paid].filter(Boolean).join('\n')),
    ...problems.slice(0, 20).map((problem) => sentence(`• ${problem}`)),
  ];
  if (problems.length > 20) blocks.push(context(`${problems.length - 20} more are shown by \`aispend doctor\`.`));
  blocks.push(...status.hints.map((one) => sentence(one)));
  return { text: cut([held, paid, ...[...problems, ...status.hints].map(escaped)].filter(Boolean).join(' '), 3500), blocks };
}
