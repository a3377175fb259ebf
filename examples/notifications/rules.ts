import { Match, type EventPattern } from 'aws-cdk-lib/aws-events';

/** Below so many hours, operators deal with failures, and customers need not know. */
const failingHours = 6;

/** The events that customers are mailed about, by the names of their rules. `partnerName`: the output PartnerName. */
export function mailRules(partnerName: string): Readonly<Record<string, EventPattern>> {
  const about = (what: string, detail?: EventPattern['detail']): EventPattern => ({
    source: [partnerName],
    detailType: [`Partner Event Source ${what}`],
    ...(detail && { detail }),
  });
  return {
    // A source may have been accepted before the event was sent: then there is nothing to do.
    Expiring: about('Expiring', { state: ['PENDING'] }),
    Expired: about('Expired'),
    // The owner of a PENDING source gets no events anyway, and a mail about that.
    Failing: about('Failing', {
      state: ['ACTIVE'],
      failingHours: Match.greaterThanOrEqual(failingHours),
    }),
    Deleted: about('Deleted'),
  };
}
