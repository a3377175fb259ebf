import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Where a provider of the tests keeps sessions, grants and codes: in memory, each provider its own. */
export function memoryAdapters(): AdapterFactory {
  const records = new Map<string, AdapterPayload>();
  return (model) => adapterOf(model, records);
}

function adapterOf(model: string, records: Map<string, AdapterPayload>): Adapter {
  const key = (id: string) => `${model}:${id}`;
  const where = (holds: (record: AdapterPayload) => boolean) => [...records.values()].find(holds);
  return {
    upsert: async (id, payload) => void records.set(key(id), payload),
    find: async (id) => records.get(key(id)),
    findByUid: async (uid) => where((record) => record.uid === uid),
    findByUserCode: async (code) => where((record) => record.userCode === code),
    async consume(id) {
      const record = records.get(key(id));
      if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void records.delete(key(id)),
    async revokeByGrantId(grantId) {
      for (const [id, record] of records) if (record.grantId === grantId) records.delete(id);
    },
  };
}
