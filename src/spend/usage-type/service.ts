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

/** The model a Marketplace service name stands for, as AWS writes it there; null for any other service. */
export const marketplaceModel = (name: string): string | null => EDITION.exec(name)?.[1] ?? null;
