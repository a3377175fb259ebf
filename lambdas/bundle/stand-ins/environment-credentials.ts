/** The first link of the SDK's chain of credential providers, and in a function the only one. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
