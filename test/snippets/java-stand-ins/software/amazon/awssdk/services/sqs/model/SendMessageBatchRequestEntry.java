package software.amazon.awssdk.services.sqs.model;

public final class SendMessageBatchRequestEntry {
    private final String id;
    private final String messageBody;
    private final String messageGroupId;

    private SendMessageBatchRequestEntry(Builder builder) {
        id = builder.id;
        messageBody = builder.messageBody;
        messageGroupId = builder.messageGroupId;
    }

    public static Builder builder() {
        return new Builder();
    }

    public String id() {
        return id;
    }

    public String messageBody() {
        return messageBody;
    }

    public String messageGroupId() {
        return messageGroupId;
    }

    public static final class Builder {
        private String id;
        private String messageBody;
        private String messageGroupId;

        private Builder() {}

        public Builder id(String value) {
            id = value;
            return this;
        }

        public Builder messageBody(String value) {
            messageBody = value;
            return this;
        }

        public Builder messageGroupId(String value) {
            messageGroupId = value;
            return this;
        }

        public SendMessageBatchRequestEntry build() {
            return new SendMessageBatchRequestEntry(this);
        }
    }
}
