import type { FakeAws } from './aws/fake-aws.js';
import type { PlaygroundClock } from './clock.js';

/** How long the sample company's account team at AWS takes to allow a gated model. */
const DAYS = 2;
const DAY_MS = 86_400_000;

/** AWS allows the gated model two days after the playground was first opened, so that waiting for it comes to an end. */
export function letAwsAllow(bedrock: FakeAws['bedrock'], clock: PlaygroundClock, model: string): void {
  const from = Date.parse(`${clock.firstDay}T00:00:00Z`) + DAYS * DAY_MS;
  const look = (): void => {
    if (clock.now().getTime() >= from) bedrock.entitle(model);
  };
  look();
  clock.onAdvance(look);
}
