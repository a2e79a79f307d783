/**
 * What a consent means, in one plain sentence after its name; a name that AWS does not define stands alone.
 * Source: docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html.
 */
export const consentWords = (to: string): string => (Object.hasOwn(MEANINGS, to) ? `${to}: ${MEANINGS[to]}` : to);

const MEANINGS: Record<string, string> = {
  provider_data_share: "AWS may keep what is sent to the model and what it answers, and may share both with the model's provider.",
};
