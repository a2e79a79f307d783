import { createHash } from 'node:crypto';

/** No l, o, 0 and 1, which look like each other. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The id of a request from the submission that made it: the same submission is the same request. 50 bits. */
export const requestId = (who: string, key: string): string =>
  [...createHash('sha256').update(`${who}\n${key}`).digest().subarray(0, 10)].map((byte) => LETTERS[byte % 32]).join('');

/** An id as typed or pasted: case, spaces and a leading "#" do not matter. */
export const idAsTyped = (typed: string): string =>
  typed
    .trim()
    .replace(/^[#`]+|`+$/g, '')
    .toLowerCase();
