import type { SourceKey } from '../api/source-path.ts';
import type { Source } from '../api/source.ts';

/** What a source is called by: its name is long, and made of these. */
export type TitledSource = Pick<Source, 'generator' | 'account' | 'region'>;

/** What leads wherever a source is shown. */
export function leadOf({ generator }: TitledSource): string {
  return generator;
}

/** To where its events go; follows the lead. */
export function placeOf({ account, region }: Pick<TitledSource, 'account' | 'region'>): string {
  return `${account} · ${region}`;
}

/** A source in a sentence. */
export function sourceText(source: TitledSource): string {
  return `${leadOf(source)} for account ${source.account} in ${source.region}`;
}

const nameParts = /^aws\.partner\/[^/]+\/(?<encoded>.+)\/(?<account>\d{12})$/;
const escapes = /(?:_\.[0-9A-F]{2})+/g;

/**
 * What the name of a source says of it, while nothing else is known; undefined for a name of another
 * kind. A generator that cannot be decoded stays as the name has it.
 */
export function titledByName({ region, name }: SourceKey): TitledSource | undefined {
  const { encoded, account } = nameParts.exec(name)?.groups ?? {};
  if (encoded === undefined || account === undefined) return undefined;
  return { generator: decoded(encoded), account, region };
}

function decoded(encoded: string): string {
  try {
    return encoded.replace(escapes, (run) => decodeURIComponent(run.replaceAll('_.', '%')));
  } catch {
    return encoded;
  }
}
