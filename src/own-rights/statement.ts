/** A statement of an IAM policy document, as far as the bot's own policies use them. */
export interface Statement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource?: string | string[];
  NotResource?: string[];
  Principal?: { AWS: string };
  Condition?: Record<string, Record<string, string[]>>;
}

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: Statement[];
}

export const documentOf = (Statement: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement });
