import { AwsError } from './aws-error.js';
import { operatorOf } from './iam-conditions.js';

const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message);
const syntax = (): AwsError => malformed('Syntax errors in policy.');

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal', 'NotPrincipal'];

/**
 * The checks IAM makes on an identity policy that is put, in its words.
 * @throws AwsError MalformedPolicyDocument
 */
export function checkDocument(text: string): void {
  const document = object(parse(text));
  if (Object.keys(document).some((key) => !['Version', 'Id', 'Statement'].includes(key))) throw syntax();
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') throw syntax();
  if (version !== '2012-10-17') throw malformed('Policy document must be version 2012-10-17 or greater.');
  const statements = [document['Statement'] ?? []].flat().map(object);
  if (statements.length === 0) throw syntax();
  for (const statement of statements) checkStatement(statement);
  const sids = statements.flatMap((one) => one['Sid'] ?? []);
  if (new Set(sids).size < sids.length) throw malformed('Statement IDs (SID) in a single policy must be unique.');
}

function checkStatement(statement: Record<string, unknown>): void {
  if (Object.keys(statement).some((key) => !ELEMENTS.includes(key))) throw syntax();
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') throw syntax();
  if ('Principal' in statement || 'NotPrincipal' in statement) throw malformed('Policy document should not specify a principal.');
  const actions = either(statement, 'Action', 'NotAction');
  const resources = either(statement, 'Resource', 'NotResource');
  if (actions.length === 0) throw malformed('Policy statement must contain actions.');
  if (resources.length === 0) throw malformed('Policy statement must contain resources.');
  if (!/^[0-9A-Za-z]*$/.test(String(statement['Sid'] ?? '')))
    throw malformed('Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*');
  for (const resource of resources) checkResource(resource);
  for (const action of actions) checkAction(action);
  if ('Condition' in statement) checkConditions(object(statement['Condition']));
}

function checkAction(action: string): void {
  if (action === '*') return;
  const parts = action.split(':');
  if (parts.length < 2) throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (parts.length > 2) throw malformed('Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9\-.]+$/.test(parts[0] ?? '')) throw malformed(`Vendor ${parts[0]} is not valid`);
}

function checkResource(resource: string): void {
  if (resource === '*') return;
  if (!resource.includes(':')) throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  const parts = resource.split(':');
  if (!['aws', 'aws-cn', 'aws-us-gov', '*'].includes(parts[1] ?? ''))
    throw malformed(
      `Partition "${parts[1]}" is not valid for resource "arn:${[...parts.slice(1), ...Array(6).fill('*')].slice(0, 5).join(':')}".`,
    );
  if (parts.length < 3) throw malformed('Resource vendor must be fully qualified and cannot contain regexes.');
  if (parts.length < 6) throw malformed('The policy failed legacy parsing');
}

function checkConditions(conditions: Record<string, unknown>): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    const read = operatorOf(operator);
    if (!read) throw syntax();
    for (const [key, wanted] of Object.entries(object(keys))) {
      if (!key.includes(':')) throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
      const values = texts(wanted);
      if (read.name.startsWith('Date') && values.some((one) => Number.isNaN(Date.parse(one)) && !/^\d+$/.test(one)))
        throw malformed('The policy failed legacy parsing');
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw syntax();
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntax();
  return value as Record<string, unknown>;
}

function either(statement: Record<string, unknown>, one: string, other: string): string[] {
  if (one in statement && other in statement) throw syntax();
  return texts(statement[one] ?? statement[other] ?? []);
}

function texts(value: unknown): string[] {
  const list = [value].flat();
  if (list.some((item) => !['string', 'boolean', 'number'].includes(typeof item))) throw syntax();
  return list.map(String);
}
