package dev.understudy.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A provider that answers each request with what a test set, byte for byte, and then hangs up.
final class ScriptedProvider implements AutoCloseable {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// What goes out after the headers.
    @FunctionalInterface
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private volatile String head = HEAD;
    private volatile Body body = _ -> {};

    ScriptedProvider() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    URI base() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getLocalPort()));
    }

    /// Answers with a stream, split in two at `cut`.
    void willSplit(byte[] stream, int cut) {
        body =
                out -> {
                    chunk(out, stream, 0, cut);
                    chunk(out, stream, cut, stream.length);
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                };
    }

    /// Answers with each byte of a stream for itself.
    void willDrip(byte[] stream) {
        body =
                out -> {
                    for (int i = 0; i < stream.length; i++) {
                        chunk(out, stream, i, i + 1);
                    }
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                };
    }

    /// Answers with the first bytes of a stream and hangs up.
    void willCut(byte[] stream, int length) {
        body = out -> chunk(out, stream, 0, length);
    }

    /// Answers with a body in one piece, and headers of the test's own.
    void willSay(String headers, String json) {
        head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n\r\n"
                        .formatted(json.length(), headers);
        body = out -> out.write(json.getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, byte[] bytes, int from, int to) throws IOException {
        if (from < to) {
            out.write(
                    (Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, from, to - from);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                readRequest(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                body.write(out);
                out.flush();
            } catch (IOException _) {
                // the caller hung up, or the test is over
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int length = lower.indexOf("content-length: ") + 16;
        in.skipNBytes(Integer.parseInt(lower.substring(length, lower.indexOf('\r', length))));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
