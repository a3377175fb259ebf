/** How somebody reads times; what is left out is as the browser has it. */
export interface Viewer {
  readonly locale?: string;
  readonly timeZone?: string;
}

/** A moment (RFC 3339) in the viewer's time zone and language. */
export function momentText(moment: string, { locale, timeZone }: Viewer = {}): string {
  return formatOf(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(moment),
  );
}

/** A moment to the second, with its offset and time zone: `2026-11-21T20:00:00+01:00 (Europe/Berlin)`. */
export function exactText(moment: string, { timeZone }: Viewer = {}): string {
  const format = formatOf('en-GB', { ...isoFields, timeZone });
  const parts = new Map(
    format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  const day = `${part('year')}-${part('month')}-${part('day')}`;
  const clock = `${part('hour')}:${part('minute')}:${part('second')}`;
  const offset = part('timeZoneName').replace(/GMT|UTC/, '') || '+00:00';
  return `${day}T${clock}${offset} (${format.resolvedOptions().timeZone})`;
}

/** The viewer's time zone as it is at a moment: `Europe/Berlin (GMT+1)`. */
export function zoneText(moment: Date, { timeZone }: Viewer = {}): string {
  const format = formatOf('en-GB', { timeZoneName: 'shortOffset', timeZone });
  const offset = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value;
  const zone = format.resolvedOptions().timeZone;
  return zone === 'UTC' ? zone : `${zone} (${offset ?? 'GMT'})`;
}

/** From when to when: `between 14:02 and 15:10 on 21 Nov 2026`. */
export function spanText(from: string, to: string, { locale, timeZone }: Viewer = {}): string {
  const [first, last] = [new Date(from), new Date(to)];
  const clock = formatOf(locale, { timeStyle: 'short', timeZone });
  const day = formatOf(locale, { dateStyle: 'medium', timeZone });
  const [firstDay, lastDay] = [day.format(first), day.format(last)];
  const [firstClock, lastClock] = [clock.format(first), clock.format(last)];
  if (firstDay !== lastDay) {
    return `between ${firstClock} on ${firstDay} and ${lastClock} on ${lastDay}`;
  }
  // The clock shows the same an hour later, too, when summer time ends.
  return firstClock === lastClock && last.getTime() - first.getTime() < 60_000
    ? `at ${firstClock} on ${firstDay}`
    : `between ${firstClock} and ${lastClock} on ${firstDay}`;
}

const isoFields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
} as const;

type Options = Omit<Intl.DateTimeFormatOptions, 'timeZone'> & {
  readonly timeZone: string | undefined;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: to make a format takes far longer than to use it. */
function formatOf(locale: string | undefined, options: Options): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, kept);
  return kept;
}
