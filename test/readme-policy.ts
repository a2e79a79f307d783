import { parse } from 'yaml';
import { fileSchema } from '../src/config-schema.js';
import { dutiesOf } from '../src/own-rights/duties.js';
import { policiesFor } from '../src/own-rights/policy.js';

/** The role that the README's examples run as. */
export const README_ROLE = 'arn:aws:iam::111122223333:role/Aispend';

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
const json = (value: unknown): string =>
  fenced(
    'json',
    // Short lists stand on one line, as people write them.
    JSON.stringify(value, undefined, 2).replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_all, inner: string) => {
      const one = `[${inner.replace(/\n\s+/g, ' ')}]`;
      return one.length <= 110 ? one : _all;
    }),
  );

/** What stands between the markers of the README, by the marker's name. */
export function generated(readme: string): Record<string, string> {
  const example = /<!-- policy of: access -->\s*```yaml\n([\s\S]*?)```/.exec(readme)?.[1];
  if (example === undefined) throw new Error('README.md has no example of access in front of its policy');
  const reading = fileSchema.parse({});
  const acting = fileSchema.parse(parse(example));
  const plain = policiesFor(reading, README_ROLE);
  const whole = policiesFor(acting, README_ROLE);
  const everything = fileSchema.parse({ ...acting, anomalies: { sameDay: { enabled: true } } });
  return {
    reading: json(plain.bot),
    reasons: [
      '| actions | why |',
      '| --- | --- |',
      ...dutiesOf(everything, README_ROLE).map((one) => `| ${one.actions.map((action) => `\`${action}\``).join(', ')} | ${one.why} |`),
    ].join('\n'),
    'acting: the role aispend runs as': json(whole.bot),
    'acting: each role it assumes': json(whole.assumed?.policy),
    'acting: their trust policy': json(whole.assumed?.trust),
  };
}

/** The README with everything between markers made anew. @throws Error for a marker that is missing */
export function withPolicies(readme: string): string {
  return Object.entries(generated(readme)).reduce((text, [name, content]) => {
    const [from, to] = [`<!-- policy: ${name} -->`, '<!-- end of policy -->'];
    const start = text.indexOf(from);
    const end = text.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`README.md has no ${from} … ${to}`);
    const indent = /[ ]*$/.exec(text.slice(0, start))?.[0] ?? '';
    const lines = ['', ...content.split('\n'), ''].map((line) => (line === '' ? '' : `${indent}${line}`));
    return `${text.slice(0, start + from.length)}\n${lines.slice(1, -1).join('\n')}\n${indent}${text.slice(end)}`;
  }, readme);
}
