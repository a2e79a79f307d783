import type { OutgoingMessage } from '../outbox/message.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';

/**
 * Direct messages wait for the hours of the person they go to; a later `notBefore` of their own stands. For what can wait:
 * reports and hints, never what is about to run out.
 */
export const withinHours = (
  messages: OutgoingMessage[],
  due: Date,
  hours: Pick<DeliveryHours, 'notBeforeFor'>,
): Promise<OutgoingMessage[]> =>
  Promise.all(
    messages.map(async (message) => {
      const earliest = message.notBefore && message.notBefore > due ? message.notBefore : due;
      const notBefore = await hours.notBeforeFor(message.channel, earliest);
      return notBefore ? { ...message, notBefore } : message;
    }),
  );
