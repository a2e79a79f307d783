import { principalArn, sessionRole } from '../src/aws/arn.js';
import { canonical, decodeDocument, sameDocument } from '../src/aws/iam-document.js';
import { roomFor, sizeOf } from '../src/aws/iam-quota.js';

describe('room for inline policies', () => {
  const of = (size: number): string => 'x'.repeat(size);
  const have = (...sizes: number[]) => sizes.map((size, index) => ({ name: `p${index}`, document: of(size) }));

  test.each<[string, 'role' | 'user', number[], { name: string; document: string }, number, boolean]>([
    ['an empty role', 'role', [], { name: 'new', document: of(10_240) }, 10_240, true],
    ['one too many', 'role', [], { name: 'new', document: of(10_241) }, 10_241, false],
    ['all policies of a role count together', 'role', [5_000, 5_000], { name: 'new', document: of(241) }, 10_241, false],
    ['a policy that is replaced does not', 'role', [5_000, 5_000], { name: 'p1', document: of(5_240) }, 10_240, true],
    ['a user has 2,048', 'user', [2_000], { name: 'new', document: of(48) }, 2_048, true],
    ['and no more', 'user', [2_000], { name: 'new', document: of(49) }, 2_049, false],
    ['white space is not counted', 'user', [2_040], { name: 'new', document: ' {\n\t"a": 1 }\r\n' }, 2_047, true],
  ])('%s', (_what, kind, sizes, policy, used, fits) => {
    expect(roomFor({ kind, inline: have(...sizes) }, policy)).toEqual({ used, limit: kind === 'role' ? 10_240 : 2_048, fits });
  });

  test('what is counted is characters', () => expect(sizeOf('{"a": "ü 1"}')).toBe('{"a":"ü1"}'.length));
});

describe('the same document, however it is spelled', () => {
  test.each([
    ['blanks', '{"a":1}', '{\n  "a": 1\n}', true],
    ['order of keys, at every depth', '{"b":{"y":1,"x":2},"a":[{"d":1,"c":2}]}', '{"a":[{"c":2,"d":1}],"b":{"x":2,"y":1}}', true],
    ['order of lists', '{"a":[1,2]}', '{"a":[2,1]}', false],
    ['a list of one and its element', '{"a":["x"]}', '{"a":"x"}', false],
    ['text and number', '{"a":"1"}', '{"a":1}', false],
    ['escapes', '{"a":"\\u0041/"}', '{"a":"A\\/"}', true],
    ['no JSON, the same', 'nothing', 'nothing', true],
    ['no JSON, another', 'nothing', '{}', false],
  ])('%s', (_what, a, b, same) => expect(sameDocument(a, b)).toBe(same));

  test('canonical JSON has keys in order and no blanks', () =>
    expect(canonical('{ "b": 1, "a": { "d": [3], "c": null } }')).toBe('{"a":{"c":null,"d":[3]},"b":1}'));

  test.each([
    ['%7B%22a%22%3A%22b%20c%2B%22%7D', '{"a":"b c+"}'],
    ['{"a":"100%"}', '{"a":"100%"}'],
    [undefined, ''],
  ])('a document as IAM hands it out: %s', (encoded, document) => expect(decodeDocument(encoded)).toBe(document));
});

describe('ARNs', () => {
  test.each([
    ['arn:aws:iam::111122223333:role/App', 'role', '/', 'App'],
    ['arn:aws:iam::111122223333:role/teams/ai/App', 'role', '/teams/ai/', 'App'],
    ['arn:aws-us-gov:iam::111122223333:user/a.b@c+d=e,f', 'user', '/', 'a.b@c+d=e,f'],
  ])('%s', (arn, kind, path, name) => expect(principalArn(arn)).toMatchObject({ account: '111122223333', kind, path, name }));

  test.each([
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/teams/',
    'arn:aws:iam::111122223333:group/Team',
    'arn:aws:iam::1111:role/App',
    'arn:aws:iam::111122223333:root',
    'arn:aws:sts::111122223333:assumed-role/App/me',
    'arn:aws:iam::111122223333:role/App\n',
    'x arn:aws:iam::111122223333:role/App',
  ])('no role or user: %s', (arn) => expect(principalArn(arn)).toBeUndefined());

  test('a session is of a role whose path is not known', () =>
    expect(sessionRole('arn:aws:sts::111122223333:assumed-role/App/ada@halden.example')).toEqual({
      account: '111122223333',
      name: 'App',
      arn: 'arn:aws:iam::111122223333:role/App',
    }));
});
