package software.amazon.awssdk.core.exception;

public class SdkException extends RuntimeException {
    public SdkException(String message, Throwable cause) {
        super(message, cause);
    }
}
