const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

/**
 * A duration in the largest unit that it has at least two of, rounded down: 47 hours, and 2 days from
 * 48 hours on.
 */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = units.find((candidate) => whole >= 2 * candidate.seconds) ?? units[3];
  const count = Math.floor(whole / unit.seconds);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}

/** When a PENDING source expires. */
export function expiryText(secondsLeft: number): string {
  return secondsLeft < 1
    ? 'Expires now'
    : `Expires in ${durationText(secondsLeft)} unless accepted`;
}

/** How long ago something was; a time in the future, because clocks differ, is just now. */
export function agoText(seconds: number): string {
  return seconds < 5 ? 'just now' : `${durationText(seconds)} ago`;
}

/** A moment as `datetime-local` inputs have it, in the user's time zone; empty for none. */
export function inputText(moment: string): string {
  if (moment === '') return '';
  const date = new Date(moment);
  // Moved, so that what the text has in UTC is what the user's clock shows.
  const movedMs = date.getTime() - date.getTimezoneOffset() * 60_000;
  return new Date(movedMs).toISOString().slice(0, 16);
}

/** The moment that a `datetime-local` input names (RFC 3339); empty if it names none. */
export function momentOf(typed: string): string {
  const date = new Date(typed);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
