/** A number's sign, digits and exponent: `-1.50e3`. */
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u;
/** A double keeps any 15 digits, if no exponent makes them too small or too large. */
const SURELY_EXACT = /^[\d.-]{1,15}$/u;

/**
 * The double of a number, if Event Ruler can compare it: the text is the shortest one of a double, or that with more
 * zeros. Others are compared by their text alone, and fulfil no `numeric`.
 */
export function comparableNumber(text: string): number | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  const isExact = SURELY_EXACT.test(text) || plainDecimal(String(number)) === plainDecimal(text);
  // There is no negative zero among decimals.
  return isExact ? number + 0 : undefined;
}

/** The same text for every way to write a decimal. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/u, '');
  const significant = withoutLastZeros(digits);
  if (significant === '') return '0';
  const scale = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${scale}`;
}

/** Not by a regular expression: it would try the zeros inside over and over. */
function withoutLastZeros(digits: string): string {
  let end = digits.length;
  while (digits.charAt(end - 1) === '0') end -= 1;
  return digits.slice(0, end);
}
