package dev.understudy.gateway;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers for requests the server refuses before they reach us: like all others, and in no case a
/// 5xx, unless the gateway failed.
final class JsonErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ErrorCode code = code(status);
        ErrorReplies.Reply reply =
                new ErrorReplies(Surfaces.format(request))
                        .to(new RefusedException(code, message(code, status)));
        response.setStatus(reply.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> ErrorCode.INTERNAL_ERROR;
            case HttpStatus.REQUEST_TIMEOUT_408 -> ErrorCode.REQUEST_TIMEOUT;
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                    ErrorCode.HEADERS_TOO_LARGE;
            default -> ErrorCode.INVALID_HTTP;
        };
    }

    private static String message(ErrorCode code, int status) {
        return switch (code) {
            case INTERNAL_ERROR -> "the gateway failed on this request: its log tells more";
            case REQUEST_TIMEOUT -> "the request came too slowly: send it again";
            case HEADERS_TOO_LARGE ->
                    "the request's line and headers are larger than 16 KiB: send fewer or shorter ones";
            default ->
                    "not a request this gateway understands (%s): send plain HTTP/1.1"
                            .formatted(HttpStatus.getMessage(status));
        };
    }
}
