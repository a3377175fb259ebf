/**
 * The packages that test files get from Node itself, which loads them once for a worker. Jest would load
 * them for each test file, in a second or two, keep some 150 MB of each time, and have the CDK restart its
 * validator of templates.
 */
export const nativePackages = ['aws-cdk-lib', 'constructs', 'cdk-nag'];

/** The global by which a test file reaches Node's own `require`. */
export const requireName = 'requireOfNode';
