import { sourceOf, type Wish } from '../../support/customer.ts';

/** What the customers of five tenants register; some generators begin with another's name. */
export const wishes: readonly Wish[] = [
  { generator: 'a/1', account: '111111111111', region: 'us-east-1' },
  { generator: 'a/1', account: '222222222222', region: 'us-east-1' },
  { generator: 'a/1', account: '111111111111', region: 'eu-west-1' },
  { generator: 'a/1-2', account: '111111111111', region: 'us-east-1' },
  { generator: 'b/_.ä', account: '222222222222', region: 'us-east-1' },
  { generator: 'b/1', account: '222222222222', region: 'eu-west-1' },
  { generator: 'c/x', account: '333333333333', region: 'eu-west-1' },
  { generator: 'c/x/y', account: '333333333333', region: 'us-east-1' },
  { generator: 'd/1', account: '111111111111', region: 'us-east-1' },
  { generator: 'e/1', account: '444444444444', region: 'eu-west-1' },
];

/** Which wish a source is of, by its ARN. */
export function wishOf(sourceArn: string): number {
  return wishes.findIndex((wish) => sourceOf(wish).arn === sourceArn);
}

/** The Regions of the wishes. */
export const modelRegions = ['us-east-1', 'eu-west-1'] as const;

/** The generators that events are of; nobody ever registers the last one. */
export const modelGenerators: readonly string[] = [
  ...new Set(wishes.map(({ generator }) => generator)),
  'e/nobody',
];
