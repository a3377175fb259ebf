import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stack as the stub reports it. */
export interface StubStack {
  readonly name: string;
  readonly account: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts a CloudFormation on 127.0.0.1 that has these stacks in each Region. */
export async function startStubCloudFormation(stacksIn: (region: string) => readonly StubStack[]) {
  const server = createServer((request, response) => {
    const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(
      request.headers.authorization ?? '',
    ) ?? [''];
    response.setHeader('content-type', 'text/xml');
    response.end(describeStacksXml(stacksIn(region), region));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function describeStacksXml(stacks: readonly StubStack[], region: string): string {
  const members = stacks.map(({ name, account, outputs }) => {
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/1`;
    const ofStack = Object.entries(outputs).map(
      ([key, value]) =>
        `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return `<member><StackId>${id}</StackId><StackName>${name}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${ofStack.join('')}</Outputs></member>`;
  });
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>${members.join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}
