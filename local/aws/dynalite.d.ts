declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Makes a DynamoDB server which does not listen yet. Without `path` its tables live in memory. */
  function dynalite(options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;

  export = dynalite;
}

// Ships with dynalite, which does not document which parts of it are public.
declare module 'dynalite/db/index.js' {
  /** A value by its type: `{ S: 'text' }`, `{ L: [...] }`. */
  export type AttributeValue = Readonly<Record<string, unknown>>;

  export type Item = Readonly<Record<string, AttributeValue>>;

  /** A parsed condition; the operands of a comparison are values and paths. */
  export type Expression =
    | { readonly type: 'and' | 'or' | 'not'; readonly args: readonly Expression[] }
    | { readonly type: '='; readonly args: readonly (AttributeValue | readonly string[])[] }
    | { readonly type: 'another comparison, or a function' };

  interface Request {
    readonly _condition?: { readonly expression: Expression };
  }

  /** Every request uses this object. */
  const db: {
    /** The error of a write whose condition does not hold for the stored item. */
    checkConditional: (data: Request, item: Item | undefined) => Error | null | undefined;
  };

  export default db;
}
