import { describe } from '@jest/globals';
import { pythonPayloadSnippet } from '../../web/snippets/large-events.ts';
import { testConsumer } from '../support/consumer-tests.ts';

// It is among the tests that need more than Node.js. Without python3 it fails.
describe('the consumer in Python', () => {
  testConsumer({
    file: 'consumer.py',
    program: 'python3',
    text: `${pythonPayloadSnippet}
import sys
def handle(detail):
    sys.stdout.write(json.dumps(detail))
handler(json.loads(sys.argv[1]), None)`,
  });
});
