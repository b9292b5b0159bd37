package dev.understudy.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Many streams of 20 events a second at a time, read by one thread.
///
/// How late an event is, is told against the schedule of its own stream, which begins with the
/// stream's most punctual event: a delay that all its events share does not count.
final class ManyStreams {
    private static final int TOKENS = 200;
    private static final long PACE_NANOS = 50_000_000;

    /// The role before the tokens; the end's reason, and the end, after them.
    private static final int EVENTS = 1 + TOKENS + 2;

    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final Door door;
    private final int count;
    private final ByteBuffer buffer = ByteBuffer.wrap(new byte[64 * 1024]);

    ManyStreams(Door door, int count) {
        this.door = door;
        this.count = count;
    }

    /// How it went.
    record Outcome(int lostStreams, long lostEvents, Samples late) {}

    private static final class Stream {
        final AnswerReader answer = new AnswerReader();
        final long[] arrivals = new long[EVENTS];
        int seen;
    }

    Outcome run() throws IOException {
        byte[] request = door.call("text-%d@20".formatted(TOKENS), ",\"stream\":true");
        var streams = new ArrayList<Stream>();
        long start = System.nanoTime();
        try (Selector selector = Selector.open()) {
            int open = 0;
            while (System.nanoTime() - start < LONGEST.toNanos()) {
                long due = (System.nanoTime() - start) * count / RAMP.toNanos();
                while (streams.size() < Math.min(due, count)) {
                    var stream = new Stream();
                    streams.add(stream);
                    open(request).register(selector, SelectionKey.OP_READ, stream);
                    open++;
                }
                selector.select(streams.size() < count ? 1 : 100);
                for (SelectionKey key : selector.selectedKeys()) {
                    open -= read(key) ? 0 : 1;
                }
                selector.selectedKeys().clear();
                if (open == 0 && streams.size() == count) {
                    break;
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return outcome(streams);
    }

    private SocketChannel open(byte[] request) throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        return channel;
    }

    /// Reads what is there; false if it was the last.
    private boolean read(SelectionKey key) throws IOException {
        var stream = (Stream) key.attachment();
        var channel = (SocketChannel) key.channel();
        int length;
        try {
            length = channel.read(buffer.clear());
        } catch (IOException _) {
            length = -1;
        }
        long now = System.nanoTime();
        if (length > 0) {
            stream.answer.feed(buffer.array(), length);
            while (stream.seen < Math.min(EVENTS, stream.answer.events())) {
                stream.arrivals[stream.seen++] = now;
            }
        }
        if (length < 0 || stream.answer.ended()) {
            channel.close();
            return false;
        }
        return true;
    }

    private static Outcome outcome(List<Stream> streams) {
        var late = new Samples();
        int lost = 0;
        long lostEvents = 0;
        for (Stream stream : streams) {
            lost += stream.answer.ended() && stream.seen == EVENTS ? 0 : 1;
            lostEvents += EVENTS - stream.seen;
            long[] offsets = new long[Math.max(0, Math.min(stream.seen - 1, TOKENS))];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = stream.arrivals[i + 1] - i * PACE_NANOS;
            }
            long schedule = Arrays.stream(offsets).min().orElse(0);
            for (long offset : offsets) {
                late.add(offset - schedule);
            }
        }
        return new Outcome(lost, lostEvents, late);
    }
}
