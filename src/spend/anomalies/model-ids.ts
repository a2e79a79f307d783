import { modelName } from '../usage-type/model-name.js';

/**
 * The model that an id of Bedrock's (or of an inference profile) means, among names as the bill has them: "us.anthropic.claude-
 * sonnet-4-5-20250929-v1:0" is "Claude Sonnet 4.5". Undefined where none or more than one has the same words; no guessing.
 */
export function modelOfId(modelId: string, names: Iterable<string>): string | undefined {
  const id = (modelId.split('/').at(-1) ?? modelId).replace(/^[a-z-]+\.(?=[a-z][a-z0-9]*\.[a-z])/, '').replace(/[-:]v?\d+:\d+(:\w+)?$/, '');
  const wanted = wordsOf(modelName(id) ?? id);
  const found = [...names].filter((name) => wordsOf(name) === wanted);
  return found.length === 1 ? found[0] : undefined;
}

/** Words in any order; "2.0" is "2", and "instruct" is left out because the bill leaves it out. */
const wordsOf = (name: string): string =>
  (name.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?/g) ?? [])
    .map((word) => word.replace(/\.0$/, ''))
    .filter((word) => word !== 'instruct')
    .sort()
    .join(' ');
