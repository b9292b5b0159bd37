package dev.understudy.sandbox;

import java.util.List;

/// What one answer consists of and how it is put on the wire.
record Script(List<Step> steps, Step.Last last, UsageShape usage, Delivery delivery) {
    /// Where a stream tells its usage.
    enum UsageShape {
        /// As the route does today, and only if asked where the route wants that.
        CURRENT,
        /// Beside one choice with an empty delta and no finish reason.
        EMPTY_DELTA,
        /// Beside an empty list of choices.
        NO_CHOICES,
        /// Beside a repetition of the last choice.
        REPEATED_CHOICE,
        /// Nowhere.
        NONE
    }

    /// How the bytes are sent.
    enum Delivery {
        PLAIN,
        /// Byte by byte with CRLF, then several events at once.
        SPLIT,
        /// A body is compressed for clients that accept it.
        GZIP,
        /// The content type is wrong.
        MISLABELLED,
        /// The stream's terminator is missing.
        NO_DONE
    }

    Script {
        steps = List.copyOf(steps);
    }

    Script(List<Step> steps, Step.Last last) {
        this(steps, last, UsageShape.CURRENT, Delivery.PLAIN);
    }

    static Script only(Step.Last last) {
        return new Script(List.of(), last);
    }

    Script with(UsageShape shape) {
        return new Script(steps, last, shape, delivery);
    }

    Script with(Delivery other) {
        return new Script(steps, last, usage, other);
    }

    /// Whether the answer is an HTTP error and nothing else.
    boolean refuses() {
        return steps.isEmpty() && last instanceof Step.Fail;
    }
}
