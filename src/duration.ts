const UNITS: Record<string, number> = { m: 1, h: 60, d: 1440 };

/** Minutes of "8h", "90m", "1h30m", "1d"; NaN for anything else. */
export function minutesOf(text: string): number {
  const match = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text.trim().toLowerCase().replace(/\s+/g, ''));
  if (!match?.[0]) return Number.NaN;
  return Number(match[1] ?? 0) * (UNITS['d'] as number) + Number(match[2] ?? 0) * (UNITS['h'] as number) + Number(match[3] ?? 0);
}

/** "4 h", "1 h 30 min", "2 d". */
export function showMinutes(minutes: number): string {
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  return [d && `${d} d`, h && `${h} h`, m && `${m} min`].filter(Boolean).join(' ') || '0 min';
}
