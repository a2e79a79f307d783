import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { CurFile } from './files.js';

/** A manifest is a list of keys; one larger than this is something else. */
const LARGEST = 5_000_000;

/**
 * Leaves out files that the newest manifest of their export and billing period does not list: what an earlier refresh with
 * more chunks left behind, as a copy that does not delete leaves it. AWS delivers a manifest to
 * `<export>/metadata/BILLING_PERIOD=…/` beside `<export>/data/BILLING_PERIOD=…/` (AWS Data Exports, "Understanding export
 * delivery"). Without a manifest, or when one lists none of the files that are there, all files count.
 */
export async function withoutUnlisted(folder: string, files: CurFile[]): Promise<CurFile[]> {
  const listed = await manifests(folder);
  if (listed.size === 0) return files;
  return files.filter((file) => {
    const [, root = '', period = ''] = PLACE.exec(file.path) ?? [];
    const names = listed.get(`${root} ${period}`);
    if (!names) return true;
    const its = files.filter(
      (other) => other.path.startsWith(`${root}data/`) && other.path.toLowerCase().includes(`/billing_period=${period}/`),
    );
    return !its.some((other) => names.has(tail(other.path))) || names.has(tail(file.path));
  });
}

const PLACE = /^(.*\/|)(?:data|metadata)\/billing_period=(\d{4}-\d{2})[^/]*\//i;

/** What an object is called within its export: everything from its billing period on. */
const tail = (key: string): string => /billing_period=.*$/i.exec(key)?.[0].toLowerCase() ?? key;

/** The files that manifests list, by "<export root> <month>". Of several manifests of a period the newest by name counts. */
async function manifests(folder: string): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /manifest\.json$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  for (const path of paths) {
    const [, root, period] = PLACE.exec(path) ?? [];
    if (root === undefined || period === undefined) continue;
    const keys = keysOf(await readFile(join(folder, path), 'utf8').catch(() => ''));
    if (keys.length > 0) found.set(`${root} ${period}`, new Set(keys.map(tail)));
  }
  return found;
}

/** Every key of a Parquet object that a manifest names, whatever the field is called. */
function keysOf(text: string): string[] {
  if (text.length > LARGEST) return [];
  try {
    const keys: string[] = [];
    JSON.parse(text, (_name, value: unknown) => {
      if (typeof value === 'string' && /\.parquet$/i.test(value)) keys.push(value);
      return value;
    });
    return keys;
  } catch {
    return [];
  }
}
