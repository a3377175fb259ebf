const units = [
  { seconds: 86_400, unit: 'd' },
  { seconds: 3_600, unit: 'h' },
  { seconds: 60, unit: 'min' },
] as const;

/** A time span in its largest unit, whole and rounded down: `3 d`, `5 h`, `7 min`, `42 s`. */
export function shortDuration(seconds: number): string {
  const fitting = units.find((one) => seconds >= one.seconds);
  if (fitting === undefined) return `${seconds} s`;
  return `${Math.floor(seconds / fitting.seconds)} ${fitting.unit}`;
}
