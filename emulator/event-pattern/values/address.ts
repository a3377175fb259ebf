import { ZERO } from '../characters.ts';
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
const IPV4_PARTS = 4;
const IPV6_GROUPS = 8;
const GROUP_DIGITS = 4;
/** The digits of each byte. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The digits of an address; undefined for any other text. */
export function addressDigits(text: string): AddressDigits | undefined {
  if (text.length > LONGEST_ADDRESS || text.length < SHORTEST_ADDRESS) return undefined;
  if (text.includes('.')) return ipv4Digits(text);
  return IPV6.test(text) ? ipv6Digits(text) : undefined;
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
  let [digits, start] = ['', 0];
  for (let part = 1; part <= IPV4_PARTS; part += 1) {
    const end = part === IPV4_PARTS ? text.length : text.indexOf('.', start);
    const byte = BYTES[numberIn(text, start, end)];
    if (byte === undefined) return undefined;
    digits += byte;
    start = end + 1;
  }
  return digits;
}

/** The number of a part of a text; NaN if it is none. */
function numberIn(text: string, start: number, end: number): number {
  let number = start < end ? 0 : NaN;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    number = 10 * number + digit;
  }
  return number;
}

/** Not of an IPv4 address in IPv6 notation: its dots are not accepted, and so its digits match no IPv4 block. */
function ipv6Digits(text: string): AddressDigits | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = IPV6_GROUPS - before.length - after.length;
  const isComplete = tail === undefined ? missing === 0 : missing > 0 && rest.length === 0;
  if (!isComplete || !before.every(isGroup) || !after.every(isGroup)) return undefined;
  const zeros = '0'.repeat(missing * GROUP_DIGITS);
  return `${before.map(padded).join('')}${zeros}${after.map(padded).join('')}`.toLowerCase();
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':');
}

const isGroup = (group: string) => group !== '' && group.length <= GROUP_DIGITS;
const padded = (group: string) => group.padStart(GROUP_DIGITS, '0');
