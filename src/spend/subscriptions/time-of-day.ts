/** Minutes after midnight on a wall clock. */
export type TimeOfDay = number;

const WORDS: Record<string, TimeOfDay> = { noon: 720, midday: 720, midnight: 0 };

/** Reads "9:00", "09.30", "9", "9am", "5:30 pm", "noon"; undefined when it is no time of day. */
export function readTime(words: string): TimeOfDay | undefined {
  const text = words.trim().toLowerCase();
  if (WORDS[text] !== undefined) return WORDS[text];
  const [, hours, minutes = '0', half] = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  if (half === undefined) return Number(hours) > 23 ? undefined : Number(hours) * 60 + Number(minutes);
  if (Number(hours) < 1 || Number(hours) > 12) return undefined;
  return ((Number(hours) % 12) + (half.startsWith('p') ? 12 : 0)) * 60 + Number(minutes);
}
