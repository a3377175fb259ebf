import { partitionOf } from '../../domain/partition.ts';
import type { HttpPlace } from '../post-body.ts';
import type { SigningCredentials } from '../request-signer.ts';

/** Where a service is, without a path. */
export type ServiceAddress = Pick<HttpPlace, 'protocol' | 'hostname' | 'port'>;

/**
 * Variables by which the SDK finds other addresses or other credentials than those that this file knows. No
 * function of a stage has one.
 */
const knownToSdkAlone = [
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_PROFILE',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
] as const;

/** The services that are found by their Region, with the variables that lead elsewhere, as to local mode. */
const services = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  events: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
} as const;

/** The address of a service in a Region. */
export function serviceAddress(service: keyof typeof services, region: string): ServiceAddress {
  const url = process.env[services[service]];
  return addressIn(url || `https://${service}.${region}.${partitionOf(region).urlSuffix}`);
}

/** The address in a URL. */
export function addressIn(url: string): ServiceAddress {
  const { protocol, hostname, port } = new URL(url);
  return { protocol, hostname, port: port === '' ? undefined : Number(port) };
}

/**
 * The credentials that Lambda passes to a function. Throws where credentials or addresses must be found in
 * another way, which only the SDK knows.
 */
export function ownCredentials(): SigningCredentials {
  const variable = knownToSdkAlone.find((name) => process.env[name]);
  if (variable !== undefined) throw new Error(`only the SDK knows what ${variable} means`);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('the environment has no credentials');
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: process.env['AWS_SESSION_TOKEN'] || undefined,
  };
}

/** The function's own Region. */
export function ownRegion(): string {
  const region = process.env['AWS_REGION'];
  if (!region) throw new Error('AWS_REGION is missing');
  return region;
}
