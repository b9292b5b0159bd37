package dev.understudy.gateway;

import dev.understudy.translate.ChatErrors;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers for requests the server refuses before they reach us: JSON like all others.
final class JsonErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        ErrorCode code = status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_REQUEST;
        String message =
                status >= 500
                        ? "the gateway failed on this request: its log tells more"
                        : "not a request this gateway understands: %s"
                                .formatted(HttpStatus.getMessage(status));
        byte[] body = ChatErrors.body(code.word(), code.type(), message);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
