import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { IamSeed } from './iam-directory.js';

/** IAM as it was left, so that AWS keeps what was granted while the process is away; undefined when nothing was kept. */
export function readIam(file: string): IamSeed | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as IamSeed;
  } catch {
    return undefined;
  }
}

/** Replaces the file whole by renaming, so that a killed process leaves the old or the new. */
export function writeIam(file: string, seed: IamSeed): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(seed));
  renameSync(`${file}.new`, file);
}
