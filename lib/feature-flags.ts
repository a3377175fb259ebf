import type { Stack } from 'aws-cdk-lib';
import cdkSettings from '../cdk.json' with { type: 'json' };

// No flag: it is the vendor's own.
const bootstrapQualifier = '@aws-cdk/core:bootstrapQualifier';

/**
 * Gives a stack the feature flags of this project's cdk.json, with which it is tested: the templates are the same in a
 * vendor's own app, whatever flags that has. Before anything is in the stack.
 */
export function useFeatureFlags(stack: Stack): void {
  for (const [key, value] of Object.entries(cdkSettings.context)) {
    if (key.startsWith('@aws-cdk/') && key !== bootstrapQualifier)
      stack.node.setContext(key, value);
  }
}
