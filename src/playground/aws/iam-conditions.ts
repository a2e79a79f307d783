/** Context keys of a request in lower case (IAM does not mind their case) with their values. */
export type Context = Map<string, string[]>;

/** `*` stands for any text and `?` for one character, over slashes and colons too. */
export function matches(pattern: string, text: string, ignoreCase = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^]*')
    .replace(/\?/g, '[^]');
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '').test(text);
}

type Test = (given: string, wanted: string) => boolean;
const moment = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const compare = (read: (text: string) => number, name: string): Record<string, Test> => ({
  [`${name}Equals`]: (given, wanted) => read(given) === read(wanted),
  [`${name}LessThan`]: (given, wanted) => read(given) < read(wanted),
  [`${name}LessThanEquals`]: (given, wanted) => read(given) <= read(wanted),
  [`${name}GreaterThan`]: (given, wanted) => read(given) > read(wanted),
  [`${name}GreaterThanEquals`]: (given, wanted) => read(given) >= read(wanted),
});

const TESTS: Record<string, Test> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => matches(wanted, given),
  ArnEquals: (given, wanted) => matches(wanted, given),
  ArnLike: (given, wanted) => matches(wanted, given),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  ...compare(Number, 'Numeric'),
  ...compare(moment, 'Date'),
};
const OPPOSITES: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

interface Operator {
  over: 'ForAnyValue' | 'ForAllValues' | undefined;
  name: string;
  ifExists: boolean;
}

/** "ForAnyValue:StringEqualsIfExists" in its parts; undefined when IAM has no such operator. */
export function operatorOf(text: string): Operator | undefined {
  const [, over, name = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(text) ?? [];
  if (!(name in TESTS) && !(name in OPPOSITES) && name !== 'Null') return undefined;
  return { over: over as Operator['over'], name, ifExists: ifExists !== undefined };
}

/** Whether one condition holds: some wanted value for a positive operator, none of them for a negated one. */
function holds(operator: Operator, given: string[] | undefined, wanted: string[]): boolean {
  if (operator.name === 'Null') return wanted.some((one) => (one.toLowerCase() === 'true') === (given === undefined));
  const opposite = OPPOSITES[operator.name];
  const test = TESTS[opposite ?? operator.name] as Test;
  if (given === undefined)
    return operator.ifExists || operator.over === 'ForAllValues' || (opposite !== undefined && operator.over === undefined);
  const one = (value: string): boolean => wanted.some((want) => test(value, want)) === (opposite === undefined);
  return operator.over === 'ForAllValues' ? given.every(one) : given.some(one);
}

export type Conditions = Record<string, Record<string, string | string[]>>;

/** Whether all conditions of a statement hold, and which keys they ask for that nobody gave. */
export function conditionsHold(conditions: Conditions, context: Context): { hold: boolean; missing: string[] } {
  const missing: string[] = [];
  let hold = true;
  for (const [text, keys] of Object.entries(conditions))
    for (const [key, wanted] of Object.entries(keys)) {
      const given = context.get(key.toLowerCase());
      if (given === undefined) missing.push(key);
      const operator = operatorOf(text);
      if (!operator || !holds(operator, given, [wanted].flat().map(String))) hold = false;
    }
  return { hold, missing };
}
