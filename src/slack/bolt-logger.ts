import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.js';

/** Bolt's log lines in ours, one level lower: what Bolt calls an error we report ourselves, with a reference. */
export function boltLogger(log: Log): Logger {
  const bolt = log.child({ from: 'bolt' });
  const say =
    (write: (text: string) => void) =>
    (...parts: unknown[]) =>
      write(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
  return {
    debug: say((text) => bolt.trace(text)),
    info: say((text) => bolt.debug(text)),
    warn: say((text) => bolt.warn(text)),
    error: say((text) => bolt.warn(text)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
