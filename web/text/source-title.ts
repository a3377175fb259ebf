import { readPasted } from '../../lambdas/contract/pasted.ts';
import type { SourceKey } from '../api/source-path.ts';
import type { Source } from '../api/source.ts';

/** What a source is called by: its name is long, and made of these. */
export interface TitledSource extends Pick<Source, 'generator' | 'account' | 'region'> {
  /** What its tenant calls it. */
  readonly displayName?: Source['displayName'];
}

/** What leads wherever a source is shown. */
export function leadOf({ displayName, generator }: TitledSource): string {
  return displayName ?? generator;
}

/** Whose events they are, unless that leads, and to where they go; follows the lead. */
export function placeOf({ displayName, generator, account, region }: TitledSource): string {
  const place = `${account} · ${region}`;
  return (displayName ?? null) === null ? place : `${generator} · ${place}`;
}

/** A source in a sentence. */
export function sourceText(source: TitledSource): string {
  const { displayName, generator } = source;
  const name = (displayName ?? null) === null ? generator : `${displayName} (${generator})`;
  return `${name} for account ${source.account} in ${source.region}`;
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

/** The generator of the source whose ARN or name somebody has pasted; undefined for any other text. */
export function generatorIn(pasted: string): string | undefined {
  const { sourceName: name = '' } = readPasted(pasted);
  return titledByName({ region: '', name })?.generator;
}

function decoded(encoded: string): string {
  try {
    return encoded.replace(escapes, (run) => decodeURIComponent(run.replaceAll('_.', '%')));
  } catch {
    return encoded;
  }
}
