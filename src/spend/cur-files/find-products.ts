import type { Duck } from '../ledger/duckdb.js';
import { mayBeBedrock, selectService } from '../usage-type/classify.js';
import { type Alike, alike, type ReadableFile } from './alike.js';
import { type Columns, scan } from './columns.js';
import { mayShowInference, OWN_CODE, showsInference } from './inference.js';
import { CODE, isModel, NATIVE, namesProducts, oneOf, type Products, productName } from './service.js';

/**
 * Finds which product codes of the files count beside the known ones. The codes alone are read first, because a bill has
 * few; the product's map, which takes longer to read than all plain columns, only of codes that may be a Marketplace
 * model: Marketplace's are random, so not those that begin like AWS's own, unless a line of theirs looks like inference.
 */
export async function findProducts(duck: Duck, files: ReadableFile[]): Promise<Products> {
  const ask = (question: (group: Alike) => string | undefined) => askAll(duck, files, question);
  const codes = (await ask(({ its }) => `SELECT DISTINCT ${CODE} AS code FROM ${scan(its)}`)).map(({ code }) => code);
  const native = NATIVE.filter((code) => codes.includes(code));
  const others = [...new Set(codes)].filter((code) => !NATIVE.includes(code));
  if (others.length === 0) return { native, sold: new Map(), named: new Map(), shown: new Map() };

  const looks = await ask(
    ({ columns, its }) =>
      `SELECT coalesce(${CODE}, '') AS code, CASE WHEN bool_or(${showsInference(columns)}) THEN 'shown' END AS name FROM ${scan(its)} WHERE NOT ${among(native, others)} AND ${mayShowInference(columns)} GROUP BY 1`,
  );
  const names = (of: string[], which: (columns: Columns) => string) =>
    ask(({ columns, its }) =>
      of.length > 0 && namesProducts(columns)
        ? `SELECT coalesce(${CODE}, '') AS code, ${productName(columns)} AS name FROM ${scan(its)} WHERE ${among(of)} AND ${which(columns)} GROUP BY ALL`
        : undefined,
    );
  const sold = new Map<string, string[]>();
  const maybe = others.filter((code) => !new RegExp(OWN_CODE).test(code) || mayBeBedrock(code) || looks.some((one) => one.code === code));
  for (const { code, name } of await names(maybe, isModel)) sold.set(code, [...new Set([...(sold.get(code) ?? []), name])].sort());

  const left = others.filter((code) => code === '' || !sold.has(code));
  const [named, shown] = [left.filter(mayBeBedrock), left.filter((code) => looks.some((one) => one.code === code && one.name === 'shown'))];
  const called = await names([...named, ...shown].filter(Boolean), (columns) => `${productName(columns)} <> ''`);
  const nameOf = (code: string, fits: (name: string) => boolean) => called.find((one) => one.code === code && fits(one.name))?.name ?? code;
  return {
    native,
    sold,
    named: new Map(named.map((code) => [code, nameOf(code, mayBeBedrock)])),
    // A name that Bedrock has too would be read by its grammars, which nobody knows to hold for this code.
    shown: new Map(
      shown
        .filter((code) => !named.includes(code))
        .map((code) => [code, nameOf(code, (name) => selectService(name) === 'other' && !mayBeBedrock(name)) || NO_CODE]),
    ),
  };
}

const NO_CODE = '(no product code)';

/** A column as it is can be compared while the file is read; a line without a code asks for more. */
const among = (codes: string[], all = codes): string => oneOf(all.includes('') ? `coalesce(${CODE}, '')` : CODE, codes);

async function askAll(
  duck: Duck,
  files: ReadableFile[],
  question: (group: Alike) => string | undefined,
): Promise<{ code: string; name: string }[]> {
  const questions = alike(files).flatMap((group) => question(group) ?? []);
  const rows = questions.length === 0 ? [] : await duck.rows(questions.map((one) => `(${one})`).join(' UNION ALL '));
  return rows.map((row) => ({ code: String(row.code ?? ''), name: String(row.name ?? '') }));
}
