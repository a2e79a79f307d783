const MODALITIES = ['text', 'speech', 'audio', 'image', 'images', 'video'];

/** The words AWS builds meters and their suffixes from. A model's name is whatever is not made of these. */
const WORDS = new Set(
  [
    ...MODALITIES,
    'input output cache cached read write cacheread cachewrite token tokens count tokencount million per minute',
    'standard batch flex priority latency optimized optimised global geo cross region long ctx context lctx',
    'reserved month months tpm provisioned throughput no commit model unit units usage',
    'customization training storage custom import search searchunits created generated second seconds',
  ].flatMap((line) => line.split(' ')),
);
const NUMBERS = /^\d+(?:[mh]|months?)?$/;
const isMeterWord = (word: string): boolean => WORDS.has(word) || NUMBERS.test(word);

/** "CacheWrite1hInputTPM" -> Cache, Write, 1h, Input, TPM. */
const CAMEL = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=\d)/;

/**
 * One spelling for the three grammars: "InputTokenCount_Global_Batch", "input_tokens_global_batch" and "input-tokens-global-batch"
 * differ only in how words are joined. Segments that are not meter words keep their letters, since they are a model's name;
 * so does a lone "Text" or "Image" ("TitanEmbeddingV2-Text"), where AWS writes the modality of a meter in lower case.
 */
export function hyphenated(text: string): string {
  return text
    .split(/[-_]/)
    .map((segment) => {
      const whole = segment.toLowerCase();
      if (isMeterWord(whole)) return MODALITIES.includes(whole) ? segment : whole;
      const words = segment.split(CAMEL).map((word) => word.toLowerCase());
      return words.every(isMeterWord) ? words.join('-') : segment;
    })
    .join('-');
}
