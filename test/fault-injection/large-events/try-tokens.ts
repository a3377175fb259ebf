import { randomBytes, randomInt } from 'node:crypto';
import { activeMapping } from '../../../tools/simulators/active-mapping.ts';
import { homeRegion } from '../../../local/partner.ts';
import { detailOfBytes, eventOf, generator, partner } from './cases.ts';
import { answerTo } from './follow.ts';
import type { SizesPlace } from './place.ts';
import { linkBase } from './stub-cloud.ts';
import { recordOf } from '../../../tools/simulators/queue/sqs-record.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';

/** What guessing at links brought. */
export interface TokenFigures {
  readonly tried: number;
  /** Tokens of which the parts are those of several links. */
  readonly combined: number;
  /** Answers that were not 404, besides those to the links themselves. */
  readonly opened: number;
  /** How often the table or S3 was asked for something that a guess named. */
  readonly looked: number;
  /** Links that lead to their own object, of how many. */
  readonly own: number;
  readonly links: number;
}

const tenants = 6;

/**
 * Tries random tokens, and every combination of the parts of several tenants' links, at the deployed
 * registration function.
 */
export async function tryTokens(random: number, place: SizesPlace): Promise<TokenFigures> {
  const tokens = await linksOfTenants(place);
  const own = await Promise.all(
    tokens.map(async (token) => (await answerTo(token, place)).statusCode === 302),
  );
  const before = looks(place);
  const combined = combinations(tokens);
  let opened = 0;
  const attempt = async (token: string) => {
    const { statusCode } = await answerTo(token, place);
    if (statusCode !== 404) opened += 1;
  };
  for (const token of combined) await attempt(token);
  for (let tried = 0; tried < random; tried += 1) await attempt(guess(tokens));
  return {
    tried: random,
    combined: combined.length,
    opened,
    looked: looks(place) - before,
    own: own.filter(Boolean).length,
    links: tokens.length,
  };
}

function looks({ cloud, s3 }: SizesPlace): number {
  return cloud.lookedUp() + s3.count('HEAD', '/') + s3.count('GET', '/');
}

/** The token of a large event of each tenant, made by the deployed fan-out function. */
async function linksOfTenants({ cloud, fanOut }: SizesPlace): Promise<readonly string[]> {
  const tokens: string[] = [];
  cloud.onTaken = ({ detail }) => {
    const url = /"payload_url":"([^"]*)"/.exec(detail)?.[1] ?? '';
    tokens.push(url.slice(linkBase.length));
  };
  const records = Array.from({ length: tenants }, (_, tenant) => {
    const own = generator.replace('/', `-${tenant}/`);
    const account = String(tenant).padStart(12, '0');
    cloud.mappings.set(own, [
      activeMapping({ generator: own, account, region: homeRegion }, partner),
    ]);
    const event = { ...eventOf(tenant, detailOfBytes(5_000, 'x', tenant)), generator: own };
    const body = writeDomainEvent(event);
    return recordOf({ id: `message-${tenant}`, body, sentAtMs: Date.now() });
  });
  const handler = fanOut(4_096);
  await handler.invoke({ Records: records });
  await handler.close();
  return tokens;
}

/** All tokens that the parts of different links make, besides the links themselves. */
function combinations(tokens: readonly string[]): readonly string[] {
  const parts = tokens.map((token) => token.split('.'));
  const combined = parts.flatMap(([link]) =>
    parts.map(([, id, code]) => [link, id, code].join('.')),
  );
  return [...swapped(tokens), ...combined.filter((token) => !tokens.includes(token))];
}

/** Links whose text names what is another's: its generator, its source, its object or another bucket. */
function swapped(tokens: readonly string[]): readonly string[] {
  const read = tokens.map((token) => {
    const [encoded = '', id, code] = token.split('.');
    const link: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    return { link: Array.isArray(link) ? link : [], id, code };
  });
  return read.flatMap(({ link, id, code }, one) =>
    read.flatMap(({ link: others }, other) =>
      one === other
        ? []
        : [1, 2, 5].map((position) => {
            const changed = link.with(position, others[position]);
            const encoded = Buffer.from(JSON.stringify(changed)).toString('base64url');
            return [encoded, id, code].join('.');
          }),
    ),
  );
}

/** Something of the form of a token: random, or a link with a random code or with one character changed. */
function guess(tokens: readonly string[]): string {
  const token = tokens[randomInt(tokens.length)] ?? '';
  const [link = '', id = ''] = token.split('.');
  const code = randomBytes(32).toString('base64url');
  switch (randomInt(3)) {
    case 0:
      return [randomBytes(link.length / 2).toString('base64url'), id, code].join('.');
    case 1:
      return [link, id, code].join('.');
    default: {
      const at = randomInt(link.length);
      const other = link[at] === 'A' ? 'B' : 'A';
      return `${token.slice(0, at)}${other}${token.slice(at + 1)}`;
    }
  }
}

/** Whether guesses brought nothing, and links everything. */
export function areTokensSafe({ opened, looked, own, links }: TokenFigures): boolean {
  return opened === 0 && looked === 0 && own === links && links === tenants;
}
