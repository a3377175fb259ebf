// A detail type names what happened. A number of so many digits is rather a person, an account or a thing.
const kinds = [
  { what: 'it has an e-mail address', pattern: /[^\s@]@[^\s@]+\.\w/ },
  { what: 'it has a UUID', pattern: /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i },
  { what: 'it has an IP address', pattern: /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/ },
  { what: 'it has a phone number', pattern: /\+\d[\d\s()-]{6,}\d/ },
  {
    what: 'it has a hash or an id',
    pattern: /(?<![0-9a-z])(?=[a-f]*\d)[0-9a-f]{16,}(?![0-9a-z])/i,
  },
  { what: 'it has a long number', pattern: /\d{5,}/ },
] as const;

/** What looks like data of a person in a detail type; undefined if nothing does. */
export function personalData(detailType: string): string | undefined {
  return kinds.find(({ pattern }) => pattern.test(detailType))?.what;
}
