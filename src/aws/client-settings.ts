/** How AWS clients are made. Everything left out comes from the SDK's own chain (environment, profiles, roles). */
export interface AwsSettings {
  region?: string;
  /** Overrides every service's endpoint; only the playground and tests set it, others use AWS_ENDPOINT_URL. */
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}
