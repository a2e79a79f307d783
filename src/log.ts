import pino from 'pino';

export type Log = pino.Logger;

/** One JSON line an event, on stderr (stdout belongs to answers). Tokens and signing secrets never reach it. */
export const createLog = (level: string): Log =>
  pino(
    { level, base: undefined, redact: ['token', '*.token', 'botToken', 'signingSecret', '*.signingSecret', 'headers.authorization'] },
    pino.destination(2),
  );

/** For tests and one-shot commands that must stay quiet. */
export const silentLog = (): Log => pino({ level: 'silent' });
