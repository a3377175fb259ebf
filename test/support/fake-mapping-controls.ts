import { controlled, withControlled } from '../../lambdas/domain/mapping-control.ts';
import type { MappingControls } from '../../lambdas/ports/mapping-controls.ts';
import type { FakeMappingTable } from './fake-mapping-table.ts';

/** The controls of the mappings of a table in memory. */
export function fakeMappingControls({ items }: FakeMappingTable): MappingControls {
  return {
    async control(version, control) {
      const { mapping, claimedUntil } = items.get(version) ?? {};
      if (mapping?.generation !== version.generation) return 'superseded';
      const fields = controlled(mapping, control);
      if (fields === undefined) return 'retired';
      const changed = withControlled(mapping, fields);
      items.put(changed, claimedUntil);
      return changed;
    },
  };
}
