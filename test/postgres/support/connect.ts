import { Pool, type PoolConfig } from 'pg';
import { socketVariable } from './server.ts';

/** How to reach the tests' server, in a schema that need not exist yet. */
export function connection(schema: string): PoolConfig & { readonly host: string } {
  return {
    host: process.env[socketVariable] ?? '',
    user: 'postgres',
    database: 'postgres',
    options: `-c search_path=${schema}`,
  };
}

/** A pool of connections in a new schema. */
export async function connect(schema: string, config: PoolConfig = {}): Promise<Pool> {
  const pool = new Pool({ ...connection(schema), ...config });
  await pool.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  return pool;
}
