/** What a catalogue can be exported as. */
export const exportFormats = [
  'asyncapi',
  'asyncapi-producer',
  'schema-registry',
  'types',
  'json-schema',
] as const;

/** One of them. */
export type ExportFormat = (typeof exportFormats)[number];

/** The names of the files of an export that has one file. */
export const exportFileNames = {
  asyncapi: 'asyncapi.json',
  'asyncapi-producer': 'asyncapi-producer.json',
  types: 'events.d.ts',
} as const;
