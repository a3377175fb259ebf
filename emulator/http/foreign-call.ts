import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Names of this machine that no DNS server can point elsewhere, nor to this machine from elsewhere. */
const OWN_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Addresses at which a server listens on every interface: its callers know it by another address. */
const WILDCARDS = ['0.0.0.0', '::'];

/**
 * Why a call is refused that a page of another site may have sent from a developer's browser; undefined for any other
 * call. A page reaches this server in two ways. It posts across sites, which browsers tell by Origin and
 * Sec-Fetch-Site; SDKs and the command line send neither. Or its own name points here (DNS rebinding), which Host tells.
 *
 * @param allowedHosts the names and addresses, besides the loopback's, by which callers may know this server
 */
export function foreignCallReason(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  allowedHosts: readonly string[],
): string | undefined {
  const { host = '', origin } = headers;
  if (!isOwnHost(host, allowedHosts)) return `The Host ${JSON.stringify(host)} is not this server.`;
  if (origin !== undefined && origin !== `http://${host}`) {
    return `A page of ${JSON.stringify(origin)} may not call this server.`;
  }
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  // A link from another page to a view does no harm: that page cannot read it.
  const isLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  return isForeign && !isLink ? 'A page of another site may not call this server.' : undefined;
}

/**
 * The hosts that `--host` and `--allow-host` add, without the port with which one may be given. On every interface, an
 * address is one too: no name points to it.
 */
export function allowedHostsOf(host: string, names: readonly string[]): string[] {
  return [host, ...names].map((name) => {
    const withoutPort = isIPv6(name) ? name : name.replace(/:\d+$/u, '');
    return hostInUrl(withoutPort).toLowerCase();
  });
}

/** An address as a URL has it: IPv6 in brackets. */
export function hostInUrl(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

function isOwnHost(hostAndPort: string, allowedHosts: readonly string[]): boolean {
  const host = hostAndPort.replace(/:\d+$/u, '').toLowerCase();
  if (OWN_HOSTS.has(host) || allowedHosts.includes(host)) return true;
  const isEverywhere = WILDCARDS.some((address) => allowedHosts.includes(hostInUrl(address)));
  return isEverywhere && isAddress(host);
}

function isAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(host) || /^\[[\da-f:.]+\]$/u.test(host);
}
