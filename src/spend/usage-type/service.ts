import type { ServiceKind } from './usage-type.js';

/** Cost Explorer's SERVICE and the CUR product code of the same service. */
const NATIVE: Record<string, ServiceKind> = {
  'Amazon Bedrock': 'bedrock',
  AmazonBedrock: 'bedrock',
  'Amazon Bedrock Service': 'bedrock',
  AmazonBedrockService: 'bedrock',
  'Amazon Bedrock AgentCore': 'agentcore',
  AmazonBedrockAgentCore: 'agentcore',
};
const EDITION = /^(.*\S) \(Amazon Bedrock Edition\)$/;

/**
 * Which kind of service a Cost Explorer SERVICE name (or CUR product name or code) is. Models sold through AWS Marketplace are
 * "<Model> (Amazon Bedrock Edition)". Whatever merely has Bedrock in its name (a scanner, a connector, a game server) is `other`.
 */
export function selectService(name: string): ServiceKind {
  if (Object.hasOwn(NATIVE, name)) return NATIVE[name] as ServiceKind;
  return EDITION.test(name) ? 'marketplace-model' : 'other';
}

/**
 * Whether a name is one that only AWS gives its services, of a service that is not in the list: new ones are found by it.
 * Somebody's product on Marketplace may begin alike, so who bills it has to settle whether it counts.
 */
export const mayBeBedrock = (name: string): boolean => selectService(name) === 'other' && /^(?:Amazon|AWS) ?Bedrock/i.test(name);

/** The model a Marketplace service name stands for, as AWS writes it there; null for any other service. */
export const marketplaceModel = (name: string): string | null => EDITION.exec(name)?.[1] ?? null;
