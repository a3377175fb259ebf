import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { ValueTest } from './field-tree.ts';

/** `cidr`: the value is an IP address of the block, such as 10.0.0.0/24 or 2001:db8::/32. */
export function parseCidr(operand: unknown): ValueTest {
  if (typeof operand !== 'string') throw invalidEventPattern('cidr must be a string');
  const [address = '', bits = '', ...rest] = operand.split('/');
  const family = familyOf(address);
  if (rest.length > 0 || !/^\d+$/u.test(bits) || family === undefined) {
    throw invalidEventPattern(`Malformed cidr: ${operand}`);
  }
  // EventBridge refuses blocks of one address.
  const maxBits = family === 'ipv4' ? 31 : 127;
  if (Number(bits) > maxBits) {
    throw invalidEventPattern(`Malformed cidr: more than ${maxBits} mask bits in ${operand}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family);
  return addressIn(block);
}

/** For a text that is an IPv6 address: the same address in any notation; IPv4 has only one. */
export function sameAddress(text: string): ValueTest | undefined {
  if (familyOf(text) !== 'ipv6') return undefined;
  const block = new BlockList();
  block.addAddress(text, 'ipv6');
  return addressIn(block);
}

function addressIn(block: BlockList): ValueTest {
  return (value) => {
    const family = typeof value === 'string' ? familyOf(value) : undefined;
    return family !== undefined && block.check(String(value), family);
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) && !address.includes('%') ? 'ipv6' : undefined;
}
