const wholeNumber = new Intl.NumberFormat('en-GB');
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A whole number with separators: 1,204. */
export function amountText(amount: number): string {
  return wholeNumber.format(amount);
}

/** How many there are of something: `1 event`, `1,204 events`. */
export function countOf(count: number, noun: string): string {
  return `${amountText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const byteUnits = [
  { name: 'GB', bytes: 1e9 },
  { name: 'MB', bytes: 1e6 },
  { name: 'kB', bytes: 1e3 },
] as const;

/** A size in the largest unit that it has one of. */
export function bytesText(bytes: number): string {
  const unit = byteUnits.find((candidate) => bytes >= candidate.bytes);
  if (unit === undefined) return countOf(bytes, 'byte');
  return `${oneDecimal.format(bytes / unit.bytes)} ${unit.name}`;
}
