import { Pool, type PoolConfig } from 'pg';
import { socketVariable } from './server.ts';

interface Connection {
  readonly host: string;
  readonly user: string;
  readonly database: string;
  readonly options: string;
}

/** How to reach the tests' server, in a schema that need not exist yet. */
export function connection(schema: string): Connection {
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
