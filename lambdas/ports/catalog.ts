/** The detail types that the vendor's events can have. */
export interface Catalog {
  /** The vendor lists no detail types, so any detail type is accepted. */
  readonly isEmpty: boolean;
  /** All detail types, ordered by name. */
  list(): readonly ListedDetailType[];
  has(detailType: string): boolean;
  /** Reads the file of a detail type. Rejects with an Error when the file is missing or not valid. */
  find(detailType: string): Promise<DescribedDetailType | undefined>;
}

/** The catalogue in the forms that customers' tools read, as files. */
export interface CatalogExports {
  list(): Promise<readonly CatalogExport[]>;
  /** A file, compressed with gzip. Rejects when it cannot be read. */
  find(name: string): Promise<Buffer | undefined>;
}

/** A file of the catalogue's exports. */
export interface CatalogExport {
  /** What a customer's copy is called. */
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
}

/** A detail type as the catalogue lists it. */
export interface ListedDetailType {
  readonly detailType: string;
  /** A sentence or two for people. */
  readonly description: string;
}

/** A detail type with everything that the catalogue has about it. */
export interface DescribedDetailType extends ListedDetailType {
  /** JSON Schema (2020-12) of an event's `detail`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The top-level members of the detail that a stub keeps if they are small. */
  readonly keptInStub: readonly string[];
  /** At least one. */
  readonly samples: readonly SampleEvent[];
}

/** An event as EventBridge passes it to a customer's rule. */
export interface SampleEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  /** The name of the partner event source. */
  readonly source: string;
  readonly account: string;
  /** RFC 3339 date-time. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}
