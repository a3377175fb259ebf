/** A part of AWS with its own accounts, ARNs and addresses. */
export interface Partition {
  /** As in ARNs. */
  readonly id: string;
  /** The end of its services' host names. */
  readonly urlSuffix: string;
}

const commercial: Partition = { id: 'aws', urlSuffix: 'amazonaws.com' };

// The partitions of the AWS SDKs' shared data (partitions.json of 2026), by how their Regions begin.
const others: readonly (Partition & { readonly regionsBegin: string })[] = [
  { regionsBegin: 'cn-', id: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
  { regionsBegin: 'us-gov-', id: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { regionsBegin: 'eusc-', id: 'aws-eusc', urlSuffix: 'amazonaws.eu' },
  { regionsBegin: 'us-iso-', id: 'aws-iso', urlSuffix: 'c2s.ic.gov' },
  { regionsBegin: 'us-isob-', id: 'aws-iso-b', urlSuffix: 'sc2s.sgov.gov' },
  { regionsBegin: 'eu-isoe-', id: 'aws-iso-e', urlSuffix: 'cloud.adc-e.uk' },
  { regionsBegin: 'us-isof-', id: 'aws-iso-f', urlSuffix: 'csp.hci.ic.gov' },
];

/** The partition of a Region; the commercial one unless the Region's name says otherwise. */
export function partitionOf(region: string): Partition {
  return others.find(({ regionsBegin }) => region.startsWith(regionsBegin)) ?? commercial;
}
