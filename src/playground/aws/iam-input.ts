import { AwsError } from './aws-error.js';

interface Rule {
  pattern?: RegExp;
  most?: number;
  least?: number;
}

const violated = (value: string | undefined, at: string, rule: string): AwsError =>
  new AwsError(
    'ValidationError',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${at.charAt(0).toLowerCase()}${at.slice(1)}' failed to satisfy constraint: ${rule}`,
  );

export const NAME: Rule = { pattern: /^[\w+=,.@-]+$/, most: 64 };
export const POLICY_NAME: Rule = { pattern: /^[\w+=,.@-]+$/, most: 128 };
export const DOCUMENT: Rule = { pattern: /^[\t\n\r -\u00FF]+$/, most: 131_072 };
export const POLICY_ARN: Rule = { least: 20, most: 2048 };
export const TAG_KEY: Rule = { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, most: 128 };
export const TAG_VALUE: Rule = { pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, most: 256, least: 0 };

/** A Query request's form. Every reading is checked by the service's model and answers in AWS's words. */
export class Form {
  private readonly fields: Record<string, string>;
  constructor(input: unknown) {
    this.fields = input as Record<string, string>;
  }

  optional(name: string): string | undefined {
    return this.fields[name];
  }

  /** @throws AwsError ValidationError */
  text(name: string, rule: Rule = {}): string {
    return check(this.fields[name], name, rule);
  }

  number(name: string, least: number, most: number): number | undefined {
    const value = this.fields[name];
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value) || Number(value) < least)
      throw violated(value, name, `Member must have value greater than or equal to ${least}`);
    if (Number(value) > most) throw violated(value, name, `Member must have value less than or equal to ${most}`);
    return Number(value);
  }

  /** `Name.member.1`, `Name.member.2`, … */
  list(name: string, rule: Rule = {}): string[] {
    return this.counted(name, (at) => this.fields[at]).map((value, index) => check(value, `${name}.${index + 1}.member`, rule));
  }

  /** `Name.member.1.Field` … as one form for each member. */
  members(name: string): Form[] {
    const starts = (at: string): string | undefined =>
      Object.keys(this.fields).some((field) => field.startsWith(`${at}.`)) ? at : undefined;
    return this.counted(name, starts).map(
      (at) =>
        new Form(
          Object.fromEntries(
            Object.entries(this.fields).flatMap(([field, value]) =>
              field.startsWith(`${at}.`) ? [[field.slice(at.length + 1), value]] : [],
            ),
          ),
        ),
    );
  }

  private counted(name: string, at: (field: string) => string | undefined): string[] {
    const found: string[] = [];
    for (let index = 1; ; index++) {
      const value = at(`${name}.member.${index}`);
      if (value === undefined) return found;
      found.push(value);
    }
  }
}

function check(value: string | undefined, name: string, { pattern, most, least = 1 }: Rule): string {
  if (value === undefined) throw violated(value, name, 'Member must not be null');
  if (value.length < least) throw violated(value, name, `Member must have length greater than or equal to ${least}`);
  if (most !== undefined && value.length > most) throw violated(value, name, `Member must have length less than or equal to ${most}`);
  if (pattern && !pattern.test(value))
    throw violated(value, name, `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`);
  return value;
}
