import { expect, test } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startSqs } from '../../../local/aws/sqs.ts';

test('an object of more than the 11 MB that fauxqs takes is taken whole', async () => {
  const sqs = await startSqs({ port: 0 });
  sqs.createBucket('payloads');
  const client = new S3Client({
    endpoint: sqs.url,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' },
  });
  const bytes = Buffer.alloc(12 * 1_048_576, 'x');
  await client.send(new PutObjectCommand({ Bucket: 'payloads', Key: 'large', Body: bytes }));
  const { Body: body } = await client.send(
    new GetObjectCommand({ Bucket: 'payloads', Key: 'large' }),
  );
  const got = Buffer.from((await body?.transformToByteArray()) ?? []);
  client.destroy();
  await sqs.close();

  expect(got.equals(bytes)).toBe(true);
});
