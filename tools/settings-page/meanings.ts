/** What each key and each section of a stage is for, where the table of settings has no row that says it. */
export const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    partnerDomain: 'Names the vendor: in its sources, and as the source of its own events.',
    production:
      'Whether sources have the domain itself in their names, or the domain with `.test`. A new stage should not take the names of the real sources.',
    account: 'The account that the stage is deployed to; without it, that of your credentials.',
    homeRegion: 'The Region of the registration API, the page and the reconciler.',
    regions: 'The Regions that events are delivered from.',
    customerRegions:
      'The Regions that customers may choose. Without it, those that are enabled in every account; outside the partition `aws`, `regions`.',
    alarmEmails: 'Who gets the alarms; each address has to confirm a subscription once per Region.',
    producers:
      'The roles and users that may send events to the queue. Without it, nobody may, whatever IAM allows.',
    brand: 'How the page shows the vendor: by name, logo and colours.',
    'brand.name': 'The vendor’s name on the page.',
    'brand.logo': 'The vendor’s logo on the page, of 64 KiB at most.',
    'brand.colors':
      'The colours of links and buttons. Texts in them must be legible by WCAG AA, or the stage is refused.',
    'brand.colors.accent': 'The colour of links and buttons in light mode.',
    'brand.colors.darkAccent':
      'The colour of links and buttons in dark mode. Without it, `accent` is lightened.',
    signIn:
      'The OpenID provider that signs administrators in. Without it, the stage has a Cognito user pool of its own.',
    quotas: 'The quotas of the partner operations that AWS has granted the account.',
    entryLimits: 'How large entries and requests to EventBridge may be, and what an entry carries.',
    largeEvents: 'What becomes of events that are too large for an entry.',
    delivery: 'Whether delivery is tuned for low latency or for low cost.',
    errorCodes: 'What error codes of EventBridge mean, beyond those that are known.',
    cloudEvents: 'How CloudEvents are read, which producers may send instead of domain events.',
    history: 'What the delivery history records, for how long, and who may read it.',
    reconcile: 'How often the reconciler runs, and what it does about each finding.',
    tenantLimits: 'What a tenant may have, and how often it may ask.',
    logRetentionDays:
      'How long the logs of the functions are kept. A month is enough to look into an incident, and old logs cost money.',
    pollers:
      'Lambda’s pollers for the events queue, which are then provisioned: their number limits the concurrency of the fan-out function.',
    'pollers.minimum': 'The pollers that are always there.',
    'pollers.maximum': 'The most pollers that Lambda adds under load.',
  }),
);

/** What a key or a section is for. Throws if nobody has said it. */
export function meaningOf(key: string): string {
  const meaning = meanings.get(key);
  if (meaning === undefined) throw new Error(`meanings.ts does not say what ${key} is for`);
  return meaning;
}
