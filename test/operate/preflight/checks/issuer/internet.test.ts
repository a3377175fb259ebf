import { expect, test } from '@jest/globals';
import { judgeAddresses } from '../../../../../operate/preflight/checks/issuer/internet.ts';

test.each([
  [['10.1.2.3']],
  [['172.31.0.1', '192.168.1.1']],
  [['100.64.0.1']],
  [['127.0.0.1', '::1']],
  [['fd00::1', 'fe80::1']],
])('a host at %j alone cannot be reached by API Gateway', (addresses) => {
  expect(judgeAddresses('login.corp', addresses)).toMatchObject([
    {
      status: 'fails',
      text: `login.corp resolves to ${addresses.join(', ')}, which is not reachable from the internet`,
    },
  ]);
});

test.each([[['8.8.8.8']], [['172.32.0.1']], [['10.0.0.1', '8.8.8.8']], [['2001:db8::1']], [[]]])(
  'one at %j is no problem of the provider',
  (addresses) => {
    expect(judgeAddresses('login.example.com', addresses)).toEqual([]);
  },
);
