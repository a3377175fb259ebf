import type { SourceView } from '../../../lambdas/contract/source-view.ts';
import { anActiveSource, anApiSource } from '../../web/support/builders.ts';
import type { FakeAnswer, FakeRequest } from './fake-history.ts';

/** The API's list of many sources; tests change what it answers. */
export class FakeSources {
  readonly sources: readonly SourceView[];
  readonly requests: FakeRequest[] = [];
  /** Answered from this source on instead of pages. */
  problemFrom = Number.POSITIVE_INFINITY;
  /** From this source on, pages wait for {@link goOn}. */
  waitsFrom = Number.POSITIVE_INFINITY;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.sources = Array.from({ length: count }, (_, index) => sourceOf(index));
  }

  async answer(request: FakeRequest): Promise<FakeAnswer> {
    this.requests.push(request);
    if (request.path === '/detail-types') return { body: { detailTypes: [], exports: [] } };
    if (request.path !== '/sources') return { body: this.sources[0] };
    const start = Number(request.query.get('cursor') ?? 0);
    if (start >= this.problemFrom) {
      return { status: 503, body: { title: 'The service is unavailable.', code: 'unavailable' } };
    }
    if (start >= this.waitsFrom) await new Promise<void>((go) => this.#waiting.add(go));
    const end = start + Number(request.query.get('limit') ?? 50);
    const nextCursor = end < this.sources.length ? String(end) : null;
    return { body: { sources: this.sources.slice(start, end), nextCursor } };
  }

  /** Answers what waits, and everything from now on. */
  goOn(): void {
    this.waitsFrom = Number.POSITIVE_INFINITY;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }
}

const regions = ['eu-west-1', 'us-east-1'] as const;

/** Of every five sources one waits, one is paused and one deleted; half are in each Region. */
function sourceOf(index: number): SourceView {
  const generator = `acme/repo-${String(index).padStart(5, '0')}`;
  const account = String(111_122_223_333 + (index % 7));
  const region = regions[index % 2] ?? regions[0];
  const name = `aws.partner/vendor.test/${generator}/${account}`;
  const arn = `arn:aws:events:${region}::event-source/${name}`;
  const { expiresAtMs: _, ...active } = anActiveSource({ generator, account, region, name, arn });
  switch (index % 5) {
    case 1:
      return anApiSource({ generator, account, region, name, arn });
    case 2:
      return { ...active, pausedAt: '2026-11-20T19:00:00Z' };
    case 3:
      return { ...active, retirement: { reason: 'deleted', retiredAt: '2026-11-20T19:00:00Z' } };
    default:
      return { ...active, lastAcceptedEvent: lastEventOf(index) };
  }
}

function lastEventOf(index: number): SourceView['lastAcceptedEvent'] {
  const acceptedAt = new Date(Date.parse('2026-11-21T12:00:00Z') + index * 1000).toISOString();
  return { id: `e${index}`, detailType: 'push', acceptedAt, state: 'ACTIVE' };
}
