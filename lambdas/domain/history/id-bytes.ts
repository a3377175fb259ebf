/** A form of ids of 128 bits: canonical, so that the bytes give back the very text. */
export type IdForm = 'uuid' | 'ulid';

/** The bytes of an id of either form. */
export const idBytes = 16;

const hexDigits = '0123456789abcdef';
/** Crockford's alphabet, as ULIDs have it. */
const ulidDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const uuidLength = 36;
const ulidLength = 26;

const hexValues = valuesOf(hexDigits);
const ulidValues = valuesOf(ulidDigits);

/** The form of an id; undefined if it has neither, as one in the other case or without hyphens. */
export function formOf(id: string): IdForm | undefined {
  const bytes = new Uint8Array(idBytes);
  if (id.length === uuidLength) return writeUuid(id, bytes, 0) ? 'uuid' : undefined;
  return id.length === ulidLength && writeUlid(id, bytes, 0) ? 'ulid' : undefined;
}

/** Writes the bytes of an id at a place; returns whether it has the form. */
export function writeId(form: IdForm, id: string, bytes: Uint8Array, at: number): boolean {
  return form === 'uuid' ? writeUuid(id, bytes, at) : writeUlid(id, bytes, at);
}

/** The id of a form that has these bytes. */
export function readId(form: IdForm, bytes: Uint8Array): string {
  return form === 'uuid' ? readUuid(bytes) : readUlid(bytes);
}

function writeUuid(id: string, bytes: Uint8Array, at: number): boolean {
  if (id.length !== uuidLength) return false;
  let end = at;
  for (let index = 0; index < uuidLength; index += 2) {
    if (isHyphenAt(index)) {
      if (id.charCodeAt(index) !== hyphen) return false;
      index += 1;
    }
    const byte = (valueAt(hexValues, id, index) << 4) | valueAt(hexValues, id, index + 1);
    if (byte < 0) return false;
    bytes[end] = byte;
    end += 1;
  }
  return true;
}

const hyphen = '-'.charCodeAt(0);

function isHyphenAt(index: number): boolean {
  return index === 8 || index === 13 || index === 18 || index === 23;
}

function readUuid(bytes: Uint8Array): string {
  let text = '';
  for (const [index, byte] of bytes.entries()) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  }
  return text;
}

/** 26 digits of five bits, of which the first two are 0. */
function writeUlid(id: string, bytes: Uint8Array, at: number): boolean {
  if (id.length !== ulidLength || valueAt(ulidValues, id, 0) > 7) return false;
  let bits = 0;
  let held = -2;
  let end = at;
  for (let index = 0; index < ulidLength; index += 1) {
    const value = valueAt(ulidValues, id, index);
    if (value < 0) return false;
    bits = ((bits & 0xff) << 5) | value;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes[end] = bits >> held;
    end += 1;
  }
  return true;
}

function readUlid(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 2;
  for (const byte of bytes) {
    bits = ((bits & 0xff) << 8) | byte;
    held += 8;
    for (; held >= 5; held -= 5) text += ulidDigits.charAt((bits >> (held - 5)) & 31);
  }
  return text;
}

/** -1 for what is no digit, which stays negative in every sum of bits. */
function valueAt(values: Int8Array, text: string, index: number): number {
  return values[text.charCodeAt(index)] ?? -1;
}

function valuesOf(digits: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < digits.length; value += 1) values[digits.charCodeAt(value)] = value;
  return values;
}
