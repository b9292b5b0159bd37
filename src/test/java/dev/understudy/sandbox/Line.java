package dev.understudy.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/// One connection, spoken to by hand.
final class Line implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Line(SandboxServer server) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.origin().getPort());
        socket.setSoTimeout(5_000);
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void ask(ObjectNode request) throws IOException {
        byte[] body = Json.bytes(request);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: sandbox\r\nContent-Length: %d\r\n\r\n"
                        .formatted(body.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
    }

    /// Reads up to the line that begins so.
    String until(String start) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new IOException("no line begins with " + start);
    }

    /// Reads all lines until the server closes the connection.
    String rest() throws IOException {
        var rest = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    /// Reads a body of announced length.
    void body() throws IOException {
        String length = until("Content-Length: ").substring("Content-Length: ".length());
        until("");
        assertEquals(Integer.parseInt(length), in.read(new char[Integer.parseInt(length)]));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
