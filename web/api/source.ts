import type { SourceView } from '../../lambdas/contract/source-view.ts';

/** A source as the API gives it, and its expiry by the clock of this browser. */
export type Source = SourceView & {
  /**
   * When a PENDING source expires, epoch milliseconds by the browser's clock: counted from the
   * seconds that the service says are left, since the two clocks need not agree.
   */
  readonly expiresAtMs: number | null;
};

/** The sources of one page of the list. */
export interface SourcePage {
  readonly sources: readonly Source[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}
