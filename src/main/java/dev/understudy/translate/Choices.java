package dev.understudy.translate;

import dev.understudy.model.Delta;
import java.util.BitSet;
import java.util.Optional;

/// The answers that come at once in one stream: it is over when all of them are.
///
/// A provider may give fewer than were asked for; that shows only at the end of the stream.
final class Choices {
    private final int asked;
    private final BitSet seen = new BitSet();
    private final BitSet finished = new BitSet();
    private Optional<Delta.Finished> first = Optional.empty();
    private boolean ended;

    /// @param asked how many were asked for
    Choices(int asked) {
        this.asked = asked;
    }

    /// Where an answer stands, from 0; one that was asked for alone is the first, however it is
    /// counted.
    int place(int index) {
        return asked == 1 ? 0 : Math.clamp(index, 0, asked - 1);
    }

    void seen(int index) {
        seen.set(index);
    }

    boolean finished(int index) {
        return finished.get(index);
    }

    /// Whether the end was told.
    boolean ended() {
        return ended;
    }

    /// Takes note of an answer's end, which some providers tell twice.
    ///
    /// @return how the first of them ended, once all that were asked for have
    Optional<Delta.Finished> finish(int index, Delta.Finished how) {
        seen.set(index);
        finished.set(index);
        if (index == 0 && first.isEmpty()) {
            first = Optional.of(how);
        }
        return finished.cardinality() >= asked ? tell() : Optional.empty();
    }

    /// The stream ends; of fewer answers than were asked for each must have ended.
    Optional<Delta.Finished> end() {
        return finished.equals(seen) ? tell() : Optional.empty();
    }

    private Optional<Delta.Finished> tell() {
        if (ended || first.isEmpty()) {
            return Optional.empty();
        }
        ended = true;
        return first;
    }
}
