import { z } from 'zod';

/** A plain_text object of 1 to `max` characters. */
export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });

export const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

/** plain_text or mrkdwn. */
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

export const id = z.string().max(255);
export const webUrl = z.url({ protocol: /^https?$/, error: 'invalid url' }).max(3000);
export const colour = z.enum(['primary', 'danger']);

/** Slack's reference marks all four texts as required, although its TypeScript types do not. */
export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: colour.optional(),
});

/** 150 for the value is the newer limit; the SDK's comments still say 75. */
const optionFields = { value: z.string().min(1).max(150), description: plainText(75).optional() };
export const option = z.strictObject({ ...optionFields, text: plainText(75) });
export const overflowOption = z.strictObject({ ...optionFields, text: plainText(75), url: webUrl.optional() });
export const choice = z.strictObject({ ...optionFields, text: anyText(75), description: anyText(75).optional() });
const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

/** The fields of a static select: exactly one of `options` and `option_groups`. */
export const staticOptions = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
};

const slackFile = z.strictObject({ id: z.string().min(1).optional(), url: webUrl.optional() });
export const imageFields = {
  type: z.literal('image'),
  alt_text: z.string().min(1).max(2000),
  image_url: webUrl.optional(),
  slack_file: slackFile.optional(),
};

/** Adds the complaint Slack makes when not exactly one of two fields is there. */
export function exactlyOne<T extends z.ZodType>(schema: T, one: string, other: string): T {
  return schema.superRefine((value, context) => {
    const has = (key: string) => (value as Record<string, unknown>)[key] !== undefined;
    if (!has(one) && !has(other)) context.addIssue({ code: 'custom', message: `missing required field: ${one} or ${other}` });
    if (has(one) && has(other)) context.addIssue({ code: 'custom', message: `only one of ${one} and ${other} is allowed` });
  }) as T;
}
