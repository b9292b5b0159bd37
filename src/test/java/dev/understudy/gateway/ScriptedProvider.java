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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A provider that answers each request with what a test set, byte for byte, and then hangs up.
public final class ScriptedProvider implements AutoCloseable {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// What goes out for one request.
    @FunctionalInterface
    public interface Script {
        void play(Received request, OutputStream out) throws IOException;
    }

    /// What goes out after the headers of a stream.
    @FunctionalInterface
    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    /// One request.
    ///
    /// @param head its line and headers
    @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
    public record Received(String head, byte[] body) {
        /// The body, as UTF-8.
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final ServerSocket server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Script script = (_, _) -> {};

    public ScriptedProvider() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /// Such as `http://127.0.0.1:PORT/v1`.
    public URI base() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getLocalPort()));
    }

    /// What came in since the last script was set.
    public List<Received> received() {
        return List.copyOf(received);
    }

    /// Answers as a test says.
    public void will(Script next) {
        received.clear();
        script = next;
    }

    /// Answers with these bytes, headers and all.
    public void willSend(String answer) {
        will((_, out) -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
    }

    /// Answers with a whole JSON text.
    public void willSendJson(int status, String json, String... headers) {
        willSend(
                "HTTP/1.1 %d Said\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
                        .formatted(
                                status,
                                json.getBytes(StandardCharsets.UTF_8).length,
                                Stream.of(headers)
                                        .map(header -> header + "\r\n")
                                        .collect(Collectors.joining()),
                                json));
    }

    /// Answers with a whole stream of events.
    public void willStream(String events) {
        byte[] stream = events.getBytes(StandardCharsets.UTF_8);
        willSplit(stream, stream.length);
    }

    /// Answers with a stream, split in two at `cut`.
    public void willSplit(byte[] stream, int cut) {
        willChunk(out -> {
            chunk(out, stream, 0, cut);
            chunk(out, stream, cut, stream.length);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /// Answers with each byte of a stream for itself.
    public void willDrip(byte[] stream) {
        willChunk(out -> {
            for (int i = 0; i < stream.length; i++) {
                chunk(out, stream, i, i + 1);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    /// Answers with the first bytes of a stream and hangs up.
    public void willCut(byte[] stream, int length) {
        willChunk(out -> chunk(out, stream, 0, length));
    }

    private void willChunk(Body body) {
        will((_, out) -> {
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            body.write(out);
        });
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
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException _) {
                // the test is over
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Script now = script;
            Received request = readRequest(socket.getInputStream());
            received.add(request);
            OutputStream out = socket.getOutputStream();
            now.play(request, out);
            out.flush();
        } catch (IOException _) {
            // the caller hung up, or the test is over
        }
    }

    private static Received readRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int length = lower.indexOf("content-length: ");
        return new Received(
                head.toString(),
                length < 0
                        ? new byte[0] // a GET
                        : in.readNBytes(
                                Integer.parseInt(
                                        lower.substring(
                                                length + 16, lower.indexOf('\r', length)))));
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
