/** AWS's guide asks for at most this many detail types a source, as a recommendation. */
export const recommendedDetailTypes = 15;

const maxLength = 128;

const personal: readonly (readonly [looksLike: string, pattern: RegExp])[] = [
  ['an e-mail address', /[^\s@]+@[^\s@]+\.[^\s@]+/],
  ['a UUID', /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i],
  ['the id of somebody or something', /\d{6,}/],
];

/** What is wrong with a detail type: it is too long, or has what looks like personal data. */
export function detailTypeProblems(detailType: string): readonly string[] {
  const { length } = detailType;
  return [
    ...(length === 0 || length > maxLength
      ? [`expected a detail type of 1 to ${maxLength} characters, but it has ${length}`]
      : []),
    ...personal.flatMap(([looksLike, pattern]) =>
      pattern.test(detailType)
        ? [
            `expected no personal data in a detail type, but "${detailType}" has what looks like ${looksLike}`,
          ]
        : [],
    ),
  ];
}
