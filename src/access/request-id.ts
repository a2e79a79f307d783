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

/** The same whether there is none or only none for this person: that there is one is not for everybody to know. */
export const noneToSee = (typed: string): string =>
  `There is no access request "${typed.slice(0, 20)}" that you may see: it is shown to who asked, to those who decide, and to the managers of its team and the admins. \`access list\` shows yours.`;
