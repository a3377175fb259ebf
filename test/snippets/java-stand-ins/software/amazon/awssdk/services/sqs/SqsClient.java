package software.amazon.awssdk.services.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Calls SQS by its JSON protocol, unsigned and without retries. */
public interface SqsClient extends AutoCloseable {
    static SqsClient create() {
        String endpoint = System.getenv("AWS_ENDPOINT_URL_SQS");
        ObjectMapper json = new ObjectMapper();
        return request -> {
            ObjectNode body = json.createObjectNode().put("QueueUrl", request.queueUrl());
            for (SendMessageBatchRequestEntry entry : request.entries()) {
                body.withArray("Entries").addObject().put("Id", entry.id())
                        .put("MessageBody", entry.messageBody()).put("MessageGroupId", entry.messageGroupId());
            }
            try {
                HttpRequest call = HttpRequest.newBuilder(URI.create(endpoint))
                        .header("content-type", "application/x-amz-json-1.0")
                        .header("x-amz-target", "AmazonSQS.SendMessageBatch")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))).build();
                var answer = HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
                JsonNode result = json.readTree(answer.body());
                if (answer.statusCode() != 200) {
                    throw new SdkException(result.path("message").asText(), null);
                }
                return SendMessageBatchResponse.of(result.path("Failed"));
            } catch (IOException | InterruptedException error) {
                throw new SdkException(error.getMessage(), error);
            }
        };
    }

    SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request);

    @Override
    default void close() {}
}
