/** What of AWS's validation list an item belongs to. */
export type ListPart = 'create' | 'send' | 'delete' | 'describe';

interface Item {
  readonly part: ListPart;
  /** What the list asks for, in our words. */
  readonly title: string;
}

/** The items of AWS's validation list, in the order of the walk. Those of a Region are repeated in each. */
export const guideItems = {
  page: { part: 'create', title: 'Administrators register an AWS account on a page' },
  regionChoice: { part: 'create', title: 'They choose the Region' },
  noAccess: { part: 'create', title: 'No access to the customer’s account is asked for or needed' },
  sourceCreated: { part: 'create', title: 'The event source is created' },
  nameUnique: { part: 'create', title: 'Names of event sources are unique in a Region' },
  accepted: { part: 'create', title: 'The customer accepts the source' },
  eventsReceived: { part: 'send', title: 'Events are received' },
  wellFormed: { part: 'send', title: 'Detail and metadata of the events are right' },
  sourceDeleted: { part: 'delete', title: 'The event source is deleted' },
  putErrors: { part: 'describe', title: 'How errors of PutPartnerEvents are handled' },
  pendingToNonexistent: {
    part: 'describe',
    title: 'How sources that go from PENDING to nonexistent are handled',
  },
} as const satisfies Readonly<Record<string, Item>>;

/** The name of an item. */
export type GuideItem = keyof typeof guideItems;
