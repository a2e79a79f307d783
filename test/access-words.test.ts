import { carriedBy } from '../src/commands/access/presses.js';
import { readWish } from '../src/commands/access/read-wish.js';

test.each<[string, object]>([
  ['mythos 4h for INC-42', { model: 'mythos', duration: '4h', reason: 'INC-42', ticket: 'INC-42' }],
  [
    'claude opus 5 90m on CodeAssistant for the outage',
    { model: 'claude opus 5', duration: '90m', principal: 'CodeAssistant', reason: 'the outage' },
  ],
  [
    '"Claude Mythos" 1h30m as role/teams/X because we test it for OPS-7',
    { model: 'Claude Mythos', duration: '1h30m', principal: 'role/teams/X', reason: 'we test it for OPS-7', ticket: 'OPS-7' },
  ],
  ['mythos 2 h for 3 h of tests', { model: 'mythos', duration: '2h', reason: '3 h of tests' }],
  ['claude opus 5 0.5h on X for tests', { model: 'claude opus 5', duration: '0.5h', principal: 'X', reason: 'tests' }],
  // Refused in a sentence by whoever reads the duration.
  ['mythos 0h for tests', { model: 'mythos', duration: '0h', reason: 'tests' }],
  ['mythos -2h for tests', { model: 'mythos', duration: '-2h', reason: 'tests' }],
  ['mythos 1d for a day of tests', { model: 'mythos', duration: '1d', reason: 'a day of tests' }],
])('%s', (typed, wish) => expect(readWish(typed, '/aispend')).toEqual(wish));

test.each([
  ['mythos', /which model and for how long/],
  ['4h for INC-42', /which model and for how long/],
  ['mythos 4h', /what it is for/],
  ['mythos 4h on CodeAssistant', /what it is for/],
  ['mythos 4h please for INC-42', /"please" is neither/],
  ['mythos 4hours for INC-42', /which model and for how long/],
])('%s is answered with what is missing', (typed, said) => expect(() => readWish(typed, '/aispend')).toThrow(said));

test('a button carries a request and a stage, and nothing else is taken from it', () => {
  expect(carriedBy('k3m9pq2r7t:1')).toEqual({ request: 'k3m9pq2r7t', stage: 1 });
  for (const value of ['', 'x', "k3m9' or 1=1:0", '{"id":1}', '../../etc:0']) expect(() => carriedBy(value)).toThrow(/out of date/);
});
