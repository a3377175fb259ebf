package software.amazon.awssdk.services.sqs.model;

public final class BatchResultErrorEntry {
    private final String id;
    private final String code;
    private final Boolean senderFault;

    BatchResultErrorEntry(String id, String code, Boolean senderFault) {
        this.id = id;
        this.code = code;
        this.senderFault = senderFault;
    }

    public String id() {
        return id;
    }

    public String code() {
        return code;
    }

    public Boolean senderFault() {
        return senderFault;
    }
}
