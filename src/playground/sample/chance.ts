/** A 32-bit hash of a text (FNV-1a). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/**
 * A number in [0, 1) that depends on nothing but `source` and `step`, so that any day can be made without the days before
 * it. Whole-number arithmetic up to the last division: the same on every machine.
 */
export function chance(source: number, step: number): number {
  let value = (source ^ Math.imul(step + 1, 0x9e3779b1)) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / 4_294_967_296;
}
