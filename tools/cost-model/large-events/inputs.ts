/** A message that names its detail instead of having it, with small members of it for the stub, in bytes. */
export const stubMessageBytes = 4_000;

/**
 * How long the fan-out function has to do with a detail of a megabyte besides, in seconds: it waits for S3
 * while other deliveries go on. An estimate.
 */
export const storingSeconds = 0.1;

/** Of a fetch, estimates: the function's time, of which it waits for S3 and the table; what it reads and logs. */
export const fetchInputs = { seconds: 0.05, readUnits: 1, logBytes: 1_000 } as const;
