/** "CodeAssistant-prod_2" is code, assistant, prod, 2. */
const words = (name: string): string[] =>
  name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** What people named: the role of an assumed role without its session, the user, the role with its path. */
const given = (arn: string): string => {
  const [, kind, rest = ''] = /:(assumed-role|role|user)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'assumed-role') return rest.split('/')[0] ?? '';
  return kind ? rest : (arn.split('/').at(-1) ?? arn);
};

/**
 * Whether an untagged principal looks like a team's: the words of the team's name or of an alias stand in its name, whole
 * and in order. A guess, to be shown as one. Names of fewer than three letters say too little.
 *
 * @param names the team's name and aliases
 */
export function looksLike(arn: string, names: string[]): boolean {
  const own = ` ${words(given(arn)).join(' ')} `;
  return names.some((name) => {
    const wanted = words(name).join(' ');
    return wanted.length >= 3 && own.includes(` ${wanted} `);
  });
}
