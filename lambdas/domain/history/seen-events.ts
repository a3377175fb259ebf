/** The last events that a replay has sent, so that it sends each once. */
export interface SeenEvents {
  /** Whether the event is new; it is remembered from now on. */
  add(eventId: string): boolean;
  /** Whether the event is remembered. */
  has(eventId: string): boolean;
  /** The memory as text. */
  write(): string;
}

// 62 bits, six in a character.
const printLength = 11;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A memory of so many events, which forgets the oldest ones. It has their fingerprints: an event is taken
 * for another one about once in 10^15 times. An event that comes again after it was forgotten is sent
 * again, with the same mark of its replay.
 *
 * @param text what another one wrote
 */
export function seenEvents(maxEvents: number, text = ''): SeenEvents {
  const prints = new Set<string>();
  for (let at = 0; at < text.length; at += printLength) {
    prints.add(text.slice(at, at + printLength));
  }
  return {
    add(eventId) {
      const print = fingerprint(eventId);
      if (prints.has(print)) return false;
      prints.add(print);
      if (prints.size > maxEvents) {
        for (const oldest of prints) {
          prints.delete(oldest);
          break;
        }
      }
      return true;
    },
    has: (eventId) => prints.has(fingerprint(eventId)),
    write: () => [...prints].join(''),
  };
}

/** Two hashes of 32 bits (as in cyrb53), of which 62 are kept. */
function fingerprint(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return letters(one >>> 0, 5) + letters(two >>> 0, 6);
}

/** The lowest bits of a number, six in a character. */
function letters(bits: number, length: number): string {
  let left = bits;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += alphabet.charAt(left % alphabet.length);
    left = Math.floor(left / alphabet.length);
  }
  return text;
}
