package software.amazon.awssdk.services.sqs.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

public final class SendMessageBatchResponse {
    private final List<BatchResultErrorEntry> failed;

    private SendMessageBatchResponse(List<BatchResultErrorEntry> failed) {
        this.failed = Collections.unmodifiableList(failed);
    }

    /** The stand-in's own: the answer's "Failed", which may be missing. */
    public static SendMessageBatchResponse of(JsonNode failed) {
        List<BatchResultErrorEntry> entries = new ArrayList<>();
        failed.forEach(one -> entries.add(new BatchResultErrorEntry(
                one.path("Id").asText(), one.path("Code").asText(),
                one.hasNonNull("SenderFault") ? one.path("SenderFault").asBoolean() : null)));
        return new SendMessageBatchResponse(entries);
    }

    public List<BatchResultErrorEntry> failed() {
        return failed;
    }
}
