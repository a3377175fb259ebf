import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends the events on standard input, one a line, to the events queue.
 * Exits with 1 if some were not sent, and with 2, before it sends any, if a line is no event.
 */
public final class SendEvents {
    private static final int TRIES = 5;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The text goes as it is: to read and write it could change numbers. */
    record Event(String id, String group, String text) {
        static Event of(String text) throws JsonProcessingException {
            JsonNode event = JSON.readTree(text);
            if (!event.path("id").isTextual() || !event.path("generator").isTextual()) {
                throw new IllegalArgumentException("an event has the texts id and generator");
            }
            String tenant = event.path("generator").textValue().split("/", 2)[0];
            // By this group SQS gives each tenant a fair share of the queue. As encodeURIComponent in JavaScript.
            String encoded = URLEncoder.encode(tenant, StandardCharsets.UTF_8)
                    .replace("+", "%20").replace("%7E", "~")
                    .replace("%21", "!").replace("%27", "'").replace("%28", "(").replace("%29", ")");
            String group = encoded.substring(0, Math.min(128, encoded.length()));
            return new Event(event.path("id").textValue(), group, text);
        }

        int bytes() {
            return text.getBytes(StandardCharsets.UTF_8).length + group.length();
        }
    }

    /** A call takes ten messages, and 1 MiB in all. */
    static List<List<Event>> batches(List<Event> events) {
        List<List<Event>> all = new ArrayList<>();
        int bytes = 0;
        for (Event event : events) {
            if (all.isEmpty() || all.get(all.size() - 1).size() == 10 || bytes + event.bytes() > 1_048_576) {
                all.add(new ArrayList<>());
                bytes = 0;
            }
            all.get(all.size() - 1).add(event);
            bytes += event.bytes();
        }
        return all;
    }

    /** Sends a batch, and returns why events were not sent, by their ids in the batch. */
    static Map<String, String> send(SqsClient sqs, String queueUrl, List<Event> batch) throws InterruptedException {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Event event : batch) {
            entries.add(SendMessageBatchRequestEntry.builder().id(String.valueOf(entries.size()))
                    .messageBody(event.text()).messageGroupId(event.group()).build());
        }
        Map<String, String> unsent = new HashMap<>();
        for (int attempt = 0; !entries.isEmpty(); attempt++) {
            if (attempt > 0) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(200L << attempt));
            }
            SendMessageBatchResponse answer;
            try {
                answer = sqs.sendMessageBatch(
                        SendMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build());
            } catch (SdkException error) { // The SDK has tried again itself.
                entries.forEach(entry -> unsent.put(entry.id(), error.getMessage()));
                return unsent;
            }
            List<String> again = new ArrayList<>();
            // Nothing is thrown even if entries fail: without this check they are lost.
            for (BatchResultErrorEntry failed : answer.failed()) {
                if (Boolean.TRUE.equals(failed.senderFault()) || attempt == TRIES - 1) {
                    unsent.put(failed.id(), failed.code());
                } else {
                    again.add(failed.id());
                }
            }
            entries.removeIf(entry -> !again.contains(entry.id()));
        }
        return unsent;
    }

    private static List<Event> read(InputStream input) throws IOException {
        List<Event> events = new ArrayList<>();
        // Unlike a charset, its decoder does not replace what is not UTF-8.
        var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()));
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    events.add(Event.of(line.strip()));
                }
            }
        } catch (CharacterCodingException error) {
            throw new IllegalArgumentException("after line " + number + ": not UTF-8", error);
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException("line " + number + ": " + error.getOriginalMessage(), error);
        } catch (IllegalArgumentException error) {
            throw new IllegalArgumentException("line " + number + ": " + error.getMessage(), error);
        }
        return events;
    }

    private static int sendAll(String queueUrl, List<Event> events) throws InterruptedException {
        int unsent = 0;
        try (SqsClient sqs = SqsClient.create()) {
            for (List<Event> batch : batches(events)) {
                for (var one : send(sqs, queueUrl, batch).entrySet()) {
                    unsent++;
                    Event event = batch.get(Integer.parseInt(one.getKey()));
                    System.err.println("not sent: " + event.id() + ": " + one.getValue());
                }
            }
        }
        return unsent;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String queueUrl = System.getenv("EVENTS_QUEUE_URL");
        try {
            if (queueUrl == null || queueUrl.isEmpty()) {
                throw new IllegalArgumentException("EVENTS_QUEUE_URL is not set");
            }
            System.exit(sendAll(queueUrl, read(System.in)) == 0 ? 0 : 1);
        } catch (IllegalArgumentException error) {
            System.err.println("nothing sent: " + error.getMessage());
            System.exit(2);
        }
    }
}
