import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { Unavailable } from './errors.js';

/** @throws Unavailable when state cannot be kept where the configuration says. */
export async function usable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new Unavailable(`aispend cannot write to its data folder ${folder}; set AISPEND_DATA_DIR to a folder it may write to.`, {
      cause: error,
    });
  }
}
