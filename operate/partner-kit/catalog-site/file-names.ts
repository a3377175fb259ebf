const maxLength = 80;

/**
 * A file name, without its ending, for each detail type: readable, in lower case, without characters that a
 * file system or a URL treats in a special way, and different from all others also where case does not count.
 */
export function fileNames(detailTypes: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const detailType of detailTypes) {
    const base = baseName(detailType);
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
    taken.add(name);
    names.set(detailType, name);
  }
  return names;
}

function baseName(detailType: string): string {
  const name = detailType
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.]+/g, '-')
    .slice(0, maxLength)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return name === '' || isReserved(name) ? `type-${name}` : name;
}

/** Whether Windows keeps the name for a device; `index` would hide the list of all types. */
function isReserved(name: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/.test(name);
}
