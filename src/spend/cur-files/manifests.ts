import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Month } from '../../period.js';
import { type CurFile, MISSING } from './cur-file.js';

/** What one `<export>-Manifest.json` says. */
interface Manifest {
  file: CurFile;
  /** Folder of the export, "" or ending in a slash; `data/` and `metadata/` lie in it. */
  root: string;
  month: Month;
  /** When it was delivered, in milliseconds. */
  at: number;
  /** Paths of its Parquet files below the partition; undefined when it cannot be read. */
  listed?: string[];
}

/**
 * Divides the files into those in a partition that a manifest speaks for and the others. AWS delivers
 * `<export>/metadata/<partition>/[<delivery>/]<export>-Manifest.json` after all data files of a refresh and lists them in
 * `dataFiles` ("Understanding export delivery"), so of a partition count the files of its newest manifest: a chunk left by
 * an earlier, longer refresh does not, nor does a delivery that is not complete. A listed file that is not there, and a
 * manifest that cannot be read, are handed on as unsettled. A manifest without a billing period in its path, and one whose
 * partition has no file here, is not used.
 */
export async function byManifest(folder: string, files: CurFile[], found: CurFile[]): Promise<{ governed: CurFile[]; others: CurFile[] }> {
  const manifests = (await Promise.all(found.map(readManifest))).flatMap((one) => one ?? []);
  const governed: CurFile[] = [];
  const taken = new Set<CurFile>();
  for (const [root, month] of partitionsOf(manifests)) {
    const place = placesOf(root, month).find((one) => files.some(({ path }) => isIn(path, one)));
    if (place === undefined) continue;
    const its = files.filter(({ path }) => isIn(path, place));
    const mine = newestOfEach(manifests.filter((one) => one.root === root && one.month === month));
    governed.push(...mine.flatMap(({ broken }) => broken ?? []));
    const lists = mine.flatMap(({ newest }) => newest ?? []);
    if (lists.length === 0) continue;
    for (const file of its) taken.add(file);
    governed.push(...lists.flatMap((manifest) => listedFiles(folder, manifest, place, its)));
    governed.push(...leftOut(its, place, lists));
  }
  return { governed, others: files.filter((file) => !taken.has(file)) };
}

const HOME = /^(.*?)(?:metadata\/)?billing_period=(\d{4}-\d{2})(?:-\d{2})?\/(?:(\d{8}T\d{6}Z)-[^/]+\/)?[^/]+$/i;

async function readManifest(file: CurFile): Promise<Manifest | undefined> {
  const [, root, month] = HOME.exec(file.path) ?? [];
  if (root === undefined || month === undefined) return undefined;
  const about = { file, root, month, at: file.modified.getTime() };
  let dataFiles: unknown;
  try {
    ({ dataFiles } = JSON.parse(await readFile(file.absolute, 'utf8')));
  } catch {
    return about;
  }
  if (!Array.isArray(dataFiles)) return undefined;
  const listed = dataFiles.flatMap((entry) => /billing_period=[^/]+\/(.+\.parquet)$/i.exec(String(entry))?.[1] ?? []);
  if (listed.length === 0) return undefined;
  return { ...about, listed, at: deliveredAt(listed) ?? about.at };
}

/** The time in the name of a delivery's folder; copying does not change it. */
function deliveredAt(listed: string[]): number | undefined {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/.exec(listed[0] ?? '') ?? [];
  return y ? Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s)) : undefined;
}

const partitionsOf = (manifests: Manifest[]): [string, Month][] => [
  ...new Map(manifests.map(({ root, month }) => [`${root} ${month}`, [root, month] as [string, Month]])).values(),
];

/** Where the files of a partition may lie: as AWS delivers them, or with `data/` copied away. */
const placesOf = (root: string, month: Month): string[] => [`${root}data/BILLING_PERIOD=${month}/`, `${root}BILLING_PERIOD=${month}/`];
const isIn = (path: string, place: string): boolean => path.toLowerCase().startsWith(place.toLowerCase());

/** Of every export (by the manifest's name) the newest manifest that can be read, and the newest of all when it cannot. */
function newestOfEach(manifests: Manifest[]): { newest?: Manifest; broken?: CurFile }[] {
  const nameOf = ({ file }: Manifest) => file.path.slice(file.path.lastIndexOf('/') + 1);
  return [...new Set(manifests.map(nameOf))].map((name) => {
    const ordered = manifests.filter((one) => nameOf(one) === name).sort((a, b) => b.at - a.at || (a.file.path < b.file.path ? -1 : 1));
    const [first] = ordered;
    const broken =
      first && first.listed === undefined
        ? setAside(first.file, 'it could not be read, so it is not known which files are whole', true)
        : undefined;
    return { newest: ordered.find((one) => one.listed !== undefined), broken };
  });
}

function listedFiles(folder: string, manifest: Manifest, place: string, files: CurFile[]): CurFile[] {
  return (manifest.listed ?? []).map((name) => {
    const there = files.find(({ path }) => path.slice(place.length) === name);
    if (there) return { ...there, delivered: true };
    const path = `${place}${name}`;
    const missing = { ...manifest.file, path, absolute: join(folder, path), stamp: MISSING };
    return setAside(missing, `it is listed in ${manifest.file.path} and is not there; copy it as well`, true);
  });
}

/** Files beside the listed ones; those of other deliveries are meant to be there and not worth a word. */
function leftOut(files: CurFile[], place: string, lists: Manifest[]): CurFile[] {
  const listed = new Set(lists.flatMap((manifest) => manifest.listed ?? []));
  return files.flatMap((file) => {
    const name = file.path.slice(place.length);
    if (listed.has(name) || /^\d{8}T\d{6}Z-[^/]+\//.test(name)) return [];
    return setAside(file, `it is not in ${lists.map((manifest) => manifest.file.path).join(' or ')}`, false);
  });
}

const setAside = (file: CurFile, because: string, unsettled: boolean): CurFile => ({ ...file, aside: { because, unsettled } });
