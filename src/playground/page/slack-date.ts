/**
 * Slack's date tokens ("{date_short_pretty} at {time}") for a Unix timestamp in seconds, in the reader's zone.
 * `_pretty` says today, yesterday or tomorrow where it can. Unknown tokens stay as written; an unknown zone is UTC.
 * Source: docs.slack.dev, "Formatting message text", date formatting.
 */
export function slackDate(timestamp: number, format: string, timeZone: string, now: Date): string {
  const at = new Date(timestamp * 1000);
  const zone = isZone(timeZone) ? timeZone : 'UTC';
  return format.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const pretty = name.endsWith('_pretty') ? relativeDay(at, now, zone) : undefined;
    return pretty ?? TOKENS[name.replace(/_pretty$/, '')]?.(at, zone, now) ?? whole;
  });
}

const TOKENS: Record<string, (at: Date, zone: string, now: Date) => string> = {
  date_num: (at, zone) => dayIn(at, zone),
  date_slash: (at, zone) => shown(at, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (at, zone) => withOrdinal(at, zone, { month: 'long' }),
  date_short: (at, zone) => shown(at, zone, { year: 'numeric', month: 'short', day: 'numeric' }),
  date_long: (at, zone) => withOrdinal(at, zone, { weekday: 'long', month: 'long' }),
  day_divider: (at, zone) => shown(at, zone, { weekday: 'long', month: 'long', day: 'numeric' }),
  time: (at, zone) => shown(at, zone, { hour: 'numeric', minute: '2-digit' }),
  time_secs: (at, zone) => shown(at, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: (at, _zone, now) => ago((now.getTime() - at.getTime()) / 1000),
};

const shown = (at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(at).replace(/\u202f/g, ' ');

/** "2026-11-24" in the zone. */
export const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

function withOrdinal(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const day = Number(shown(at, zone, { day: 'numeric' }));
  const ending = day % 100 >= 11 && day % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  const parts = shown(at, zone, { ...options, day: 'numeric' }).replace(String(day), `${day}${ending}`);
  return `${parts}, ${shown(at, zone, { year: 'numeric' })}`;
}

function relativeDay(at: Date, now: Date, zone: string): string | undefined {
  const days = (Date.parse(dayIn(at, zone)) - Date.parse(dayIn(now, zone))) / 86_400_000;
  return days === 0 ? 'today' : days === -1 ? 'yesterday' : days === 1 ? 'tomorrow' : undefined;
}

function ago(seconds: number): string {
  const size = Math.abs(seconds);
  const [count, unit] =
    size < 60 ? [size, 'second'] : size < 3600 ? [size / 60, 'minute'] : size < 86_400 ? [size / 3600, 'hour'] : [size / 86_400, 'day'];
  const whole = Math.floor(count as number);
  const words = `${whole} ${unit}${whole === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${words}` : `${words} ago`;
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
}
