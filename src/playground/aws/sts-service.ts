import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import { queryProtocol } from './protocol-query.js';

/** Security Token Service: who am I. */
export function stsService(world: World): AwsService {
  return {
    signingName: 'sts',
    protocol: queryProtocol('2011-06-15'),
    throttled: new AwsError('Throttling', 'Rate exceeded'),
    actions: {
      GetCallerIdentity: () => ({
        Arn: world.caller(),
        UserId: `AROA4EXAMPLE7SAMPLEID:${world.caller().split('/').at(-1)}`,
        Account: world.caller().split(':')[4],
      }),
    },
  };
}
