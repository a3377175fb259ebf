/** How long a relay has its rows to itself. The database's clock measures it. */
const leaseSeconds = 60;

// Bounds the memory of a relay; the rows of a batch are in it two or three times.
const maxBatchBytes = 4_194_304;

/** Where an outbox is. */
export interface TableName {
  /** By default the schema is found by the search path. */
  readonly schema?: string | undefined;
  readonly table: string;
}

/** The statements of an outbox. Each has at most one value, once, so that every client can run it. */
export interface TableSql {
  /** Creates the table and its index, unless they are there: the text of a migration. */
  readonly create: string;
  /** Adds rows. The value is a JSON array of texts. */
  readonly insert: string;
  /** Leases the rows that have been due longest, and returns them. The value is how many at most. */
  readonly claim: string;
  /** Removes the rows that were sent, and gives back the others. The value is a JSON array of {@link SettledRow}. */
  readonly settle: string;
  /** Counts the rows. */
  readonly status: string;
}

/** What became of a leased row. */
export interface SettledRow {
  readonly id: string;
  /** As the claim returned it: a row that somebody else has leased since has more. */
  readonly attempts: number;
  readonly sent: boolean;
  readonly error?: string;
  readonly refused?: boolean;
  readonly delayMs?: number;
}

/** The statements for a table. Throws RangeError for a name that PostgreSQL does not take as it is. */
export function tableSql({ schema, table }: TableName): TableSql {
  const index = quoted(`${table}_due`);
  const name = [...(schema === undefined ? [] : [quoted(schema)]), quoted(table)].join('.');
  return {
    create: createSql(name, index),
    insert: `INSERT INTO ${name} (event)
SELECT given.event FROM json_array_elements_text($1::text::json) WITH ORDINALITY AS given (event, place)
ORDER BY given.place`,
    claim: claimSql(name),
    settle: settleSql(name),
    status: `SELECT count(*) FILTER (WHERE NOT refused)::float8 AS waiting,
  count(*) FILTER (WHERE refused)::float8 AS refused,
  coalesce(extract(epoch FROM clock_timestamp() - min(added_at) FILTER (WHERE NOT refused)), 0)::float8
    AS "oldestSeconds"
FROM ${name}`,
  };
}

const maxNameBytes = 63;

// PostgreSQL cuts a longer name off, and then knows the same name twice.
function quoted(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > maxNameBytes || name.includes('\0') || !name.isWellFormed()) {
    throw new RangeError(
      `the name ${JSON.stringify(name)} must have 1 to ${maxNameBytes} bytes, and no NUL`,
    );
  }
  return `"${name.replaceAll('"', '""')}"`;
}

// Every event leaves two dead rows. The thresholds are numbers of rows, however long the table once was.
function createSql(name: string, index: string): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event text NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  refused boolean NOT NULL DEFAULT false,
  last_error text
) WITH (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);
CREATE INDEX IF NOT EXISTS ${index} ON ${name} (due_at, id);
`;
}

// The statement's time stands still, so that the index finds what is due. An array, so that the index finds
// what is updated: the planner would rather read the whole of a table whose rows are small.
function claimSql(name: string): string {
  return `WITH due AS MATERIALIZED (
  SELECT id, due_at, octet_length(event) AS bytes FROM ${name}
  WHERE due_at <= statement_timestamp()
  ORDER BY due_at, id
  LIMIT $1::int
  FOR UPDATE SKIP LOCKED
), batch AS (
  SELECT id FROM (
    SELECT id, sum(bytes) OVER (ORDER BY due_at, id) - bytes AS bytes_before FROM due
  ) AS sized
  WHERE bytes_before < ${maxBatchBytes}
)
UPDATE ${name} AS o
SET due_at = clock_timestamp() + interval '${leaseSeconds} seconds', attempts = o.attempts + 1
WHERE o.id = ANY (ARRAY (SELECT id FROM batch))
RETURNING o.id::text AS id, o.event, o.attempts`;
}

// A row that was sent goes, whoever has leased it since. One that was not stays with whoever has it.
function settleSql(name: string): string {
  return `WITH settled AS MATERIALIZED (
  SELECT * FROM json_to_recordset($1::text::json)
    AS s (id bigint, attempts integer, sent boolean, error text, refused boolean, "delayMs" float8)
), removed AS (
  DELETE FROM ${name} WHERE id = ANY (ARRAY (SELECT id FROM settled WHERE sent))
)
UPDATE ${name} AS o
SET due_at = clock_timestamp() + interval '1 millisecond' * s."delayMs",
  refused = s.refused, last_error = s.error
FROM settled AS s
WHERE o.id = s.id AND o.attempts = s.attempts AND NOT s.sent`;
}
