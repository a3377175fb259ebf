import type { PayloadServices } from '../../../lambdas/delivery/refer.ts';
import { hashOf, keptDays, modelBucket, folderOf } from './payloads/model-payloads.ts';
import { deletedAndMadeAgain, largeForTwo, referring } from './planted-histories-of-payloads.ts';
import type { PlantedBug } from './planted-bugs.ts';
import type { Sabotage } from './world.ts';

const inSomeDays = '2026-11-25T00:00:00.000Z';
const laterMs = keptDays * 86_400_000;

/** A store of payloads of which one method is another. */
const ofStore =
  (change: (store: PayloadServices['store']) => Partial<PayloadServices['store']>) =>
  ({ store, links }: PayloadServices): PayloadServices => ({
    store: { ...store, ...change(store) },
    links,
  });

/** Links that are made for something else. */
const ofLinks =
  (change: (given: LinkInput) => LinkInput): NonNullable<Sabotage['payloads']> =>
  ({ store, links }) => ({
    store,
    links: {
      async open(time) {
        const linkTo = await links.open(time);
        return linkTo && ((...given) => linkTo(...change(given)));
      },
    },
  });

type LinkTo = NonNullable<Awaited<ReturnType<PayloadServices['links']['open']>>>;
type LinkInput = Parameters<LinkTo>;

/** Bugs of relaying by reference; each must be found. */
export const plantedBugsOfPayloads: readonly PlantedBug[] = [
  {
    name: 'a stub is sent though the detail could not be stored',
    seed: 48,
    breaks: ['no stub without its object'],
    sabotage: {
      payloads: ofStore((store) => ({
        async store(payload, time) {
          const answer = await store.store(payload, time);
          if (!('kind' in answer)) return answer;
          const { tenant, detailJson } = payload;
          const key = `out/${folderOf(tenant)}/lost`;
          const sizeBytes = Buffer.byteLength(detailJson);
          const expiresAt = inSomeDays;
          return { bucket: modelBucket, key, sizeBytes, sha256: hashOf(detailJson), expiresAt };
        },
      })),
    },
  },
  {
    name: 'an object is not looked at',
    breaks: ['no stub without its object'],
    example: referring('missing'),
    sabotage: {
      payloads: ofStore(() => ({
        look: async (reference) => ({
          ...reference,
          expiresAt: inSomeDays,
        }),
      })),
    },
  },
  {
    name: 'whose the object is is not looked at',
    breaks: ['no stub without its object'],
    example: referring('other tenant'),
    sabotage: {
      payloads: ofStore((store) => ({
        look: (reference, tenant, time) =>
          store.look(
            reference,
            reference.key.includes(folderOf('somebody')) ? 'somebody' : tenant,
            time,
          ),
      })),
    },
  },
  {
    name: 'the hash of an object is not compared',
    breaks: ['no stub without its object'],
    example: referring('other hash'),
    sabotage: {
      payloads: ofStore((store) => ({
        async look(reference, tenant, time) {
          const answer = await store.look(reference, tenant, time);
          if (!('kind' in answer) || !answer.text.includes('SHA-256')) return answer;
          return { ...reference, expiresAt: inSomeDays };
        },
      })),
    },
  },
  {
    name: 'the time of an object is counted from when it was seen',
    breaks: ['no stub without its object'],
    example: referring('ending'),
    sabotage: {
      payloads: ofStore((store) => ({
        async look(reference, tenant, time) {
          const answer = await store.look(reference, tenant, time);
          if ('kind' in answer) return answer;
          const expiresAt = new Date(Date.parse(answer.expiresAt) + laterMs).toISOString();
          return { ...answer, expiresAt };
        },
      })),
    },
  },
  {
    name: 'the hash of another detail is in the stub',
    breaks: ['no stub without its object'],
    example: largeForTwo,
    sabotage: {
      payloads: ofStore((store) => ({
        async store(payload, time) {
          const answer = await store.store(payload, time);
          return 'kind' in answer ? answer : { ...answer, sha256: hashOf(payload.eventId) };
        },
      })),
    },
  },
  {
    name: 'a detail is stored once for each customer',
    breaks: ['one put for each large event'],
    example: largeForTwo,
    sabotage: {
      payloads: ofStore((store) => ({
        async store(payload, time) {
          await store.store(payload, time);
          return await store.store(payload, time);
        },
      })),
    },
  },
  {
    name: 'what S3 does not take now is given up',
    breaks: ['nothing is lost'],
    sabotage: {
      payloads: ofStore((store) => ({
        async store(payload, time) {
          const answer = await store.store(payload, time);
          return 'kind' in answer ? { kind: 'wrong', text: answer.text } : answer;
        },
      })),
    },
  },
  {
    name: 'a wrong reference is tried for ever',
    breaks: ['nothing is lost'],
    example: referring('missing'),
    sabotage: {
      payloads: ofStore((store) => ({
        async look(reference, tenant, time) {
          const answer = await store.look(reference, tenant, time);
          return 'kind' in answer ? { kind: 'unreachable', text: answer.text } : answer;
        },
      })),
    },
  },
  {
    name: 'a link is for no generation',
    breaks: ['links open for their own alone'],
    example: largeForTwo,
    sabotage: {
      payloads: ofLinks(([reference, mapping]) => [reference, { ...mapping, generation: '' }]),
    },
  },
  {
    name: 'all customers get the link of the first',
    breaks: ['links open for their own alone'],
    example: largeForTwo,
    sabotage: {
      payloads: ({ store, links }) => {
        const first = new Map<string, LinkInput[1]>();
        return (
          ofLinks(([reference, mapping]) => {
            const known = first.get(reference.key) ?? mapping;
            first.set(reference.key, known);
            return [reference, known];
          })?.({ store, links }) ?? { store, links }
        );
      },
    },
  },
  {
    name: 'a part forgets since when its details fail',
    breaks: ['retries are bounded', 'nothing is lost'],
    sabotage: {
      eventsQueue: (queue) => ({
        send: (messages, time) =>
          queue.send(
            messages.map((message) => {
              const part = message.attributes?.['part'] ?? '';
              const forgotten = part.replace(/"failingSinceMs":\d+/, '"failingSinceMs":1');
              return { ...message, attributes: { ...message.attributes, part: forgotten } };
            }),
            time,
          ),
      }),
    },
  },
  {
    name: 'a link opens whatever registration its source has',
    breaks: ['links open for their own alone'],
    example: deletedAndMadeAgain,
    sabotage: {
      fetching: (fetching, { registry }) => ({
        ...fetching,
        payloads: {
          ...fetching.payloads,
          async openToken(token) {
            const link = await fetching.payloads.openToken(token);
            const now = registry.all().find(({ sourceArn }) => sourceArn === link?.sourceArn);
            return link && { ...link, generation: now?.generation ?? link.generation };
          },
        },
      }),
    },
  },
];
