const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

/**
 * A length of time in the largest unit of which there are at least two, rounded down: 47 hours, and
 * from 48 on 2 days.
 */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = units.find((candidate) => whole >= 2 * candidate.seconds) ?? units[3];
  const count = Math.floor(whole / unit.seconds);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}

/** How long until a PENDING source is gone, and why that matters. */
export function expiryText(secondsLeft: number): string {
  const when = secondsLeft < 1 ? 'expires now' : `expires in ${durationText(secondsLeft)}`;
  return `${when}: nobody has accepted it`;
}

/** How long ago something was; what seems to lie ahead, because clocks differ, is just now. */
export function agoText(seconds: number): string {
  return seconds < 5 ? 'just now' : `${durationText(seconds)} ago`;
}

const momentFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A moment (RFC 3339) in the reader's own time zone. */
export function momentText(moment: string): string {
  return momentFormat.format(new Date(moment));
}
