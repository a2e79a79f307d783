import { AwsError } from './aws-error.js';

export type Kind = 'role' | 'user';

/** A role or user as IAM keeps it. */
export interface Entity {
  arn: string;
  kind: Kind;
  account: string;
  name: string;
  path: string;
  createdAt: string;
  tags: Record<string, string>;
  /** JSON documents by name, as they were put. */
  inline: Record<string, string>;
  attached: string[];
  boundary?: string;
  /** Who may assume it. */
  trust?: string;
  lastUsed?: { at: string; region: string };
}

/** What there is at the beginning; managed policies are documents by ARN. */
export interface IamSeed {
  entities: Entity[];
  managed: Record<string, string>;
}

interface Version {
  visibleAt: number;
  state: Entity | undefined;
}

/** IAM's rows over all accounts. Changes apply at once and are seen by readers only after the delay, as IAM spreads them. */
export class Directory {
  /** Milliseconds of the world's clock until a change is seen. */
  delay = 0;
  readonly managed: Map<string, string>;
  /** Called after every change. */
  onChange: (() => void) | undefined;
  private readonly versions = new Map<string, Version[]>();

  constructor(
    seed: IamSeed,
    private readonly now: () => Date,
  ) {
    this.managed = new Map(Object.entries(seed.managed));
    for (const entity of seed.entities) this.versions.set(keyOf(entity), [{ visibleAt: Number.NEGATIVE_INFINITY, state: entity }]);
  }

  /** As it truly is. */
  latest(account: string, kind: Kind, name: string): Entity | undefined {
    return this.versions.get(keyOf({ account, kind, name }))?.at(-1)?.state;
  }

  /** As readers and every other service see it by now. */
  visible(account: string, kind: Kind, name: string): Entity | undefined {
    return this.seen(this.versions.get(keyOf({ account, kind, name })) ?? []);
  }

  all(account: string, kind: Kind): Entity[] {
    return [...this.versions.values()]
      .flatMap((versions) => this.seen(versions) ?? [])
      .filter((entity) => entity.account === account && entity.kind === kind)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsError NoSuchEntity */
  mustHave(account: string, kind: Kind, name: string, look: 'latest' | 'visible' = 'visible'): Entity {
    const found = this[look](account, kind, name);
    if (!found) throw new AwsError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`, 404);
    return found;
  }

  /** The entity to change. @throws AwsError NoSuchEntity, or UnmodifiableEntity for what belongs to AWS. */
  mine(account: string, kind: Kind, name: string): Entity {
    const found = this.mustHave(account, kind, name, 'latest');
    if (/^\/aws-(reserved|service-role)\//.test(found.path))
      throw new AwsError(
        'UnmodifiableEntity',
        `Cannot perform the operation on the protected role '${found.name}' - this role is only modifiable by AWS`,
      );
    return found;
  }

  put(entity: Entity): void {
    this.version(entity, entity);
  }

  remove(entity: Entity): void {
    this.version(entity, undefined);
  }

  /** All as it truly is. */
  snapshot(): IamSeed {
    return {
      entities: [...this.versions.values()].flatMap((versions) => versions.at(-1)?.state ?? []),
      managed: Object.fromEntries(this.managed),
    };
  }

  private version(of: Entity, state: Entity | undefined): void {
    const versions = this.versions.get(keyOf(of)) ?? [];
    versions.push({ visibleAt: this.delay === 0 ? Number.NEGATIVE_INFINITY : this.now().getTime() + this.delay, state });
    this.versions.set(keyOf(of), versions);
    this.onChange?.();
  }

  private seen(versions: Version[]): Entity | undefined {
    return versions.findLast((one) => one.visibleAt <= this.now().getTime())?.state;
  }
}

/** Names are unique in an account whatever their case. */
const keyOf = ({ account, kind, name }: Pick<Entity, 'account' | 'kind' | 'name'>): string => `${account}/${kind}/${name.toLowerCase()}`;
