// CommonJS without types (see package.json next to it): an old Node.js can read it, and say which one it needs.
if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `The CDK app needs Node.js 24 or newer, and this is ${process.version}. Run it as "npx cdk", which uses the Node.js that npm has installed, or install Node.js 24.\n`,
  );
  process.exitCode = 1;
} else {
  void import('node:module').then(({ enableCompileCache }) => {
    // The next start finds the modules without types and compiled.
    enableCompileCache();
    return import('./programs/app.ts');
  });
}
