import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env['AISPEND_CHROMIUM'] ?? '/usr/bin/chromium';
const found = existsSync(executablePath);
if (!found) console.warn(`No Chromium at ${executablePath} (AISPEND_CHROMIUM): the page is not clicked through.`);

/** Like `describe`, skipped without a browser. CI insists on it, so that a missing one is not mistaken for a passed test. */
export const withBrowser = found || process.env['AISPEND_REQUIRE_BROWSER'] ? describe : describe.skip;

/** The system's Chromium, headless and without any call home. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
