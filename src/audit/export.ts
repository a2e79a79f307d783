import type { Entry } from './audit.js';
import { canonical } from './chain.js';

const COLUMNS = ['seq', 'at', 'about', 'what', 'who', 'authority', 'details', 'key', 'prev', 'hash'] as const;

/** The trail as a table (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection). */
export function auditCsv(entries: Entry[]): string {
  const lines = entries.map((entry) => COLUMNS.map((name) => cell(name === 'details' ? canonical(entry.details) : String(entry[name]))));
  return `${[COLUMNS.join(','), ...lines.map((line) => line.join(','))].join('\r\n')}\r\n`;
}

/** The trail as JSON, with all that a check of the chain needs. */
export const auditJson = (entries: Entry[]): string => `${JSON.stringify(entries, undefined, 2)}\n`;

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
