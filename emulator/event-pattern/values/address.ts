import { isIPv6 } from 'node:net';
import { DOT, NINE, ZERO } from '../characters.ts';
import { invalidEventPattern } from '../../protocol/aws-error.ts';

/** The hexadecimal digits of an IP address, 8 or 32: texts of one length compare as the addresses do. */
export type AddressDigits = string;

/** The addresses from one to another, inclusive. */
export type AddressRange = { readonly from: AddressDigits; readonly to: AddressDigits };

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/u;
const IPV6 = /^[\da-fA-F:]*:[\da-fA-F:]*$/u;
/** Java reads no longer texts as IPv4 addresses. */
const LONGEST_IPV4 = 15;
const BITS_PER_DIGIT = 4;
const SHORTEST_ADDRESS = '::'.length;
const LONGEST_ADDRESS = 'ffff:'.repeat(8).length;
const MAX_BYTE = 255;
/** The digits of each byte. */
const BYTES = Array.from({ length: MAX_BYTE + 1 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The digits of an address; undefined for any other text. */
export function addressDigits(text: string): AddressDigits | undefined {
  if (text.length > LONGEST_ADDRESS || text.length < SHORTEST_ADDRESS) return undefined;
  if (text.includes('.')) return ipv4Digits(text);
  return IPV6.test(text) && isIPv6(text) ? ipv6Digits(text) : undefined;
}

/** The block of a `cidr` such as 10.0.0.0/24 or 2001:db8::/32. Throws for anything else, in Event Ruler's words. */
export function addressBlock(cidr: string): AddressRange {
  const [address = '', bits = '', ...rest] = cidr.replace(/\/+$/u, '').split('/');
  if (rest.length > 0 || !cidr.includes('/') || bits === '') {
    throw invalidEventPattern("Malformed CIDR, one '/' required");
  }
  const maskBits = /^[+-]?\d{1,9}$/u.test(bits) ? Number(bits) : undefined;
  if (maskBits === undefined) {
    throw invalidEventPattern('Malformed CIDR, mask bits must be an integer');
  }
  if (maskBits < 0) throw invalidEventPattern('Malformed CIDR, mask bits must not be negative');
  return blockOf(requireAddress(address), maskBits);
}

function requireAddress(address: string): AddressDigits {
  const digits = addressDigits(address);
  if (digits !== undefined) return digits;
  const looksLikeOne = IPV4.test(address) || IPV6.test(address);
  throw invalidEventPattern(`${looksLikeOne ? 'Invalid' : 'Nonstandard'} IP address: ${address}`);
}

function blockOf(digits: AddressDigits, maskBits: number): AddressRange {
  const bits = digits.length * BITS_PER_DIGIT;
  if (maskBits >= bits) {
    const family = bits === 32 ? 'IPv4' : 'IPv6';
    throw invalidEventPattern(`${family} mask bits must be < ${bits}`);
  }
  const freeBits = BigInt(bits - maskBits);
  const first = (BigInt(`0x${digits}`) >> freeBits) << freeBits;
  const last = first | ((1n << freeBits) - 1n);
  return { from: hex(first, digits.length), to: hex(last, digits.length) };
}

function hex(address: bigint, length: number): AddressDigits {
  return address.toString(16).padStart(length, '0');
}

function ipv4Digits(text: string): AddressDigits | undefined {
  if (text.length > LONGEST_IPV4) return undefined;
  let [digits, part, parts] = ['', -1, 0];
  // One more than there are, for the end of the last part.
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    if (code === DOT) {
      if (part < 0 || part > MAX_BYTE) return undefined;
      digits += BYTES[part] ?? '';
      parts += 1;
      part = -1;
    } else if (code < ZERO || code > NINE) return undefined;
    else part = 10 * Math.max(part, 0) + code - ZERO;
  }
  return parts === 4 ? digits : undefined;
}

/** Not of an IPv4 address in IPv6 notation: its dots are not accepted, and so its digits match no IPv4 block. */
function ipv6Digits(text: string): AddressDigits {
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after]
    .map((group) => group.toLowerCase().padStart(4, '0'))
    .join('');
}

function groupsOf(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
