/** An AWS Region, with its name for people. */
export interface AwsRegion {
  readonly region: string;
  readonly name: string;
}

/** The commercial AWS Regions, as the AWS SDK 3.1162 lists them. The vendor's account must have switched some of them on first. */
export const regions: readonly AwsRegion[] = [
  { region: 'af-south-1', name: 'Africa (Cape Town)' },
  { region: 'ap-east-1', name: 'Asia Pacific (Hong Kong)' },
  { region: 'ap-east-2', name: 'Asia Pacific (Taipei)' },
  { region: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)' },
  { region: 'ap-northeast-2', name: 'Asia Pacific (Seoul)' },
  { region: 'ap-northeast-3', name: 'Asia Pacific (Osaka)' },
  { region: 'ap-south-1', name: 'Asia Pacific (Mumbai)' },
  { region: 'ap-south-2', name: 'Asia Pacific (Hyderabad)' },
  { region: 'ap-southeast-1', name: 'Asia Pacific (Singapore)' },
  { region: 'ap-southeast-2', name: 'Asia Pacific (Sydney)' },
  { region: 'ap-southeast-3', name: 'Asia Pacific (Jakarta)' },
  { region: 'ap-southeast-4', name: 'Asia Pacific (Melbourne)' },
  { region: 'ap-southeast-5', name: 'Asia Pacific (Malaysia)' },
  { region: 'ap-southeast-6', name: 'Asia Pacific (New Zealand)' },
  { region: 'ap-southeast-7', name: 'Asia Pacific (Thailand)' },
  { region: 'ca-central-1', name: 'Canada (Central)' },
  { region: 'ca-west-1', name: 'Canada West (Calgary)' },
  { region: 'eu-central-1', name: 'Europe (Frankfurt)' },
  { region: 'eu-central-2', name: 'Europe (Zurich)' },
  { region: 'eu-north-1', name: 'Europe (Stockholm)' },
  { region: 'eu-south-1', name: 'Europe (Milan)' },
  { region: 'eu-south-2', name: 'Europe (Spain)' },
  { region: 'eu-west-1', name: 'Europe (Ireland)' },
  { region: 'eu-west-2', name: 'Europe (London)' },
  { region: 'eu-west-3', name: 'Europe (Paris)' },
  { region: 'il-central-1', name: 'Israel (Tel Aviv)' },
  { region: 'me-central-1', name: 'Middle East (UAE)' },
  { region: 'me-south-1', name: 'Middle East (Bahrain)' },
  { region: 'me-west-1', name: 'Middle East (Saudi Arabia)' },
  { region: 'mx-central-1', name: 'Mexico (Central)' },
  { region: 'sa-east-1', name: 'South America (Sao Paulo)' },
  { region: 'sa-west-1', name: 'South America (Chile)' },
  { region: 'us-east-1', name: 'US East (N. Virginia)' },
  { region: 'us-east-2', name: 'US East (Ohio)' },
  { region: 'us-west-1', name: 'US West (N. California)' },
  { region: 'us-west-2', name: 'US West (Oregon)' },
];

/** The name of a Region for people; a Region that is in no list stands for itself. */
export function regionName(region: string): string {
  return regions.find((one) => one.region === region)?.name ?? region;
}
