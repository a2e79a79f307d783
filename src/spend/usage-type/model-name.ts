/** Names that are one word although they have a capital inside; only the spelling hangs on them. */
const BRANDS: Record<string, string> = {
  openai: 'OpenAI',
  deepseek: 'DeepSeek',
  minimax: 'MiniMax',
  twelvelabs: 'TwelveLabs',
  gpt: 'GPT',
  glm: 'GLM',
};
/** How makers join their name and its number; the others leave a space. */
const NUMBER_JOINS: Record<string, string> = { gpt: '-', glm: '-', qwen: '' };
/** Makers that AWS writes in front of a model that has a name of its own. One that is missing stays in front, which does no harm. */
const MAKERS = new Set(['openai', 'anthropic', 'amazon', 'meta', 'cohere', 'twelvelabs', 'google', 'writer']);
/** "deepseek.v3.1" and "cohere.rerank-v3" are no names without their maker. */
const needsMaker = (word: string | undefined): boolean => word === undefined || /^[a-z]\d/.test(word) || /^(?:rerank|embed)/.test(word);

/**
 * One spelling for a model however AWS bills it: "Claude4.6Sonnet" (classic), "anthropic.claude-sonnet-4-6-v1:0" (an id) and
 * "Claude 4.6 Sonnet" (Marketplace) are all "Claude Sonnet 4.6". Derived from the words alone, so new models need no change.
 * Null when there is no name.
 */
export function modelName(raw: string): string | null {
  const bare = raw
    .trim()
    .replace(/-20\d{6}(?=[-:]|$)/, '')
    .replace(/(?::\d+k?)+$/, '')
    .replace(/[-_ ]v1$/i, '');
  const [dotted = '', maker] = /^([a-z][a-z0-9]*)\.(?=[a-z])/.exec(bare) ?? [];
  let words = withVersions(wordsOf(bare.slice(dotted.length)));
  if (maker && needsMaker(words[0])) words = [maker, ...words];
  else if (MAKERS.has(words[0] ?? '') && !needsMaker(words[1])) words = words.slice(1);
  return words.length === 0 ? null : spelled(inOrder(words));
}

const INSIDE = /(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z])|(?<=[a-z]{2}|[A-Z]{3})(?=\d)/;

const wordsOf = (name: string): string[] =>
  name
    .split(/[-_\s]+/)
    .flatMap((segment) => (Object.hasOwn(BRANDS, segment.toLowerCase()) ? [segment] : segment.split(INSIDE)))
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());

/** Ids and classic names write a version's dot as a hyphen: 4, 8 is 4.8. A size ("70b") or a year is no part of a version. */
function withVersions(words: string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (/^\d{1,2}$/.test(word) && last !== undefined && /^[a-z]?\d{1,2}$/.test(last)) joined[joined.length - 1] = `${last}.${word}`;
    else joined.push(word);
  }
  return joined;
}

/** AWS writes both "Claude 4.6 Sonnet" and "Claude Sonnet 4.5"; Anthropic writes the latter. */
function inOrder(words: string[]): string[] {
  const [family, version, size, ...rest] = words;
  if (family !== 'claude' || !version || !size || !/^\d/.test(version) || /\d/.test(size)) return words;
  return [family, size, version, ...rest];
}

function spelled(words: string[]): string {
  // OpenAI's open weights are written in lower case, unlike its other models.
  if (words[0] === 'gpt' && words[1] === 'oss') return words.join('-');
  return words.reduce((name, word, index) => {
    const before = words[index - 1] ?? '';
    const join = /^\d/.test(word) && Object.hasOwn(NUMBER_JOINS, before) ? NUMBER_JOINS[before] : ' ';
    return `${name}${index === 0 ? '' : join}${capitalised(word)}`;
  }, '');
}

function capitalised(word: string): string {
  if (Object.hasOwn(BRANDS, word)) return BRANDS[word] as string;
  if (/\d/.test(word) || word.length <= 2) return word.toUpperCase().replace(/(?<=\d)X(?=\d)/g, 'x');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
