import type { Models, Principal, Rights } from '../src/access/ports.js';

/**
 * IAM and Bedrock in memory, for what takes thousands of grants; everything else speaks to FakeAws over HTTP. It knows what
 * the workflow relies on: changes repeat, and what is put is read and allowed.
 */
export function memoryAws(principal: (arn: string) => Omit<Principal, 'inline'>) {
  const inline = new Map<string, Map<string, string>>();
  const of = (arn: string): Map<string, string> => inline.get(arn) ?? inline.set(arn, new Map()).get(arn) ?? new Map();
  const puts: string[] = [];
  const rights: Rights = {
    principals: async () => [],
    principal: async (arn) => ({ ...principal(arn), inline: [...of(arn)].map(([name, document]) => ({ name, document })) }),
    policy: async (arn, name) => of(arn).get(name),
    attached: async () => [],
    async putPolicy(arn, name, document) {
      puts.push(name);
      of(arn).set(name, document);
      return { did: 'done', requestId: `put-${puts.length}` };
    },
    deletePolicy: async (arn, name) => ({ did: of(arn).delete(name) ? 'done' : 'gone' }),
    attach: async () => ({ did: 'done' }),
    detach: async () => ({ did: 'done' }),
    tag: async () => ({ did: 'done' }),
    simulate: async ({ principal: arn, actions, extraPolicies = [] }) =>
      actions.map((action) => ({
        action,
        decision: of(arn).size + extraPolicies.length > 0 && !action.startsWith('iam:') ? 'allowed' : 'implicitDeny',
        matched: [],
        missing: [],
        resources: [],
      })),
    self: async () => 'arn:aws:iam::111111111111:role/AispendReader',
  };
  const models: Models = {
    availability: async () => ({ entitled: 'yes', inRegion: 'yes', agreement: 'yes', authorized: 'yes' }),
    profiles: async () => [],
    direct: async () => undefined,
    useCaseFiled: async () => 'yes',
    dataRetention: async () => 'default',
  };
  return { rights, models, puts };
}
