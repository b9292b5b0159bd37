package dev.understudy.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One way in which a provider fails, to be played on purpose. Each has a word, which is read and
/// written.
public sealed interface Fault {
    /// The words there are, for people.
    String WORDS =
            "a status such as 401, 429 or 429@30s (with the wait it asks for), timeout, refused,"
                    + " reset, empty, context, refusal, noprefill, nodone, slow@SECONDS, and"
                    + " break, stall, error or malformed with @EVENTS; x1 behind it plays it for the"
                    + " first call alone, x2 for two";

    /// The longest wait that can be written.
    Duration LONGEST = Duration.ofSeconds(100_000);

    /// The most events that can be written.
    int MOST_EVENTS = 99_999;

    /// An HTTP status instead of an answer, such as `503` or `429@30s`.
    ///
    /// @param status from 400 to 599
    /// @param retryAfter what its `Retry-After` asks for
    record Status(int status, Optional<Duration> retryAfter) implements Fault {
        public Status {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("no error's status: " + status);
            }
            retryAfter.ifPresent(Fault::check);
        }

        @Override
        public String word() {
            return status + retryAfter.map(length -> "@" + seconds(length)).orElse("");
        }
    }

    /// What needs no number.
    enum Plain implements Fault {
        /// The request is taken, and nothing ever comes: `timeout`.
        TIMEOUT,
        /// No connection: `refused`.
        REFUSED,
        /// The connection is reset before an answer: `reset`.
        RESET,
        /// An answer without a word: `empty`.
        EMPTY,
        /// The prompt does not fit the model: `context`.
        CONTEXT,
        /// The provider will not answer such a prompt: `refusal`.
        REFUSAL,
        /// A conversation that ends with words put into the model's mouth is refused, every other
        /// is answered: `noprefill`.
        NOPREFILL,
        /// The stream's last mark is missing: `nodone`.
        NODONE;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The headers come at once and the first token late, such as `slow@3s`.
    record Slow(Duration by) implements Fault {
        public Slow {
            check(by);
        }

        @Override
        public String word() {
            return "slow@" + seconds(by);
        }
    }

    /// A stream that goes wrong after some events, such as `break@20`; at the latest before its
    /// end, and without events before its first token.
    record Midway(How how, int after) implements Fault {
        public Midway {
            if (after < 0 || after > MOST_EVENTS) {
                throw new IllegalArgumentException("not a number of events: " + after);
            }
        }

        @Override
        public String word() {
            return how.name().toLowerCase(Locale.ROOT) + (after == 0 ? "" : "@" + after);
        }
    }

    /// What happens to a stream.
    enum How {
        /// The connection is cut.
        BREAK,
        /// Nothing more comes.
        STALL,
        /// An error comes as an event, inside a 200.
        ERROR,
        /// An event comes that is not JSON, and the rest after it.
        MALFORMED
    }

    /// As it is written.
    String word();

    /// Reads a fault.
    ///
    /// @throws IllegalArgumentException with the words there are
    static Fault parse(String word) {
        return Reading.of(word)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is no fault to rehearse: the faults are %s"
                                        .formatted(word, WORDS)));
    }

    private static void check(Duration length) {
        if (length.isNegative()
                || length.compareTo(LONGEST) >= 0
                || length.toNanos() % 1_000_000 != 0) {
            throw new IllegalArgumentException("not a length of time to write: " + length);
        }
    }

    /// Such as `3s` or `0.25s`.
    private static String seconds(Duration length) {
        return BigDecimal.valueOf(length.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }

    /// Words as they are read.
    final class Reading {
        private static final Pattern WORD =
                Pattern.compile("([a-z]+|[45]\\d\\d)(?:@(\\d{1,5}(?:\\.\\d{1,3})?)(s?))?");
        private static final Duration SLOW = Duration.ofSeconds(3);

        private Reading() {}

        private static Optional<Fault> of(String text) {
            Matcher match = WORD.matcher(text);
            if (!match.matches()) {
                return Optional.empty();
            }
            String word = match.group(1);
            String number = match.group(2) == null ? "" : match.group(2);
            boolean time = number.contains(".") || "s".equals(match.group(3));
            if (Character.isDigit(word.charAt(0))) {
                return Optional.of(
                        new Status(
                                Integer.parseInt(word),
                                number.isEmpty() ? Optional.empty() : Optional.of(length(number))));
            }
            if (word.equals("slow")) {
                return Optional.of(new Slow(number.isEmpty() ? SLOW : length(number)));
            }
            for (How how : How.values()) {
                if (!time && word.equals(how.name().toLowerCase(Locale.ROOT))) {
                    return Optional.of(
                            new Midway(how, number.isEmpty() ? 0 : Integer.parseInt(number)));
                }
            }
            for (Plain plain : Plain.values()) {
                if (number.isEmpty() && word.equals(plain.word())) {
                    return Optional.of(plain);
                }
            }
            return Optional.empty();
        }

        private static Duration length(String seconds) {
            return Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValueExact());
        }
    }
}
