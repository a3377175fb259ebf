import { expect, test } from '@jest/globals';
import { accountOf, regionOf } from '../../producer/queue-url.ts';

test.each([
  ['https://sqs.eu-west-1.amazonaws.com/123456789012/events', 'eu-west-1', '123456789012'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events', 'cn-north-1', '123456789012'],
  ['https://sqs.eusc-de-east-1.amazonaws.eu/123456789012/events', 'eusc-de-east-1', '123456789012'],
  [
    'https://sqs.eu-west-1.amazonaws.com.example.net/123456789012/events',
    undefined,
    '123456789012',
  ],
  [
    'https://vpce-0a.sqs.eu-west-1.vpce.amazonaws.com/123456789012/events',
    undefined,
    '123456789012',
  ],
  ['http://127.0.0.1:4600/000000000000/events', undefined, '000000000000'],
  ['http://127.0.0.1/queue', undefined, undefined],
])('%s has the Region %s and the account %s', (url, region, account) => {
  expect([regionOf(url), accountOf(url)]).toEqual([region, account]);
});
