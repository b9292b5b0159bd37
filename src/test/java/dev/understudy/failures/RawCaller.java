package dev.understudy.failures;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A caller that sends bytes as they are, on a connection of its own.
record RawCaller(int port) {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int A_MOMENT_MILLIS = 200;

    /// One answer.
    ///
    /// @param status 0 if the server hung up without a word
    record Said(int status, String headers, String body) {
        static final Said NOTHING = new Said(0, "", "");

        /// Whether the answer's head says so, in any case.
        boolean has(String header) {
            return headers.toLowerCase(Locale.ROOT).contains(header.toLowerCase(Locale.ROOT));
        }
    }

    /// Sends a request, each character as one byte, and reads the first answer to it.
    Said say(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            send(socket, request);
            return read(socket.getInputStream());
        }
    }

    /// The same for a request that may lack its end: if no answer comes in a moment, the caller
    /// says that nothing more will follow.
    Said sayAll(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, request);
            var in = new PushbackInputStream(socket.getInputStream());
            socket.setSoTimeout(A_MOMENT_MILLIS);
            try {
                int first = in.read();
                if (first < 0) {
                    return Said.NOTHING;
                }
                in.unread(first);
            } catch (SocketTimeoutException _) {
                socket.shutdownOutput();
            } catch (IOException _) {
                return Said.NOTHING;
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            return read(in);
        }
    }

    private static void send(Socket socket, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            // it hung up before all was said; its answer may be there
        }
    }

    /// Reads one answer; its body ends where its headers say, else with the connection.
    static Said read(InputStream in) throws IOException {
        var head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    break;
                }
                head.append((char) c);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer, but: " + head, e);
        } catch (IOException _) {
            // reset: what came is read
        }
        if (head.isEmpty()) {
            return Said.NOTHING;
        }
        String headers = head.toString();
        if (!headers.matches("(?s)HTTP/1\\.[01] [1-5]\\d\\d.*")) {
            throw new AssertionError("no status line: " + headers);
        }
        int status = Integer.parseInt(headers.substring(9, 12));
        String lower = headers.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length: ");
        byte[] body;
        if (status == 204 || status == 304 || status / 100 == 1) {
            body = new byte[0];
        } else if (length >= 0) {
            int from = length + 18;
            body =
                    in.readNBytes(
                            Integer.parseInt(lower.substring(from, lower.indexOf('\r', from))));
        } else if (lower.contains("transfer-encoding: chunked")) {
            var text = new StringBuilder();
            while (!text.toString().endsWith("0\r\n\r\n")) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("cut off: " + text);
                }
                text.append((char) c);
            }
            body = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        } else {
            body = in.readAllBytes();
        }
        return new Said(status, headers, new String(body, StandardCharsets.UTF_8));
    }
}
