package dev.understudy.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One kept connection to a door, for one call at a time. Used by one thread.
final class Line implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 20_000;

    private final Door door;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];
    private final AnswerReader answer = new AnswerReader();
    private int last;
    private long events;

    Line(Door door) throws IOException {
        this.door = door;
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), door.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// Sends a request and reads the answer.
    ///
    /// @return the nanoseconds from the first byte sent to the last byte read
    /// @throws IOException also if the answer is not a 200
    long call(byte[] request) throws IOException {
        long start = System.nanoTime();
        send(request);
        while (!answer.ended()) {
            read();
        }
        long taken = System.nanoTime() - start;
        if (answer.status() != 200) {
            throw failed();
        }
        return taken;
    }

    /// Sends a request and reads its stream.
    ///
    /// @param number of the event that holds the first token
    /// @return the nanoseconds from the first byte sent to the first token
    long firstToken(byte[] request, int number) throws IOException {
        long start = System.nanoTime();
        send(request);
        untilEvents(number);
        long taken = System.nanoTime() - start;
        while (!answer.ended()) {
            read();
        }
        events += answer.events();
        return taken;
    }

    /// The events of the whole streams read so far.
    long events() {
        return events;
    }

    void send(byte[] request) throws IOException {
        answer.reset();
        out.write(request);
    }

    void untilEvents(int count) throws IOException {
        while (answer.events() < count) {
            if (answer.ended()) {
                throw failed();
            }
            read();
        }
    }

    /// Gets a page's text, and closes the connection.
    static String get(Door door, String path) throws IOException {
        try (var line = new Line(door)) {
            line.out.write(
                    "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(line.in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private IOException failed() {
        String end = AnswerReader.text(buffer, last).replaceAll("\\s+", " ");
        return new IOException("%s answered: %s".formatted(door.name(), end));
    }

    private void read() throws IOException {
        int count = in.read(buffer);
        if (count < 0) {
            throw new IOException("the connection ended within an answer");
        }
        last = count;
        answer.feed(buffer, count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
