import type { TokenHour } from '../src/aws/cloudwatch.js';
import { decimal } from '../src/money.js';
import { addDays } from '../src/period.js';
import { modelOfId } from '../src/spend/anomalies/model-ids.js';
import { sameDay } from '../src/spend/anomalies/same-day.js';

describe('models by their ids', () => {
  const names = [
    'Claude Sonnet 4.5',
    'Claude Sonnet 5',
    'Claude Opus 4.6',
    'Nova 2.0 Lite',
    'Nova Lite',
    'gpt-oss-120b',
    'Llama 4 Maverick 17B',
    'Qwen3 VL 235B A22B',
  ];
  test.each<[string, string | undefined]>([
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5'],
    ['us.anthropic.claude-opus-4-6-v1', 'Claude Opus 4.6'],
    ['global.anthropic.claude-sonnet-5-v1:0', 'Claude Sonnet 5'],
    ['arn:aws:bedrock:us-east-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-5-v1:0', 'Claude Sonnet 5'],
    ['amazon.nova-lite-v1:0', 'Nova Lite'],
    ['amazon.nova-2-lite-v1:0', 'Nova 2.0 Lite'],
    ['openai.gpt-oss-120b-1:0', 'gpt-oss-120b'],
    ['meta.llama4-maverick-17b-instruct-v1:0', 'Llama 4 Maverick 17B'],
    ['qwen.qwen3-vl-235b-a22b', 'Qwen3 VL 235B A22B'],
    ['anthropic.claude-sonnet-6-v1:0', undefined],
    ['', undefined],
  ])('%s is %s', (id, name) => expect(modelOfId(id, names)).toBe(name));
});

describe('today by the hour', () => {
  const until = new Date('2026-11-25T12:00:00Z');
  const prices = new Map([['Claude Sonnet 5', { input: decimal('0.000003'), output: decimal('0.000015') }]]);
  const at = (back: number, hour: number): string => `${addDays('2026-11-25', -back)}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const use = (back: number, hour: number, millions: number, modelId = 'anthropic.claude-sonnet-5-v1:0'): TokenHour => ({
    modelId,
    kind: 'input',
    hour: at(back, hour),
    tokens: decimal(millions * 1_000_000),
  });
  /** Two million tokens at ten o'clock on each of the last 28 days, and as many at the same hour tonight. */
  const usual = Array.from({ length: 28 }, (_, index) => [use(index + 1, 10, 2), use(index + 1, 20, 50)]).flat();
  const look = (hours: TokenHour[]) => sameDay([...usual, ...hours], { region: 'us-east-1', until, prices, minimum: decimal(50) });

  test('far more than on any day by this hour is told with its estimate', () => {
    const [one] = look([use(0, 10, 40)]).unusual;
    expect([one?.model, one?.estimate.toFixed(), one?.expected.toFixed(), one?.most.toFixed()]).toEqual([
      'Claude Sonnet 5',
      '120',
      '6',
      '6',
    ]);
  });
  test.each<[string, TokenHour[]]>([
    ['as much as usual', [use(0, 10, 2)]],
    ['less than the minimum above', [use(0, 10, 15)]],
    ['later hours do not count yet', [use(0, 12, 40)]],
    ['as much as on a day three weeks ago', [use(0, 10, 40), use(21, 9, 30)]],
  ])('%s: nothing is told', (_, hours) => expect(look(hours).unusual).toEqual([]));
  test('a model without a known price is named, not taken for free', () => {
    expect(look([use(0, 10, 40, 'anthropic.claude-sonnet-6-v1:0')])).toEqual({ unusual: [], unpriced: ['anthropic.claude-sonnet-6-v1:0'] });
  });
  test('a model that is new has nothing to be compared with', () => {
    expect(sameDay([use(0, 10, 40), use(2, 10, 1)], { region: 'r', until, prices, minimum: decimal(50) }).unusual).toEqual([]);
  });
});
