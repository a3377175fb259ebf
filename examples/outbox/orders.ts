import type { Outbox } from 'eventbridge-partner-fanout/producer';
import type { Pool } from 'pg';

/** An order of a shop, which is a tenant of this service. */
export interface Order {
  readonly shop: string;
  readonly number: string;
  readonly cents: number;
}

/** Creates the table of the orders, unless it is there. */
export const ordersSql = `CREATE TABLE IF NOT EXISTS orders (
  shop text, number text, cents integer NOT NULL CHECK (cents > 0), PRIMARY KEY (shop, number)
);`;

/** Writes an order, and the event that announces it, in one transaction: either both are there or neither. */
export async function placeOrder(
  { shop, number, cents }: Order,
  pool: Pool,
  outbox: Outbox,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO orders VALUES ($1, $2, $3)', [shop, number, cents]);
    await outbox.add(client, [
      {
        // An id from the order's own key: whoever gets the event twice knows it by this.
        id: `order/${number}/placed`,
        generator: `${shop}/orders`,
        detailType: 'order.placed',
        detail: { number, cents },
      },
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
