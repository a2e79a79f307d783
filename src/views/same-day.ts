import { usd } from '../money.js';
import type { Announced } from '../spend/anomalies/incident-row.js';
import type { SameDay } from '../spend/anomalies/same-day.js';
import { announcedLine } from './anomaly-list.js';
import { context, escaped, header, moment, section } from './blocks.js';
import type { Draw } from './message.js';
import { tokens } from './show.js';

/** An estimate and nothing else: never in one line with what was billed. @param announced what is announced for today */
export function drawSameDay(one: SameDay, announced: Announced[]): Draw {
  const title = `Estimate, not billed yet: ${one.model} costs about ${usd(one.estimate.round(2))} today`;
  const words = [
    `*Estimate:* about *${usd(one.estimate.round(2))}* of ${escaped(one.model)} in ${escaped(one.region)} today until ${moment(one.until)}, ${tokens(one.tokens)} tokens of input and output.`,
    `By the same hour it is usually about ${usd(one.expected.round(2))} on this weekday, and on none of the last 28 days was it more than ${usd(one.most.round(2))}.`,
    'Who calls and for which team is not known before AWS bills it, about a day later. If it is not meant, look at what was started today.',
  ];
  return {
    text: escaped(`${title} until ${one.until.slice(11, 16)} UTC, usually about ${usd(one.expected.round(2))} by then.`),
    blocks: [
      header(title),
      section(words.join('\n')),
      ...(announced.length > 0 ? [section(`*Announced for today*\n${announced.slice(0, 5).map(announcedLine).join('\n')}`)] : []),
      context(
        "From CloudWatch's token counts, priced by what the bill of the last complete week came to a token. Said once for this model and day.",
      ),
    ],
  };
}
