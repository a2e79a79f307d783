import fc from 'fast-check';
import { decimal, exact, percentChange, percentOf, share, sum, usd, ZERO } from '../src/money.js';

/** Decimal text as bills hold it: up to 38 digits, 18 of them after the point. */
const amount = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: 0, max: 18 }))
  .map(([negative, digits, places]) => {
    const padded = String(digits).padStart(places + 1, '0');
    return `${negative ? '-' : ''}${padded.slice(0, padded.length - places)}${places > 0 ? `.${padded.slice(-places)}` : ''}`;
  });

describe('exactness', () => {
  test('a sum is the same in any order and any grouping, and what was added can be taken off again', () =>
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), fc.nat(), (texts, cut) => {
        const amounts = texts.map(decimal);
        const total = exact(sum(amounts));
        const [some, rest] = [amounts.slice(0, cut % 31), amounts.slice(cut % 31)];
        expect(exact(sum([...amounts].reverse()))).toBe(total);
        expect(exact(sum([sum(some), sum(rest)]))).toBe(total);
        expect(exact(amounts.reduce((left, one) => left.minus(one), sum(amounts)))).toBe('0');
      }),
    ));

  test('text goes through unchanged but for zeros that mean nothing, and never gets an exponent', () =>
    fc.assert(
      fc.property(amount, (text) => {
        const written = exact(decimal(text));
        const meant = (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');
        expect(written).toBe(meant);
        expect(exact(decimal(written))).toBe(written);
        expect(written).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    ));

  test.each([
    ['0.1 and 0.2 are 0.3', exact(sum(['0.1', '0.2'].map(decimal))), '0.3'],
    ['a tenth, ten times', exact(sum(Array(10).fill(decimal('0.1')))), '1'],
    ['nothing', exact(sum([])), '0'],
    ['an exponent from AWS', exact(decimal('8.826E-5')), '0.00008826'],
    ['trailing zeros from AWS', exact(decimal('0.0000882600')), '0.00008826'],
    ['thirty places', exact(decimal('1e-30')), '0.000000000000000000000000000001'],
    ['a quadrillion and a millionth', exact(sum(['1000000000000000', '0.000001'].map(decimal))), '1000000000000000.000001'],
    ['a big integer', exact(decimal(123_456_789_012_345_678_901_234_567_890n)), '123456789012345678901234567890'],
    ['minus nothing', exact(ZERO.times(-1)), '0'],
  ])('%s', (_what, got, expected) => expect(got).toBe(expected));

  test.each(['', ' ', 'abc', '1,000', '$5', 'NaN', 'Infinity', '1.2.3', '0x10'])('"%s" is no amount', (text) =>
    expect(() => decimal(text)).toThrow(/Invalid number/),
  );
});

describe('dollars as people read them', () => {
  test.each([
    ['0', '$0.00'],
    ['-0', '$0.00'],
    ['1', '$1.00'],
    ['1234.567', '$1,234.57'],
    ['-3.2', '-$3.20'],
    ['-1234567.891', '-$1,234,567.89'],
    ['999.99', '$999.99'],
    ['999.994', '$999.99'],
    ['999.995', '$1,000.00'],
    ['1000', '$1,000.00'],
    ['123456789012345678.125', '$123,456,789,012,345,678.13'],
    // Half a cent goes away from zero, on both sides.
    ['0.125', '$0.13'],
    ['-0.125', '-$0.13'],
    ['2.675', '$2.68'],
    ['1.005', '$1.01'],
    ['0.014999', '$0.01'],
    ['0.01', '$0.01'],
    // Below a cent two digits stay, so that something is never shown as nothing.
    ['0.00999', '$0.01'],
    ['0.0099', '$0.0099'],
    ['0.005', '$0.005'],
    ['0.00008826', '$0.000088'],
    ['-0.00008826', '-$0.000088'],
    ['0.0000001', '$0.0000001'],
    ['1e-18', '$0.000000000000000001'],
  ])('%s is %s', (text, expected) => expect(usd(decimal(text))).toBe(expected));

  test('what is shown is within half a cent, or within five hundredths of itself below a cent, and has its sign', () =>
    fc.assert(
      fc.property(amount, (text) => {
        const value = decimal(text);
        const shown = usd(value);
        expect(shown).toMatch(/^-?\$(\d{1,3}(,\d{3})*\.\d{2}|0\.0*\d{1,2}|0\.00)$/);
        const read = decimal(shown.replace(/[$,]/g, ''));
        const tolerance = value.abs().lt('0.01') ? value.abs().times('0.05') : decimal('0.005');
        expect(read.minus(value).abs().lte(tolerance)).toBe(true);
        expect(read.cmp(0)).toBe(value.cmp(0));
      }),
    ));
});

describe('percent', () => {
  test.each([
    ['112.34', '100', '+12.3 %'],
    ['87.66', '100', '-12.3 %'],
    ['100', '100', '+0.0 %'],
    ['99.99', '100', '+0.0 %'],
    ['100.05', '100', '+0.1 %'],
    ['99.95', '100', '-0.1 %'],
    ['0', '100', '-100.0 %'],
    ['-50', '100', '-150.0 %'],
    ['1', '0.0001', '+999,900.0 %'],
    ['2', '3', '-33.3 %'],
    ['5', '0', undefined],
    ['0', '0', undefined],
    ['5', '-2', undefined],
  ])('%s after %s is %s', (now, then, expected) => expect(percentChange(decimal(now), decimal(then))).toBe(expected));

  test.each([
    ['371', '1000', '37.1 %'],
    ['1', '3', '33.3 %'],
    ['2', '3', '66.7 %'],
    ['0', '3', '0.0 %'],
    ['3', '3', '100.0 %'],
    ['-1', '10', '-10.0 %'],
    ['-0.0001', '10', '0.0 %'],
    ['0.0001', '10', '0.0 %'],
    ['1', '0', undefined],
    ['1', '-4', undefined],
  ])('%s of %s is %s', (part, whole, expected) => expect(percentOf(decimal(part), decimal(whole))).toBe(expected));

  test('shares of a whole are a hundred together', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }), (cents) => {
        const parts = cents.map((one) => decimal(one).div(100));
        const together = sum(parts.map((part) => share(part, sum(parts)) ?? ZERO));
        expect(together.minus(100).abs().lt('0.000000000000001')).toBe(true);
      }),
    ));
});
