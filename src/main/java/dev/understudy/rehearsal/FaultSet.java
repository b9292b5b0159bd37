package dev.understudy.rehearsal;

import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.rehearsal.NamedFault.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults there are to choose from.
public final class FaultSet {
    private FaultSet() {}

    /// The sixteen of a public catalogue of provider failures, with its published times.
    ///
    /// S15 is a sequence of requests there; a rehearsal remembers nothing of the one before, so it
    /// is the one that meets the outage.
    public static List<NamedFault> catalogue() {
        return List.of(
                NamedFault.rescued("S01", "429 with Retry-After, once", "429@2sx1"),
                NamedFault.rescued("S02", "429 without Retry-After, again and again", "429"),
                NamedFault.rescued("S03", "500 once, then healthy", "500x1"),
                NamedFault.rescued("S04", "503 again and again", "503"),
                NamedFault.rescued("S05", "Connection reset before headers, once", "resetx1"),
                NamedFault.rescued("S06", "No response at all", "timeout"),
                NamedFault.rescued("S07", "Slow first token", "slow@20s"),
                NamedFault.rescued("S08", "Stream cut mid-answer", "break@40"),
                NamedFault.rescued("S09", "Stream stalls", "stall@20"),
                NamedFault.rescued("S10", "Malformed event in the stream", "malformed@10"),
                NamedFault.rescued("S11", "Stream ends without [DONE]", "nodone"),
                NamedFault.rescued("S12", "Context length exceeded", "context"),
                NamedFault.of("S13", "Content-filter rejection", "refusal", Expected.ERROR),
                NamedFault.rescued(
                                "S14", "Stream cut, and the next step refuses prefill", "break@40")
                        .before("noprefill"),
                NamedFault.rescued("S15", "Down, then healthy", "503x2"),
                NamedFault.rescued("S16", "503, and who answered instead is told", "503"));
    }

    /// Those a person picks from for one step, the harmless one first.
    public static List<NamedFault> picker() {
        return List.of(
                new NamedFault(
                        "none", "Nothing", Optional.empty(), Optional.empty(), Expected.ANSWER),
                NamedFault.rescued("key-refused", "Key refused (401)", "401"),
                NamedFault.rescued("no-credit", "No credit left (402)", "402"),
                NamedFault.rescued("rate-limit", "Rate limit, wait 30 s (429)", "429@30s"),
                NamedFault.rescued("server-error", "Server error (500)", "500"),
                NamedFault.rescued("silence", "Silence", "timeout"),
                NamedFault.rescued("slow", "Slow first token (5 s)", "slow@5s"),
                NamedFault.rescued("stall", "Stalls after 20 events", "stall@20"),
                NamedFault.rescued("cut", "Cut after 20 events", "break@20"),
                NamedFault.rescued("error-inside", "Error inside a 200, after 5 events", "error@5"),
                NamedFault.rescued("malformed", "Malformed event", "malformed@5"),
                NamedFault.rescued("context", "Context too long", "context"),
                NamedFault.of("refusal", "Content refused", "refusal", Expected.ERROR));
    }

    /// All sixteen at each of some steps: a case for each, named after both.
    ///
    /// @param play without faults, streamed
    /// @param steps from 1
    public static List<RehearsalCase> all(Play play, List<Integer> steps) {
        var cases = new ArrayList<RehearsalCase>();
        for (int step : steps) {
            for (NamedFault fault : catalogue()) {
                cases.add(
                        new RehearsalCase(
                                "%s at step %d: %s".formatted(fault.key(), step, fault.name()),
                                play.with(fault.at(step)),
                                fault.expected().expectation()));
            }
        }
        return cases;
    }
}
