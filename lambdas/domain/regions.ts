/** An AWS Region, with its name for people. */
export interface AwsRegion {
  readonly region: string;
  readonly name: string;
  /** Whether an account must opt in first; every account has the Regions launched before 20 March 2019. */
  readonly isOptIn: boolean;
}

/** The commercial AWS Regions, as the AWS SDK 3.1162 lists them. */
export const regions: readonly AwsRegion[] = [
  { region: 'af-south-1', name: 'Africa (Cape Town)', isOptIn: true },
  { region: 'ap-east-1', name: 'Asia Pacific (Hong Kong)', isOptIn: true },
  { region: 'ap-east-2', name: 'Asia Pacific (Taipei)', isOptIn: true },
  { region: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)', isOptIn: false },
  { region: 'ap-northeast-2', name: 'Asia Pacific (Seoul)', isOptIn: false },
  { region: 'ap-northeast-3', name: 'Asia Pacific (Osaka)', isOptIn: false },
  { region: 'ap-south-1', name: 'Asia Pacific (Mumbai)', isOptIn: false },
  { region: 'ap-south-2', name: 'Asia Pacific (Hyderabad)', isOptIn: true },
  { region: 'ap-southeast-1', name: 'Asia Pacific (Singapore)', isOptIn: false },
  { region: 'ap-southeast-2', name: 'Asia Pacific (Sydney)', isOptIn: false },
  { region: 'ap-southeast-3', name: 'Asia Pacific (Jakarta)', isOptIn: true },
  { region: 'ap-southeast-4', name: 'Asia Pacific (Melbourne)', isOptIn: true },
  { region: 'ap-southeast-5', name: 'Asia Pacific (Malaysia)', isOptIn: true },
  { region: 'ap-southeast-6', name: 'Asia Pacific (New Zealand)', isOptIn: true },
  { region: 'ap-southeast-7', name: 'Asia Pacific (Thailand)', isOptIn: true },
  { region: 'ca-central-1', name: 'Canada (Central)', isOptIn: false },
  { region: 'ca-west-1', name: 'Canada West (Calgary)', isOptIn: true },
  { region: 'eu-central-1', name: 'Europe (Frankfurt)', isOptIn: false },
  { region: 'eu-central-2', name: 'Europe (Zurich)', isOptIn: true },
  { region: 'eu-north-1', name: 'Europe (Stockholm)', isOptIn: false },
  { region: 'eu-south-1', name: 'Europe (Milan)', isOptIn: true },
  { region: 'eu-south-2', name: 'Europe (Spain)', isOptIn: true },
  { region: 'eu-west-1', name: 'Europe (Ireland)', isOptIn: false },
  { region: 'eu-west-2', name: 'Europe (London)', isOptIn: false },
  { region: 'eu-west-3', name: 'Europe (Paris)', isOptIn: false },
  { region: 'il-central-1', name: 'Israel (Tel Aviv)', isOptIn: true },
  { region: 'me-central-1', name: 'Middle East (UAE)', isOptIn: true },
  { region: 'me-south-1', name: 'Middle East (Bahrain)', isOptIn: true },
  { region: 'me-west-1', name: 'Middle East (Saudi Arabia)', isOptIn: true },
  { region: 'mx-central-1', name: 'Mexico (Central)', isOptIn: true },
  { region: 'sa-east-1', name: 'South America (Sao Paulo)', isOptIn: false },
  { region: 'sa-west-1', name: 'South America (Chile)', isOptIn: true },
  { region: 'us-east-1', name: 'US East (N. Virginia)', isOptIn: false },
  { region: 'us-east-2', name: 'US East (Ohio)', isOptIn: false },
  { region: 'us-west-1', name: 'US West (N. California)', isOptIn: false },
  { region: 'us-west-2', name: 'US West (Oregon)', isOptIn: false },
];

/** The Regions that every AWS account has switched on. */
export const standardRegions: readonly AwsRegion[] = regions.filter(({ isOptIn }) => !isOptIn);

/** The name of a Region for people; the Region itself if it is not in the list. */
export function regionName(region: string): string {
  return regions.find((one) => one.region === region)?.name ?? region;
}
