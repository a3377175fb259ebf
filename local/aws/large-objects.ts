import type { buildApp } from 'fauxqs';

/** The largest object of one PutObject that is taken here. S3 takes 5 GB, and nobody here sends more than 100 MB. */
const maxObjectBytes = 128 * 1_048_576;

/** Takes objects as large as those of large events: fauxqs takes 11 MB. */
export function takeLargeObjects(app: ReturnType<typeof buildApp>): void {
  app.removeContentTypeParser('*');
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: maxObjectBytes },
    (_request, body, done) => {
      done(null, body);
    },
  );
}
