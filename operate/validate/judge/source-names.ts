const pattern = /^aws\.partner(?:\/[.\-_A-Za-z0-9]+){2,}$/;
const maxLength = 256;

/** A registration, in words that tell it from the others, and the name that it got. */
export interface NamedRegistration {
  readonly words: string;
  readonly account: string;
  readonly name: string;
}

/** What is wrong with names of sources in a Region: each must be AWS's, hold its account, and be nobody else's. */
export function sourceNameProblems(
  registrations: readonly NamedRegistration[],
  partnerName: string,
): readonly string[] {
  return [
    ...registrations.flatMap((one) => ownProblems(one, partnerName)),
    ...registrations.flatMap((one, index) => {
      const same = registrations.slice(0, index).find(({ name }) => name === one.name);
      if (same === undefined) return [];
      return [
        `expected a name of its own for ${one.words}, but it has that of ${same.words}: ${one.name}`,
      ];
    }),
  ];
}

function ownProblems(named: NamedRegistration, partnerName: string): readonly string[] {
  const { words, account, name } = named;
  return [
    ...nameProblemsForAws(named, partnerName),
    ...(name.split('/').includes(account)
      ? []
      : [`expected the account ${account} in the name for ${words}, but it is ${name}`]),
  ];
}

/** Why AWS would refuse a name from this partner. */
export function nameProblemsForAws(
  { words, name }: NamedRegistration,
  partnerName: string,
): readonly string[] {
  const prefix = `aws.partner/${partnerName}/`;
  return [
    ...(name.length > maxLength
      ? [
          `expected a name of at most ${maxLength} characters for ${words}, but it has ${name.length}`,
        ]
      : []),
    ...(pattern.test(name)
      ? []
      : [`expected a name for ${words} that AWS takes (${pattern.source}), but it is ${name}`]),
    ...(name.startsWith(prefix)
      ? []
      : [`expected a name for ${words} that begins with ${prefix}, but it is ${name}`]),
  ];
}
