package dev.understudy.rehearsal;

import dev.understudy.client.RequestTrace.Try;
import dev.understudy.model.RehearsalCase.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a rehearsed request went.
///
/// @param why the verdict, in a sentence
/// @param requestId by which the gateway knows it
/// @param plan the targets of the steps, as `provider:model`; none if the gateway does not tell
/// @param attempts in the order they were begun
/// @param served who ended the answer, as `provider:model`
/// @param took from sending the request to the end
/// @param cost of all attempts, in USD; empty if it is not known
public record Outcome(
        Verdict verdict,
        String why,
        String requestId,
        List<String> plan,
        List<Try> attempts,
        Optional<String> served,
        Sight seen,
        Duration took,
        Optional<BigDecimal> cost) {
    public Outcome {
        plan = List.copyOf(plan);
        attempts = List.copyOf(attempts);
    }

    /// What the caller saw.
    ///
    /// @param status of HTTP; 0 if none came
    /// @param seams where in the text another target carried on, in characters from the start
    /// @param code of the error; blank if there was none, or it has none
    /// @param message of the error, or what else was wrong; blank if nothing was
    /// @param finish why the answer ended; empty if it did not say that it is complete
    /// @param firstText from sending the request; empty if no text came
    /// @param silence how long nothing came where another target carried on, all seams together
    public record Sight(
            int status,
            String text,
            List<Integer> seams,
            String code,
            String message,
            Optional<String> finish,
            Optional<Duration> firstText,
            Duration silence) {
        public Sight {
            seams = List.copyOf(seams);
        }
    }

    /// The attempt that brought the answer to its end; empty without an answer.
    public Optional<Try> winner() {
        return attempts.stream()
                .filter(attempt -> attempt.verdict().equals("completed"))
                .reduce((_, last) -> last);
    }

    /// How long the caller waited because of failures: until the target that spoke first was asked,
    /// and at each seam; all of the time without an answer. A target that is slow itself, and
    /// answers, loses none.
    public Duration lostTime() {
        if (winner().isEmpty()) {
            return took;
        }
        Duration spoke =
                attempts.stream()
                        .filter(attempt -> attempt.firstToken().isPresent())
                        .filter(attempt -> !attempt.verdict().equals("abandoned"))
                        .findFirst()
                        .or(this::winner)
                        .map(Try::started)
                        .orElse(Duration.ZERO);
        return spoke.minus(attempts.getFirst().started()).plus(seen.silence());
    }

    /// What the attempts cost that did not win, in USD; empty if none is known to have cost
    /// anything.
    public Optional<BigDecimal> lostCost() {
        Optional<Try> won = winner();
        return attempts.stream()
                .filter(attempt -> won.isEmpty() || !attempt.equals(won.get()))
                .flatMap(attempt -> attempt.cost().stream())
                .reduce(BigDecimal::add);
    }
}
