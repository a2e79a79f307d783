/** Whoever signs a request. */
export interface Caller {
  arn: string;
  /** Set when the role was assumed; CloudTrail shows it with everything the session does. */
  sourceIdentity?: string;
}

export interface SessionKeys {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: string;
}

/** Who is behind an access key: the session it was given to, or the bot itself, whose own keys are not looked at. */
export class Callers {
  private readonly sessions = new Map<string, Caller>();
  constructor(private readonly bot: () => string) {}

  of(accessKeyId: string): Caller {
    return this.sessions.get(accessKeyId) ?? { arn: this.bot() };
  }

  /** Keys of a new session. They expire by the machine's clock, as signatures are made by it. */
  issue(caller: Caller, seconds: number): SessionKeys {
    const AccessKeyId = `ASIA4EXAMPLE${String(this.sessions.size + 1).padStart(8, '0')}`;
    this.sessions.set(AccessKeyId, caller);
    return {
      AccessKeyId,
      SecretAccessKey: 'example',
      SessionToken: `session-${AccessKeyId}`,
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    };
  }
}
