import type { CompareParts, SchemaChange, Versions } from './change.ts';

/** Changes of what is in an array: at its first places, and at all others. */
export function compareItems(
  { before, after }: Versions,
  compare: CompareParts,
): readonly SchemaChange[] {
  const was = placesOf(before);
  const is = placesOf(after);
  const places = [...Array(Math.max(was.length, is.length)).keys()];
  return [
    ...places.flatMap((at) =>
      compare(`/${at}`, at in was ? was[at] : before['items'], at in is ? is[at] : after['items']),
    ),
    ...compare('/*', before['items'], after['items']),
  ];
}

function placesOf({ prefixItems }: Versions['before']): readonly unknown[] {
  return Array.isArray(prefixItems) ? prefixItems : [];
}
