package software.amazon.awssdk.services.sqs.model;

import java.util.Collection;
import java.util.List;

public final class SendMessageBatchRequest {
    private final String queueUrl;
    private final List<SendMessageBatchRequestEntry> entries;

    private SendMessageBatchRequest(Builder builder) {
        queueUrl = builder.queueUrl;
        entries = builder.entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String queueUrl() {
        return queueUrl;
    }

    public List<SendMessageBatchRequestEntry> entries() {
        return entries;
    }

    public static final class Builder {
        private String queueUrl;
        private List<SendMessageBatchRequestEntry> entries = List.of();

        private Builder() {}

        public Builder queueUrl(String value) {
            queueUrl = value;
            return this;
        }

        public Builder entries(Collection<SendMessageBatchRequestEntry> value) {
            entries = List.copyOf(value);
            return this;
        }

        public SendMessageBatchRequest build() {
            return new SendMessageBatchRequest(this);
        }
    }
}
