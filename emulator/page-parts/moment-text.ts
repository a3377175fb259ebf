const momentFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** A moment (RFC 3339) in the user's time zone. */
export function momentText(moment: string): string {
  return momentFormat.format(new Date(moment));
}
