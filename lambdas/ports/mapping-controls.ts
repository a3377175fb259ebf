import type { MappingControl } from '../domain/mapping-control.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingVersion } from './delivery.ts';

/** What customers and replays change of mappings. */
export interface MappingControls {
  /**
   * Changes one registration, by what the table has of it at that moment. Returns the mapping as it is
   * then. `superseded`: another registration has taken its place, or it was removed. `retired`: a retired
   * mapping cannot have this control. Rejects when the table cannot be reached, or when others change the
   * mapping again and again.
   */
  control(
    version: MappingVersion,
    control: MappingControl,
  ): Promise<Mapping | 'superseded' | 'retired'>;
}
