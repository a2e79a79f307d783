import type { Audience } from '../spend/audience/audiences.js';
import type { Draw } from './message.js';
import { drawInstead, drawOutsiders } from './outsiders.js';

const alone: Audience = {
  shared: 'no',
  organisations: [],
  members: ['U0ADA', 'U0GUS'],
  size: 2,
  guests: 1,
  looked: 2,
  lookedAt: '2026-11-25T08:00:00.000Z',
  held: false,
};
const crowd: Audience = { ...alone, guests: 7, looked: 50, size: 340 };
const shared: Audience = { ...alone, shared: 'yes', organisations: ['Partner <!channel> & Co'], held: true };
const support = { teams: ['support', 'R&D <!here>'], everything: false, subscriptions: 2 };
const finance = { teams: [], everything: true, subscriptions: 0 };

export const outsiderMessages: Record<string, Draw> = {
  'outsiders-guest': drawOutsiders('C0GENERAL', alone, { ...support, subscriptions: 0 }, ['U0EVE']),
  'outsiders-guests': drawOutsiders('C0GENERAL', crowd, support, ['U0EVE']),
  'outsiders-shared': drawOutsiders('C0GENERAL', shared, support, ['U0EVE', 'U0ADA']),
  'outsiders-invited': drawOutsiders('C0FIN', { ...shared, shared: 'invited', organisations: [], guests: 0 }, finance, []),
  'outsiders-instead': drawInstead({ text: 'support has used 80 % of its budget.' }, 'C0GENERAL', shared),
};
