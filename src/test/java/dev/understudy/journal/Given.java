package dev.understudy.journal;

import dev.understudy.model.Attempt.Move;
import dev.understudy.model.Charge;
import dev.understudy.model.Evaluation;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Plan;
import dev.understudy.model.Target;
import dev.understudy.model.Trace;
import dev.understudy.model.Trace.Ending;
import dev.understudy.model.Trace.Reason;
import dev.understudy.model.Trace.Tried;
import dev.understudy.model.Trace.Verdict;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Traces to test with.
final class Given {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Target FIRST = new Target("lab", "small");
    static final Target SECOND = new Target("openrouter", "meta/large");

    static final Charge COST = new Charge(new BigDecimal("0.0012"), Charge.Source.TOLD);

    private Given() {}

    /// A stream that the second target answered after the first refused.
    static Trace trace(String id) {
        return trace(id, NOON, Ending.COMPLETE);
    }

    static Trace trace(String id, Instant time, Ending ending) {
        return new Trace(
                id,
                time,
                Optional.of(Wire.CHAT_COMPLETIONS),
                "ak_1",
                List.of("support", "it's \"quoted\""),
                true,
                List.of(FIRST, SECOND),
                List.of(
                        new Plan.Rejection("none", "no such model"),
                        new Plan.Rejection("lab:c", "passed over", Plan.Why.SKIPPED)),
                List.of(
                        new Evaluation(
                                Optional.empty(),
                                "ai.models.filter(m, m.max_context_window > 1)",
                                List.of("lab:a", "lab:b"),
                                2,
                                "",
                                List.of(new Evaluation.Dropped("lab:c", "null")),
                                12),
                        new Evaluation(
                                Optional.of(FIRST),
                                "ai.keys[7]",
                                List.of(),
                                0,
                                "1:8: there is no element 7",
                                List.of(),
                                0)),
                List.of(
                        failed(FailureClass.RATE_LIMITED, 429),
                        completed(Duration.ofMillis(20), Duration.ofMillis(120)).costing(COST)),
                ending,
                Optional.of(SECOND),
                Optional.of(new Usage(10, 11, 3, 2, Optional.of(new BigDecimal("0.0012")))),
                Optional.of(COST),
                200,
                "",
                new Trace.Times(
                        Duration.ofMillis(130),
                        Optional.of(Duration.ofMillis(30)),
                        Duration.ofMillis(1)),
                new Trace.Sizes(100, 2000, 12),
                "claude-cli");
    }

    static Trace with(Trace trace, List<Tried> attempts) {
        return new Trace(
                trace.id(),
                trace.time(),
                trace.wire(),
                trace.accessKey(),
                trace.models(),
                trace.streaming(),
                trace.targets(),
                trace.rejected(),
                trace.selection(),
                attempts,
                trace.ending(),
                trace.served(),
                trace.usage(),
                trace.cost(),
                trace.status(),
                trace.code(),
                trace.times(),
                trace.sizes(),
                trace.client());
    }

    static Trace costing(Trace trace, Charge cost) {
        return new Trace(
                trace.id(),
                trace.time(),
                trace.wire(),
                trace.accessKey(),
                trace.models(),
                trace.streaming(),
                trace.targets(),
                trace.rejected(),
                trace.selection(),
                trace.attempts().stream().map(tried -> tried.costing(cost)).toList(),
                trace.ending(),
                trace.served(),
                trace.usage(),
                Optional.of(cost),
                trace.status(),
                trace.code(),
                trace.times(),
                trace.sizes(),
                trace.client());
    }

    static Tried failed(FailureClass kind, int status) {
        return new Tried(
                FIRST,
                "main",
                Duration.ofMillis(1),
                Duration.ofMillis(8),
                Verdict.FAILED,
                Optional.empty(),
                Optional.of(new Reason(kind, status, "a_code", "a_type")),
                Optional.of(Move.NEXT_TARGET));
    }

    static Tried completed(Duration firstToken, Duration elapsed) {
        return new Tried(
                SECOND,
                "",
                Duration.ofMillis(10),
                elapsed,
                Verdict.COMPLETED,
                Optional.of(firstToken),
                Optional.empty(),
                Optional.empty());
    }
}
