/** An inference profile and every foundation model it may send a call to. */
export interface ProfileTarget {
  arn: string;
  models: string[];
  /** A global profile: its models are also called without a region. */
  global: boolean;
}

/**
 * What exactly a grant allows, resolved when asked, so that what is granted is what was approved.
 * `runtime`: bedrock-runtime, through inference profiles and, where a model can be called without one, directly.
 */
export type Target =
  | { endpoint: 'bedrock-runtime'; profiles: ProfileTarget[]; direct: string[] }
  | { endpoint: 'bedrock-mantle'; modelId: string; projects: string[] };
