import type { CostExplorer } from '../src/aws/cost-explorer.js';
import { Rejected, Unavailable } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import { bedrockServices } from '../src/spend/cost-explorer-services.js';

const GUARD = 'Amazon Bedrock Guard';
const CONNECTOR = 'Amazon Bedrock Connector (Foo Edition)';
const OPUS = 'Claude Opus 5 (Amazon Bedrock Edition)';
const noon = () => new Date('2026-11-25T12:00:00Z');

/** Cost Explorer with these services; `ofAws` are those it says AWS bills, or how it refuses to say. */
function explorer(found: string[], ofAws: string[] | Error): { ce: CostExplorer; asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  const ce = {
    async services(_span: unknown, _search: string, entity?: string) {
      asked.push(entity);
      if (entity === undefined) return found;
      if (ofAws instanceof Error) throw ofAws;
      return ofAws;
    },
  } as Partial<CostExplorer> as CostExplorer;
  return { ce, asked };
}
const look = (ce: CostExplorer) => bedrockServices(ce, silentLog(), noon)('2026-11-01');

test('services that are known by name need no further question, whatever else has Bedrock in its name', async () => {
  const { ce, asked } = explorer(['Amazon Bedrock', OPUS, 'Bedrock Security Scanner'], []);
  expect(await look(ce)).toMatchObject({ names: ['Amazon Bedrock', OPUS], notes: [] });
  expect(asked).toEqual([undefined]);
});

test('of those that begin alike AWS’s own count, aloud, and a Marketplace seller’s do not', async () => {
  const { ce, asked } = explorer(['Amazon Bedrock', CONNECTOR, GUARD], ['Amazon Bedrock', GUARD]);
  expect(await look(ce)).toMatchObject({
    names: ['Amazon Bedrock', GUARD],
    notes: [`"${GUARD}" is new to aispend and counted, because AWS itself bills it; usage it does not know is shown as unclassified.`],
  });
  expect(asked).toEqual([undefined, 'AWS']);
});

test('when Cost Explorer refuses to tell, nothing doubtful counts and all of it is named', async () => {
  const { ce } = explorer(['Amazon Bedrock', CONNECTOR, GUARD], new Rejected('no such filter'));
  const { names, notes } = await look(ce);
  expect(names).toEqual(['Amazon Bedrock']);
  expect(notes.map((note) => note.replace(/ is new.*/, ''))).toEqual([`"${CONNECTOR}"`, `"${GUARD}"`]);
  expect(notes[0]).toContain('not counted: Cost Explorer did not say whether AWS or a Marketplace seller bills it.');
});

test('when Cost Explorer cannot be reached, nothing is taken for settled', async () => {
  const { ce } = explorer([GUARD], new Unavailable('away'));
  await expect(look(ce)).rejects.toThrow('away');
});

test('it is looked for once an hour', async () => {
  const { ce, asked } = explorer([GUARD], [GUARD]);
  let now = noon();
  const services = bedrockServices(ce, silentLog(), () => now);
  await services('2026-11-01');
  await services('2026-11-02');
  expect(asked).toHaveLength(2);
  now = new Date('2026-11-25T13:00:00Z');
  await services('2026-11-02');
  expect(asked).toHaveLength(4);
});
