/** How AWS clients are made. Everything left out comes from the SDK's own chain (environment, profiles, roles). */
export interface AwsSettings {
  region?: string;
  /** Overrides every service's endpoint; only the playground and tests set it, others use AWS_ENDPOINT_URL. */
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** The SDK waits for ever unless told; a year of daily groups takes Cost Explorer well under a minute. */
export const TIMEOUTS = { connectionTimeout: 10_000, requestTimeout: 120_000, throwOnRequestTimeout: true };
