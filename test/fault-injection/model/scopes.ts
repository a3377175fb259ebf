import type { PublishedScope } from './published.ts';

/** Whether a part is for no more sources than the message that it is of. */
export function isWithin(part: PublishedScope, whole: PublishedScope): boolean {
  const isOfSource = whole.sourceArn === undefined || part.sourceArn === whole.sourceArn;
  return isOfSource && isOfRegions(part, whole) && isOfStretch(part, whole);
}

function isOfRegions(part: PublishedScope, { regions: most }: PublishedScope): boolean {
  return most === undefined || part.regions?.every((region) => most.includes(region)) === true;
}

function isOfStretch(part: PublishedScope, whole: PublishedScope): boolean {
  const isAfter = (part.after ?? '') >= (whole.after ?? '');
  return isAfter && (part.through ?? '\uffff') <= (whole.through ?? '\uffff');
}
