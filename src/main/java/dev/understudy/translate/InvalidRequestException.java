package dev.understudy.translate;

/// A request's field has a value the gateway cannot work with.
public final class InvalidRequestException extends Exception {
    private static final long serialVersionUID = 1;

    private final String field;

    InvalidRequestException(String field, String wanted) {
        super("\"%s\" must be %s".formatted(field, wanted));
        this.field = field;
    }

    /// The field's name.
    public String field() {
        return field;
    }
}
