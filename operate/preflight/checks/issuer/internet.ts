import { BlockList, isIPv6 } from 'node:net';
import type { Verdict } from '../../finding.ts';

// Addresses that the internet does not route: RFC 1918, 6598, 3927, 1122, 4193 and 4291.
const unrouted = new BlockList();
unrouted.addSubnet('10.0.0.0', 8, 'ipv4');
unrouted.addSubnet('172.16.0.0', 12, 'ipv4');
unrouted.addSubnet('192.168.0.0', 16, 'ipv4');
unrouted.addSubnet('100.64.0.0', 10, 'ipv4');
unrouted.addSubnet('169.254.0.0', 16, 'ipv4');
unrouted.addSubnet('127.0.0.0', 8, 'ipv4');
unrouted.addSubnet('fc00::', 7, 'ipv6');
unrouted.addSubnet('fe80::', 10, 'ipv6');
unrouted.addAddress('::1', 'ipv6');

/**
 * Whether API Gateway can reach a host that this machine reaches: it is only on the internet, not on
 * a network of the vendor.
 *
 * @param addresses the addresses of the host as this machine resolves it
 */
export function judgeAddresses(host: string, addresses: readonly string[]): readonly Verdict[] {
  if (addresses.length === 0 || !addresses.every(isPrivate)) return [];
  return [
    {
      status: 'fails',
      text: `${host} resolves to ${addresses.join(', ')}, which is not reachable from the internet`,
      remedy: 'API Gateway reads the document and the keys from the internet: publish them there',
    },
  ];
}

function isPrivate(address: string): boolean {
  return unrouted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
