const hourMs = 3_600_000;

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An RFC 3339 date-time as people write it: `28 November 2026, 19:00 UTC`. */
export function dateText(dateTime: string): string {
  return `${format.format(new Date(dateTime)).replace(' at ', ', ')} UTC`;
}

/** The date-time so many hours later. */
export function hoursAfter(dateTime: string, hours: number): string {
  return new Date(Date.parse(dateTime) + hours * hourMs).toISOString();
}

/** The date-time so many days later. */
export function daysAfter(dateTime: string, days: number): string {
  return hoursAfter(dateTime, days * 24);
}
