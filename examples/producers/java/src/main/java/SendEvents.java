import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
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

/** Sends the events on standard input, one a line, to the events queue. Exits with 1 if some were not sent. */
public final class SendEvents {
    private static final int TRIES = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The text goes as it is: to read and write it could change numbers. */
    record Event(String id, String group, String text) {
        static Event of(String text) throws IOException {
            JsonNode event = JSON.readTree(text);
            String tenant = event.path("generator").asText().split("/", 2)[0];
            // By this group SQS gives each tenant a fair share of the queue. As encodeURIComponent in JavaScript.
            String encoded = URLEncoder.encode(tenant, StandardCharsets.UTF_8)
                    .replace("+", "%20").replace("%7E", "~")
                    .replace("%21", "!").replace("%27", "'").replace("%28", "(").replace("%29", ")");
            String group = encoded.substring(0, Math.min(128, encoded.length()));
            return new Event(event.path("id").asText(), group, text);
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
                if (failed.senderFault() || attempt == TRIES - 1) {
                    unsent.put(failed.id(), failed.code());
                } else {
                    again.add(failed.id());
                }
            }
            entries.removeIf(entry -> !again.contains(entry.id()));
        }
        return unsent;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<Event> events = new ArrayList<>();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                events.add(Event.of(line.strip()));
            }
        }
        boolean allSent = true;
        try (SqsClient sqs = SqsClient.create()) {
            for (List<Event> batch : batches(events)) {
                for (var one : send(sqs, System.getenv("EVENTS_QUEUE_URL"), batch).entrySet()) {
                    allSent = false;
                    Event event = batch.get(Integer.parseInt(one.getKey()));
                    System.err.println("not sent: " + event.id() + ": " + one.getValue());
                }
            }
        }
        System.exit(allSent ? 0 : 1);
    }
}
