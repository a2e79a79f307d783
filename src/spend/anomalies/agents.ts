/**
 * Roles that AgentCore's console and starter kits make for a runtime begin like this; the bill names the runtime only by
 * the role it runs as.
 */
const RUNTIME_ROLE = /^arn:[\w-]+:(?:iam|sts)::\d{12}:(?:assumed-role|role)\/(?:[^/]+\/)*AmazonBedrockAgentCore/;

/** Whether a caller's ARN is that of an AgentCore runtime. */
export const isAgent = (arn: string): boolean => RUNTIME_ROLE.test(arn);
