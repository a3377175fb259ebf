import { guideItems, type GuideItem } from '../../operate/guide/items.ts';
import type { Evidence, ItemResult, Validation } from '../../operate/validate/validation.ts';

type Call = Extract<Evidence, { readonly kind: 'call' }>;
type Finding = Extract<Evidence, { readonly kind: 'finding' }>;
type Picture = Extract<Evidence, { readonly kind: 'screenshot' }>;

/** The account of a customer in the evidence of {@link aValidation}. */
const customerAccount = '111122223333';

/** A picture of one pixel. */
export const onePixel: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const at = '2026-11-29T12:00:00.000Z';

/** A call of the registration API that went well. */
export function aCall(fields: Partial<Call> = {}): Call {
  return {
    at,
    title: 'The registration is accepted',
    kind: 'call',
    call: 'POST https://api.vendor.example.test/sources',
    by: 'tenant',
    request: { generator: 'acme/repo1', account: customerAccount, region: 'eu-west-1' },
    answer: { name: `aws.partner/vendor.example.test/acme/repo1/${customerAccount}` },
    status: 201,
    ms: 41.6,
    ...fields,
  };
}

/** Something that was worked out. */
export function aFinding(fields: Partial<Finding> = {}): Finding {
  return { at, title: 'The names differ', kind: 'finding', lines: ['one', 'two'], ...fields };
}

/** A picture of the page. */
export function aScreenshot(fields: Partial<Picture> = {}): Picture {
  return { at, title: 'The page with the form', kind: 'screenshot', png: onePixel, ...fields };
}

/** An item that passed in a Region, with one call as evidence. */
export function anItem(fields: Partial<ItemResult> = {}): ItemResult {
  return {
    item: 'sourceCreated',
    region: 'eu-west-1',
    status: 'passed',
    problems: [],
    notes: [],
    evidence: [aCall()],
    ...fields,
  };
}

const shownOnce: ReadonlySet<GuideItem> = new Set([
  'page',
  'regionChoice',
  'noAccess',
  'putErrors',
  'pendingToNonexistent',
]);

/** A run in two Regions in which everything passed and nothing was left behind. */
export function aValidation(fields: Partial<Validation> = {}): Validation {
  const regions = fields.regions ?? ['eu-west-1', 'us-east-1'];
  const items = Object.keys(guideItems) as GuideItem[];
  return {
    title: 'local mode at port 4600',
    partnerName: 'vendor.example.test',
    startedAt: at,
    endedAt: '2026-11-29T12:03:05.000Z',
    regions,
    accounts: [customerAccount],
    secrets: [],
    items: items.flatMap((item) =>
      shownOnce.has(item)
        ? [anItem({ item, region: undefined })]
        : regions.map((region) => anItem({ item, region })),
    ),
    cleanUp: { removed: 12, left: [] },
    stopped: false,
    ...fields,
  };
}
