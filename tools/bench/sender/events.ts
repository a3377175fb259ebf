import { demonstrationEvents } from '../../../local/demonstration.ts';

/** What the details of a run's events are: 1,000 bytes of JSON each, or GitHub's sample payloads. */
export type Payload = 'small' | 'github';

/** An event that a sender is to send. */
export interface SentEvent {
  readonly generator: string;
  readonly detailType: string;
  /** Its `number` distinguishes it from every other event of the run. */
  readonly detail: Readonly<Record<string, unknown>> & { readonly number: number };
}

/** The bytes of a small event's detail as JSON text. */
export const smallDetailBytes = 1_000;
const smallGenerators = 100;

/** So many events, numbered from 0: the same ones each time, in every process. */
export async function makeEvents(payload: Payload, count: number): Promise<readonly SentEvent[]> {
  return payload === 'small' ? smallEvents(count) : await githubEvents(count);
}

function smallEvents(count: number): readonly SentEvent[] {
  return Array.from({ length: count }, (_, number) => ({
    generator: `tenant${number % 7}/repository-${number % smallGenerators}`,
    detailType: 'push',
    detail: smallDetail(number),
  }));
}

// Names, numbers, a list and a text, as a service would write them.
function smallDetail(number: number) {
  const detail = {
    number,
    ref: 'refs/heads/main',
    before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    after: '0000000000000000000000000000000000000000',
    created: false,
    size: number * 3,
    ratio: 0.25,
    repository: { id: 186_853_002, full_name: 'octo-org/octo-repo', private: false, topics: [] },
    sender: { id: 21_031_067, login: 'Codertocat', type: 'User', site_admin: false },
    commits: [{ id: 'c441029cf673f84c8b7db52d0a5944ee5c52ff89', added: ['README.md'] }],
    message: '',
  };
  const room = smallDetailBytes - JSON.stringify(detail).length;
  return { ...detail, message: 'Bring the read-me up to date. '.repeat(40).slice(0, room) };
}

async function githubEvents(count: number): Promise<readonly SentEvent[]> {
  const samples: GithubEvent[] = [];
  for await (const { text } of demonstrationEvents()) samples.push(JSON.parse(text));
  return Array.from({ length: count }, (_, number) => {
    const { generator = '', detailType = '', detail = {} } = samples[number % samples.length] ?? {};
    return { generator, detailType, detail: { ...detail, number } };
  });
}

interface GithubEvent {
  readonly generator: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
