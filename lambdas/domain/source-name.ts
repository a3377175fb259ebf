import { partitionOf } from './partition.ts';

/** The longest partner event source name that EventBridge takes, in characters. */
export const maxSourceNameLength = 256;

const needsEscape = /_(?=\.)|[^.\-_A-Za-z0-9/]/gu;
const escapes = /(?:_\.[0-9A-F]{2})+/g;

/**
 * The name of the partner event source that carries a generator's events to an account:
 * `aws.partner/<partner>/<generator, encoded>/<account>`. It may be longer than EventBridge takes; then
 * registration refuses it (see {@link maxSourceNameLength}).
 */
export function sourceName(partner: string, generator: string, account: string): string {
  return `aws.partner/${partner}/${encodeGenerator(generator)}/${account}`;
}

/** The parts of a source name; undefined if {@link sourceName} makes no such name for the partner. */
export function parseSourceName(
  partner: string,
  name: string,
): { generator: string; account: string } | undefined {
  const generatorStart = `aws.partner/${partner}/`.length;
  const accountStart = name.lastIndexOf('/') + 1;
  const generator = decodeGenerator(name.slice(generatorStart, accountStart - 1));
  const account = name.slice(accountStart);
  return sourceName(partner, generator, account) === name ? { generator, account } : undefined;
}

/**
 * Letters, digits, `.`, `-`, `_` and the `/` between segments stay; every byte of any other
 * character becomes `_.` and two hexadecimal digits. A `_` before a `.` is escaped too, so that `_.`
 * always begins an escape and no two generators have the same encoding.
 */
function encodeGenerator(generator: string): string {
  return generator.replace(needsEscape, (character) =>
    Buffer.from(character).toString('hex').toUpperCase().replaceAll(/../g, '_.$&'),
  );
}

function decodeGenerator(encoded: string): string {
  return encoded.replace(escapes, (run) =>
    Buffer.from(run.replaceAll('_.', ''), 'hex').toString('utf8'),
  );
}

/** The ARN of a partner event source. Its account field is empty. */
export function sourceArn(region: string, name: string): string {
  return `arn:${partitionOf(region).id}:events:${region}::event-source/${name}`;
}
