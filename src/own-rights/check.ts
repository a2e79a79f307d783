import { principalArn } from '../aws/arn.js';
import type { Iam, Simulated, Simulation } from '../aws/iam.js';
import type { FileConfig } from '../config-schema.js';
import { isSayable, UsageError } from '../errors.js';
import { dangersFor } from './dangers.js';
import { acts, type Duty, dutiesOf, rolesToAssume } from './duties.js';

/** What is wrong with the rights of a role the bot acts as; `line` is one sentence that may be shown as plain text. */
export interface Fault {
  kind: 'missing' | 'too wide' | 'not checked';
  /** ARN of the role; absent when not even that is known. */
  of?: string;
  actions: string[];
  line: string;
}

/** `checked`: ARNs whose rights were looked at. Neither faults nor anything checked: this configuration needs no rights. */
export interface OwnRights {
  needed: boolean;
  checked: string[];
  faults: Fault[];
}

type Simulator = Pick<Iam, 'simulate'>;

/**
 * Compares what the bot may do with what it does, by IAM's own simulator. `own` asks with the process's credentials, `acting`
 * in sessions of the roles to assume. What cannot be simulated is a fault of its own: nothing is taken for granted.
 */
export async function checkOwnRights(settings: FileConfig, own: Pick<Iam, 'self'> & Simulator, acting: Simulator): Promise<OwnRights> {
  if (dutiesOf(settings).length === 0) return { needed: false, checked: [], faults: [] };
  const checked: string[] = [];
  const faults: Fault[] = [];
  const self = await sayable(() => own.self());
  if ('line' in self) faults.push({ kind: 'not checked', actions: [], line: `Who aispend runs as could not be found out. ${self.line}` });
  const duties = dutiesOf(settings, 'line' in self ? undefined : self.value);
  const roles = rolesToAssume(settings);
  const subjects = [
    ...('line' in self ? [] : [{ arn: self.value, whose: 'bot' as const, by: own as Simulator }]),
    ...roles.map((arn) => ({ arn, whose: 'assumed' as const, by: acting })),
  ];
  for (const { arn, whose, by } of subjects) {
    const changesIam = acts(settings) && (whose === 'assumed' || roles.length === 0);
    const found = await sayable(() =>
      check(
        arn,
        duties.filter((one) => one.of === whose),
        settings.access.rolePath,
        changesIam,
        by,
      ),
    );
    if ('line' in found) faults.push({ kind: 'not checked', of: arn, actions: [], line: `${found.line}${pathHint(arn, found.line)}` });
    else {
      checked.push(arn);
      faults.push(...found.value);
    }
  }
  return { needed: true, checked, faults };
}

async function check(arn: string, duties: Duty[], path: string, changesIam: boolean, by: Simulator): Promise<Fault[]> {
  const principal = principalArn(arn);
  if (!principal) throw new UsageError(`${arn || 'Whoever asks'} is neither an IAM role nor a user; let aispend run as a role of its own.`);
  const faults: Fault[] = [];
  for (const duty of duties) {
    const results = (await Promise.all(questions(duty, principal.account).map((one) => by.simulate({ principal: arn, ...one })))).flat();
    const denied = results.filter((one) => one.decision !== 'allowed');
    for (const against of new Set(denied.map(standsAgainst))) {
      const actions = denied.filter((one) => standsAgainst(one) === against).map((one) => one.action);
      faults.push({ kind: 'missing', of: arn, actions, line: `${actions.join(', ')}: ${against}. Needed ${duty.why}.` });
    }
  }
  for (const { where, means, actions: asked, resources, context = [] } of dangersFor(principal, arn, path, changesIam)) {
    const results = await by.simulate({ principal: arn, actions: asked, resources, context });
    const actions = results.filter((one) => one.decision === 'allowed' || one.resources.some(({ decision }) => decision === 'allowed'));
    if (actions.length === 0) continue;
    const names = actions.map((one) => one.action);
    faults.push({
      kind: 'too wide',
      of: arn,
      actions: names,
      line: `${names.join(', ')} ${where}: allowed, although not needed. ${means}`,
    });
  }
  return faults;
}

/** What to ask about a duty: a resource of the right kind for each action, and the values its conditions ask for. */
function questions({ actions, resources, condition = {} }: Duty, account: string): Omit<Simulation, 'principal'>[] {
  const context = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      key,
      type: operator.startsWith('For') ? ('stringList' as const) : ('string' as const),
      values: values.slice(0, 1),
    })),
  );
  if (resources === '*') return [{ actions, resources: [], context }];
  const concrete = [resources].flat().map((one) => one.replace('::*:', `::${account}:`).replace(/\*$/, 'aispend-probe'));
  const forUsers = (action: string): boolean => /User/.test(action);
  return [true, false].flatMap((users) => {
    const some = actions.filter((one) => forUsers(one) === users);
    const on = concrete.filter((one) => users === one.includes(':user/') || (!users && actions.every((action) => !forUsers(action))));
    return some.length === 0 ? [] : [{ actions: some, resources: on, context }];
  });
}

/** Who may not read its own role knows it without its path, and IAM knows no such role. */
const pathHint = (arn: string, line: string): string =>
  principalArn(arn)?.path === '/' && line.includes('NoSuchEntity') ? ' If the role has a path, allow iam:GetRole on it.' : '';

function standsAgainst({ by, decision }: Simulated): string {
  if (by === 'organisation') return 'a policy of the organisation (SCP) does not allow it';
  if (by === 'boundary') return 'the permissions boundary does not allow it';
  return decision === 'explicitDeny' ? 'a policy denies it' : 'not allowed';
}

async function sayable<T>(run: () => Promise<T>): Promise<{ value: T } | { line: string }> {
  try {
    return { value: await run() };
  } catch (error) {
    if (!isSayable(error)) throw error;
    return { line: error.message };
  }
}
