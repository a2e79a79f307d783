import type { Context } from './iam-conditions.js';
import { Directory, type Entity, type IamSeed } from './iam-directory.js';
import { type Decision, evaluate, type Policy } from './iam-evaluate.js';
import { policiesOf, type Simulator } from './iam-simulate.js';

/** An entity to be, by its ARN; what is not said is empty. */
export type NewEntity = Pick<Entity, 'arn'> & Partial<Omit<Entity, 'arn' | 'kind' | 'account' | 'name' | 'path'>>;

/** IAM from behind: what somebody does in the console, and what holds in truth. */
export interface FakeIam {
  /** Adds a role or user, or replaces it. */
  put(entity: NewEntity): void;
  remove(arn: string): void;
  /** As it truly is, whatever readers see yet. */
  entity(arn: string): Entity | undefined;
  /** Adds a managed policy. */
  managed(arn: string, document: unknown): void;
  /** From now on changes are seen only after so many milliseconds of the world's clock. */
  spreadsIn(ms: number): void;
  /** A service control policy over all accounts but the one that pays; undefined lifts it. */
  organisation(document: unknown): void;
  /** Pages are no longer than this. */
  pageItems(most: number | undefined): void;
  /** How the simulator answers: once for each action (since 2026), or once for each action and resource as before. */
  simulatorAnswers(how: Simulator['answers']): void;
  /** What AWS would decide now about a real request of this principal, with the time as aws:CurrentTime. */
  decides(arn: string, action: string, resource: string, context?: Record<string, string | string[]>): Decision;
}

export interface IamWorld {
  fake: FakeIam;
  directory: Directory;
  simulator: Simulator;
}

const ARN = /^arn:aws:iam::(\d{12}):(role|user)(\/(?:.*\/)?)([^/]+)$/;
const EVERYTHING: Policy = {
  id: 'FullAWSAccess',
  document: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/** `payer` is the organisation's management account: service control policies do not bind it. */
export function createIamWorld(seed: IamSeed, now: () => Date, payer: () => string): IamWorld {
  const directory = new Directory(seed, now);
  let control: Policy | undefined;
  const simulator: Simulator = {
    directory,
    organisation: (account) => (account === payer() ? undefined : [EVERYTHING, ...(control ? [control] : [])]),
    answers: 'by-action',
    pageItems: undefined,
  };
  const parts = (arn: string): Pick<Entity, 'arn' | 'account' | 'kind' | 'path' | 'name'> => {
    const [, account = '', kind, path = '/', name = ''] = ARN.exec(arn) ?? [];
    if (kind !== 'role' && kind !== 'user') throw new Error(`${arn} is no role or user`);
    return { arn, account, kind, path, name };
  };
  const entity = (arn: string): Entity | undefined => {
    const { account, kind, name } = parts(arn);
    const found = directory.latest(account, kind, name);
    return found?.arn === arn ? found : undefined;
  };

  const fake: FakeIam = {
    put: (given) => directory.put({ createdAt: now().toISOString(), tags: {}, inline: {}, attached: [], ...given, ...parts(given.arn) }),
    remove(arn) {
      const found = entity(arn);
      if (found) directory.remove(found);
    },
    entity,
    managed: (arn, document) => void directory.managed.set(arn, JSON.stringify(document)),
    spreadsIn(ms) {
      directory.delay = ms;
    },
    organisation(document) {
      control = document === undefined ? undefined : { id: 'organisation', document: JSON.stringify(document) };
    },
    pageItems(most) {
      simulator.pageItems = most;
    },
    simulatorAnswers(how) {
      simulator.answers = how;
    },
    decides(arn, action, resource, given = {}) {
      const { account, kind, name } = parts(arn);
      const found = directory.visible(account, kind, name);
      if (!found) return 'implicitDeny';
      const context: Context = new Map(
        Object.entries({ 'aws:CurrentTime': now().toISOString(), ...given }).map(([key, value]) => [key.toLowerCase(), [value].flat()]),
      );
      return evaluate({ ...policiesOf(simulator, found), action, resource, context }).decision;
    },
  };
  return { fake, directory, simulator };
}
