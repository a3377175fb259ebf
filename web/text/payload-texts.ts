import type { PayloadView } from '../../lambdas/contract/history-view.ts';

/** Why there is no link to a payload. */
export function noLinkText({ expiresAt }: PayloadView, nowMs: number): string {
  if (expiresAt === null) return 'There is no link: it is not known until when the detail is kept.';
  return Date.parse(expiresAt) <= nowMs
    ? 'The detail is no longer kept.'
    : 'There is no link: the source is deleted, or the vendor cannot make links yet.';
}
