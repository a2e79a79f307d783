import { AwsError } from './aws-error.js';
import type { Directory, Entity, Kind } from './iam-directory.js';
import { checkDocument } from './iam-document.js';
import { DOCUMENT, type Form, POLICY_ARN, POLICY_NAME, TAG_KEY, TAG_VALUE } from './iam-input.js';

/** Quotas as IAM names them; inline policies count together and without white space. */
const INLINE = { role: 10_240, user: 2_048 };
const ATTACHED = { role: 'PoliciesPerRole', user: 'PoliciesPerUser' };
const TAGS = { role: 'TagsPerRole', user: 'TagsPerUser' };

type Change = (directory: Directory, entity: Entity, form: Form) => void;

const exceeded = (message: string): AwsError => new AwsError('LimitExceeded', message, 409);

export const putPolicy: Change = (directory, entity, form) => {
  const name = form.text('PolicyName', POLICY_NAME);
  const document = form.text('PolicyDocument', DOCUMENT);
  checkDocument(document);
  const inline = { ...entity.inline, [name]: document };
  const size = Object.values(inline).reduce((sum, one) => sum + one.replace(/\s/g, '').length, 0);
  const limit = INLINE[entity.kind];
  if (size > limit) throw exceeded(`Maximum policy size of ${limit} bytes exceeded for ${entity.kind} ${entity.name}`);
  directory.put({ ...entity, inline });
};

export const deletePolicy: Change = (directory, entity, form) => {
  const name = form.text('PolicyName', POLICY_NAME);
  if (!(name in entity.inline)) throw missingPolicy(entity.kind, name);
  directory.put({ ...entity, inline: Object.fromEntries(Object.entries(entity.inline).filter(([one]) => one !== name)) });
};

export const missingPolicy = (kind: Kind, name: string): AwsError =>
  new AwsError('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`, 404);

/** Attaching twice is attaching once. */
export const attach: Change = (directory, entity, form) => {
  const arn = form.text('PolicyArn', POLICY_ARN);
  if (!directory.managed.has(arn)) throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404);
  if (entity.attached.includes(arn)) return;
  if (entity.attached.length >= 10) throw exceeded(`Cannot exceed quota for ${ATTACHED[entity.kind]}: 10`);
  directory.put({ ...entity, attached: [...entity.attached, arn] });
};

export const detach: Change = (directory, entity, form) => {
  const arn = form.text('PolicyArn', POLICY_ARN);
  if (!entity.attached.includes(arn)) throw new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, 404);
  directory.put({ ...entity, attached: entity.attached.filter((one) => one !== arn) });
};

/** Keys are one key whatever their case; a tag that is there is overwritten. */
export const tag: Change = (directory, entity, form) => {
  const tags = form.members('Tags').map((one) => [one.text('Key', TAG_KEY), one.text('Value', TAG_VALUE)] as const);
  const given = tags.map(([key]) => key.toLowerCase());
  if (new Set(given).size < given.length)
    throw new AwsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if (given.some((key) => key.startsWith('aws:')))
    throw new AwsError('InvalidInput', 'Tag keys beginning with aws: are reserved for system use.');
  const others = Object.entries(entity.tags).filter(([key]) => !given.includes(key.toLowerCase()));
  if (others.length + tags.length > 50) throw exceeded(`Cannot exceed quota for ${TAGS[entity.kind]}: 50`);
  directory.put({ ...entity, tags: Object.fromEntries([...others, ...tags]) });
};

/** Removing a tag that is not there is no error. */
export const untag: Change = (directory, entity, form) => {
  const keys = form.list('TagKeys', TAG_KEY).map((key) => key.toLowerCase());
  directory.put({ ...entity, tags: Object.fromEntries(Object.entries(entity.tags).filter(([key]) => !keys.includes(key.toLowerCase()))) });
};
