import { type Due, effectsOf, type Kind } from '../../src/outbox/effect.js';
import type { OutgoingMessage } from '../../src/outbox/message.js';
import type { OutboxStore } from '../../src/outbox/outbox-store.js';
import { openStore, type Store } from '../../src/store/open.js';
import { postgres, sqlite } from './engines.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

let at: number;
const now = (): Date => new Date(at);
const later = (ms: number): Date => new Date(at + ms);
const pass = (ms: number): void => {
  at += ms;
};

describe.each([sqlite, postgres].filter((one) => one.there))('$name', ({ place }) => {
  let opened: Store[];
  /** Two processes that share one store. */
  let one: OutboxStore;
  let other: OutboxStore;
  beforeEach(async () => {
    at = Date.parse('2026-11-25T12:00:00Z');
    const where = await place();
    opened = [await openStore({ ...where, now }), await openStore({ ...where, now })];
    [one, other] = opened.map((store) => store.outbox) as [OutboxStore, OutboxStore];
  });
  afterEach(() => Promise.all(opened.map((store) => store.close())));

  const put = (key: string, channel = 'C1', more: Partial<OutgoingMessage> = {}, store = one): Promise<string[]> =>
    store.put(effectsOf({ key, channel, text: `text of ${key}`, ...more }, now()));
  const claim = (store = one, limit = 100, without: Kind[] = []): Promise<Due[]> =>
    store.claim({ holder: 'p', until: later(MINUTE), limit, without });
  const keys = (due: Due[]): string[] => due.map(({ key }) => key);
  const sent = (due: Due, ts = '1.1', store = one): Promise<boolean> =>
    store.settle(due, { state: 'sent', place: { channel: due.channel, ts } }, later(SECOND));
  const claimOne = async (store = one): Promise<Due> => (await claim(store, 1))[0]!;

  describe('putting', () => {
    test('a key is taken once, with what it said first', async () => {
      const blocks = [{ type: 'divider' as const }];
      expect(await put('a', 'C1', { blocks, about: 'request 7', file: { name: 'ä.csv', content: '1,2\n' } })).toEqual(['a', 'a/file']);
      expect(await put('a', 'C2', { text: 'other' }, other)).toEqual([]);
      expect(await one.put([])).toEqual([]);
      const [due] = await claim();
      expect(due).toMatchObject({
        key: 'a',
        kind: 'post',
        channel: 'C1',
        text: 'text of a',
        blocks,
        about: 'request 7',
        look: false,
        turn: 1,
      });
      expect(await one.unfinished()).toBe(2);
    });

    test('several are kept together or not at all', async () => {
      const good = effectsOf({ key: 'good', channel: 'C1', text: 'x' }, now());
      const bad = { ...good[0]!, key: 'bad', text: null as unknown as string };
      await expect(one.put([...good, bad])).rejects.toThrow();
      expect([await one.find('good'), await one.unfinished()]).toEqual([undefined, 0]);
    });

    test('of fifty at once with the same key one is new, and the order of each process is kept', async () => {
      const same = await Promise.all(Array.from({ length: 50 }, (_, i) => put('same', 'C9', {}, i % 2 ? one : other)));
      expect(same.flat()).toEqual(['same']);
      const series = async (store: OutboxStore, name: string) => {
        for (let i = 0; i < 10; i++) await put(`${name}${i}`, 'C1', {}, store);
      };
      await Promise.all([series(one, 'a'), series(other, 'b')]);
      const order: string[] = [];
      for (let due = await claim(); due.length > 0; due = await claim()) {
        order.push(...keys(due).filter((key) => key !== 'same'));
        for (const it of due) await sent(it);
        pass(SECOND);
      }
      for (const name of ['a', 'b'])
        expect(order.filter((key) => key[0] === name)).toEqual(Array.from({ length: 10 }, (_, i) => `${name}${i}`));
    });
  });

  describe('whose turn it is', () => {
    test('the first of each channel, up to the limit, in the order they were put', async () => {
      for (const [key, channel] of [
        ['a1', 'C1'],
        ['b1', 'C2'],
        ['a2', 'C1'],
        ['c1', 'C3'],
      ] as const)
        await put(key, channel);
      expect(keys(await claim(one, 2))).toEqual(['a1', 'b1']);
      expect(keys(await claim(other))).toEqual(['c1']);
      expect(keys(await claim())).toEqual([]);
    });

    test('of many that ask at once each is given to one', async () => {
      for (let i = 0; i < 30; i++) await put(`m${i}`, `C${i}`);
      const given = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(i % 2 ? one : other, 10)));
      const all = given.flatMap(keys);
      expect(new Set(all).size).toBe(all.length);
      expect([...all, ...keys(await claim())]).toHaveLength(30);
    });

    test('the next, when the channel has rested after a message; at once after one that failed', async () => {
      for (const key of ['a', 'b', 'c']) await put(key);
      await sent(await claimOne());
      expect(await one.nextAt()).toEqual(later(SECOND));
      pass(SECOND - 1);
      expect(await claim(other)).toEqual([]);
      pass(1);
      const b = await claimOne(other);
      expect(b.key).toBe('b');
      await one.settle(b, { state: 'failed', word: 'is_archived', report: true }, later(SECOND));
      expect(keys(await claim())).toEqual(['c']);
    });

    test('one that must wait holds up its channel, one for later does not', async () => {
      await put('evening', 'C1', { notBefore: later(60 * MINUTE) });
      await put('a');
      await put('b');
      const a = await claimOne();
      expect(a.key).toBe('a');
      await one.settle(a, { state: 'waiting', actAt: later(9 * SECOND), tries: 1, word: 'http_503' }, now());
      expect([keys(await claim()), await one.nextAt()]).toEqual([[], later(9 * SECOND)]);
      pass(9 * SECOND);
      expect(await claimOne()).toMatchObject({
        key: 'a',
        tries: 1,
        word: 'http_503',
        look: false,
        turn: 2,
        firstTried: later(-9 * SECOND),
      });
    });

    test('a kind that is paused waits, and holds up its channel', async () => {
      await put('a');
      await sent(await claimOne(), '5.5');
      await put('edit', 'C2', { update: 'a' });
      await put('b', 'C2');
      expect(keys(await claim(one, 9, ['update', 'file']))).toEqual([]);
      expect(await claimOne()).toMatchObject({ key: 'edit', under: { channel: 'C1', ts: '5.5' } });
    });

    test('what hangs on another waits for it, whatever the channel', async () => {
      await put('root', 'C1', { notBefore: later(MINUTE) });
      await put('reply', 'C2', { thread: 'root' });
      await put('else', 'C2');
      expect(keys(await claim())).toEqual(['else']);
      pass(MINUTE);
      const due = await claim();
      expect(keys(due)).toEqual(['root']);
      await one.settle(due[0]!, { state: 'failed', word: 'x', report: false }, now());
      expect(keys(await claim())).toEqual(['reply']);
    });

    test.each([
      ['failed', 'root'],
      ['unknown', 'never put'],
    ])('a parent that is %s is nowhere', async (under, thread) => {
      await put('root', 'C2');
      await one.settle(await claimOne(), { state: 'failed', word: 'x', report: false }, now());
      await put('reply', 'C1', { thread });
      expect(await claimOne()).toMatchObject({ key: 'reply', under });
    });
  });

  describe('a lease', () => {
    test('holds a turn until it ends; then somebody else looks, and the first can settle no more', async () => {
      await put('a');
      await put('b');
      const dead = await claimOne();
      expect(await one.noteFile(dead, 'F1')).toBe(true);
      pass(MINUTE - 1);
      expect([await claim(other), await one.nextAt()]).toEqual([[], later(1)]);
      pass(1);
      const next = await claimOne(other);
      expect(next).toMatchObject({ key: 'a', look: true, fileId: 'F1', turn: 2 });
      expect([await sent(dead), await one.noteFile(dead, 'F2')]).toEqual([false, false]);
      expect(await one.find('a')).toMatchObject({ state: 'sending' });
      expect(await sent(next, '7.7', other)).toBe(true);
      expect(await sent(next, '8.8', other)).toBe(false);
      expect(await one.find('a')).toMatchObject({ state: 'sent', place: { ts: '7.7' } });
    });

    test('that ended holds up no message that became due meanwhile, and is not forgotten', async () => {
      await put('early', 'C1', { notBefore: later(SECOND) });
      await put('a');
      expect(keys(await claim())).toEqual(['a']);
      pass(SECOND);
      expect(keys(await claim())).toEqual([]);
      pass(MINUTE);
      const [early] = await claim();
      expect(early?.key).toBe('early');
      await sent(early!);
      pass(SECOND);
      expect(await claimOne()).toMatchObject({ key: 'a', look: true });
    });

    test('an edit that becomes a message is looked for like one, and gives its place to the message it stands in for', async () => {
      await put('a', 'C1', { about: 'request 7' });
      await sent(await claimOne());
      await put('edit', 'C1', { update: 'a' });
      pass(SECOND);
      await one.settle(await claimOne(), { state: 'waiting', actAt: now(), tries: 0, word: 'message_not_found', anew: true }, now());
      expect(await claimOne()).toMatchObject({ key: 'edit', kind: 'anew', look: false, parent: 'a' });
      pass(MINUTE);
      const due = await claimOne(other);
      expect(due).toMatchObject({ key: 'edit', kind: 'anew', look: true });
      await other.settle(due, { state: 'sent', place: { channel: 'C1', ts: '9.9' } }, now());
      expect((await one.find('a'))?.place).toEqual({ channel: 'C1', ts: '9.9' });
      expect(await one.at({ channel: 'C1', ts: '9.9' })).toMatchObject({ key: 'a', about: 'request 7' });
    });

    test('an edit whose turn ended without knowing is made again', async () => {
      await put('a');
      await sent(await claimOne());
      await put('edit', 'C1', { update: 'a' });
      pass(SECOND);
      await claimOne();
      pass(MINUTE);
      expect(await claimOne(other)).toMatchObject({ key: 'edit', look: false, turn: 2 });
    });
  });

  test('what was sent is found by key and by where it stands; edits and files share its place and are not it', async () => {
    await put('a', 'U1', { about: 'request 7', file: { name: 'f', content: 'x' } });
    await one.settle(await claimOne(), { state: 'sent', place: { channel: 'D1', ts: '3.3', threadTs: '1.1' } }, now());
    await one.settle(await claimOne(), { state: 'sent', place: { channel: 'D1', ts: '3.3' } }, now());
    const kept = { key: 'a', state: 'sent', place: { channel: 'D1', ts: '3.3', threadTs: '1.1' }, about: 'request 7' };
    expect([await one.find('a'), await other.at({ channel: 'D1', ts: '3.3' })]).toEqual([kept, kept]);
    expect([await one.find('b'), await one.at({ channel: 'U1', ts: '3.3' }), await one.unfinished()]).toEqual([undefined, undefined, 0]);
  });

  test('a broken channel is told once for each word, until it works again', async () => {
    const fail = async (key: string, word: string, report = true) => {
      await put(key);
      await one.settle(await claimOne(), { state: 'failed', word, report }, now());
    };
    const since = now().toISOString();
    await fail('a', 'is_archived');
    pass(SECOND);
    await fail('b', 'is_archived');
    await fail('c', 'earlier_message_failed', false);
    expect(await other.untold()).toEqual([{ channel: 'C1', word: 'is_archived', since }]);
    await other.told({ channel: 'C1', word: 'is_archived', since });
    await fail('d', 'is_archived');
    await fail('e', 'invalid_blocks');
    expect((await one.untold()).map(({ word }) => word)).toEqual(['invalid_blocks']);
    await put('works');
    await sent(await claimOne());
    expect(await one.untold()).toEqual([]);
    pass(SECOND);
    await fail('f', 'is_archived');
    expect(await one.untold()).toHaveLength(1);
  });

  test('is tidied of what was finished long ago; what is unfinished stays', async () => {
    await put('done');
    await sent(await claimOne());
    await put('open', 'C2');
    pass(400 * 24 * 60 * MINUTE);
    await one.tidy();
    expect(await one.find('done')).toBeDefined();
    pass(1);
    await one.tidy();
    expect([await one.find('done'), (await one.find('open'))?.key]).toEqual([undefined, 'open']);
  });
});
