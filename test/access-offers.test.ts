import type { AccessRequest } from '../src/access/request.js';
import type { Viewer } from '../src/access/words.js';
import { asAsker, type Offer, offers } from '../src/views/access/offers.js';
import { broken, ended, granted, paused, pending } from '../src/views/examples-access-requests.js';

const nobody: Viewer = { id: 'U0SAM', decides: false, ends: false, reviews: false };
const channel: Viewer = { decides: true, ends: true, reviews: true };
const decider: Viewer = { ...nobody, id: 'U0DAN', decides: true, ends: true };
const admin: Viewer = { ...nobody, id: 'U0EVE', ends: true, reviews: true };
/** Every right there is, and she asked. */
const asker = (request: AccessRequest): Viewer => ({ ...channel, id: request.asker });
const DECIDE: Offer[] = ['approve', 'deny', 'ask back', 'claim'];
const reviewed: AccessRequest = {
  ...broken,
  breakGlass: { reviewBy: '', review: { by: 'U0EVE', verdict: 'justified', note: 'x', at: '' } },
};

test.each<[what: string, AccessRequest, inChannel: Offer[], toDecider: Offer[], toAdmin: Offer[], toAsker: Offer[]]>([
  ['Pending', pending, DECIDE, DECIDE, [], ['cancel']],
  ['Waiting for AWS', { ...pending, state: 'Waiting for AWS' }, [], [], [], ['cancel']],
  ['Approved', { ...pending, state: 'Approved' }, [], [], [], ['cancel']],
  ['Granting', { ...granted, state: 'Granting' }, [], [], [], []],
  ['Granted', granted, ['revoke'], ['revoke'], ['revoke'], ['done', 'extend']],
  ['Denied', { ...pending, state: 'Denied' }, [], [], [], []],
  ['Expired', { ...pending, state: 'Expired' }, [], [], [], []],
  ['Revoking', { ...granted, state: 'Revoking' }, [], [], [], []],
  ['Revoked', ended, [], [], [], []],
  ['broken glass on its way', { ...broken, state: 'Approved' }, ['review'], [], ['review'], []],
  ['broken glass in force', broken, ['revoke', 'review'], ['revoke'], ['revoke', 'review'], ['done', 'extend']],
  ['broken glass, over and not reviewed', { ...broken, state: 'Revoked' }, ['review'], [], ['review'], []],
  ['broken glass, reviewed', reviewed, ['revoke'], ['revoke'], ['revoke'], ['done', 'extend']],
  ['a pause in force', paused, ['undo'], ['undo'], ['undo'], ['undo']],
  ['a pause that is over', { ...paused, state: 'Revoked' }, [], [], [], []],
])('%s', (_what, request, inChannel, toDecider, toAdmin, toAsker) => {
  // A pause is Eve's own in the examples.
  const someAdmin = request.asker === admin.id ? { ...admin, id: 'U0ADM' } : admin;
  const of = (viewer: Viewer) => offers(request, viewer);
  expect([of(channel), of(decider), of(someAdmin), of(asker(request)), of(nobody)]).toEqual([inChannel, toDecider, toAdmin, toAsker, []]);
});

test('where only the asker is known she is offered what is hers alone', () => {
  expect(offers(pending, asAsker(pending))).toEqual(['cancel']);
  expect(offers(granted, asAsker(granted))).toEqual(['done', 'extend']);
  expect(offers(broken, asAsker(broken))).toEqual(['done', 'extend']);
});
