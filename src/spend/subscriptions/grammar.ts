import { UsageError } from '../../errors.js';
import { readSchedule } from './schedule.js';
import { readTime, type TimeOfDay } from './time-of-day.js';

/** What somebody wants to be told and when, as it was typed. */
export interface Wish {
  /** The question, as it would be asked without a schedule. */
  question: string;
  /** Cron expression of five fields; see `readSchedule`. */
  schedule: string;
  /** A direct message, the channel in which it was typed, or a channel's id. */
  place: 'me' | 'here' | { channel: string };
}

/** Where nothing else was said. */
const NINE: TimeOfDay = 540;
const QUOTED = /(?<=^|\s)(["'])[\s\S]*?\1(?=\s|$)/g;
const BEGINS = /(?<=^|\s)(?:every|each|daily|weekly|monthly|weekdays)(?=\s|$)/gi;

/**
 * Reads "<question> every monday [at] 9:00 [in #channel | here | to me]". Without a time it is 9:00, without a place a
 * direct message. Words in quotes belong to the question.
 *
 * @param words tidy, with Slack's own `<#C…|name>` for channels
 * @throws UsageError with what does not fit
 */
export function readWish(words: string, slash: string): Wish {
  const masked = words.replace(QUOTED, (quoted) => '"'.repeat(quoted.length));
  const begins = [...masked.matchAll(BEGINS)].map((match) => match.index);
  if (begins.length === 0) throw new UsageError(`Say how often, such as \`${slash} subscribe ${asked(words)} every monday 9:00\`.`);
  let wrong: unknown;
  for (const at of begins) {
    const question = words.slice(0, at).trim();
    try {
      const wish = { question, ...readRest(words.slice(at).trim(), slash) };
      if (question === '') throw new UsageError(`Say what to tell, such as \`${slash} subscribe team engineering every monday 9:00\`.`);
      return wish;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      wrong = error;
    }
  }
  throw wrong;
}

/** "every monday in #eng-leads at 9:00": the place and the time may stand in either order. */
function readRest(typed: string, slash: string): Omit<Wish, 'question'> {
  let rest = typed;
  let place: Wish['place'] | undefined;
  let time: TimeOfDay | undefined;
  for (let again = 0; again < 2; again++) {
    place ??= takePlace();
    time ??= takeTime();
  }
  return { schedule: readSchedule(rest, time ?? NINE, slash), place: place ?? 'me' };

  function takePlace(): Wish['place'] | undefined {
    const [end, where] =
      /\s(?:(?:in|to|into|for)\s)?(<[#@][^>]*>|[#@]\S+|(?:right )?here|me|this channel|(?:a )?(?:dm|direct message))$/i.exec(rest) ?? [];
    if (end === undefined || where === undefined) return undefined;
    rest = rest.slice(0, -end.length);
    return placeOf(where);
  }
  function takeTime(): TimeOfDay | undefined {
    const [end, at, words = ''] =
      /\s(at\s)?(\d{1,2}(?:[:.h]\d{2})?(?:\s?(?:am|pm|a\.m\.|p\.m\.))?|noon|midday|midnight)$/i.exec(rest) ?? [];
    if (end === undefined) return undefined;
    const read = readTime(words);
    if (read === undefined) throw new UsageError(`"${words}" is not a time of day; write 9:00, 17:30 or 9am.`);
    // "every month on the 3" is a day that lacks its ending, not three o'clock.
    if (at === undefined && /\b(?:the|on)$/i.test(rest.slice(0, -end.length))) return undefined;
    rest = rest.slice(0, -end.length);
    return read;
  }
}

function placeOf(where: string): Wish['place'] {
  const [, channel] = /^<#([CG][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(where) ?? [];
  if (channel !== undefined) return { channel };
  if (/^[#<]/.test(where) && !where.startsWith('<@'))
    throw new UsageError(
      `Slack does not say which channel ${where.replace(/[<>|]/g, '').slice(0, 40)} is; choose it from the list Slack offers as you type "#", or write the command in it with "here" at the end.`,
    );
  if (/^[@<]/.test(where))
    throw new UsageError('A subscription goes to yourself ("to me") or to a channel ("in #channel"); other people subscribe themselves.');
  return /here|this/i.test(where) ? 'here' : 'me';
}

const asked = (words: string): string => (words === '' ? 'team engineering' : words.replaceAll('`', '').slice(0, 60));
