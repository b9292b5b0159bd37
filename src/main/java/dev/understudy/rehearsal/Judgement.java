package dev.understudy.rehearsal;

import dev.understudy.model.RehearsalCase.Verdict;
import dev.understudy.rehearsal.Outcome.Sight;

/// What is to be said of what a caller saw.
record Judgement(Verdict verdict, String why) {
    /// @param broken whether something came that must not, or the end did not come
    /// @param failed whether an error came
    static Judgement of(Sight sight, boolean broken, boolean failed, int attempts) {
        if (broken) {
            return new Judgement(Verdict.BROKEN, sight.message());
        }
        if (failed) {
            return sight.code().isBlank()
                    ? new Judgement(
                            Verdict.BROKEN, "an error came without a code: " + sight.message())
                    : new Judgement(
                            Verdict.SAFE_ERROR, "the error %s was told".formatted(sight.code()));
        }
        if (sight.finish().isEmpty()) {
            return new Judgement(
                    Verdict.BROKEN,
                    "the answer ended without a finish reason and without an error");
        }
        if (!sight.seams().isEmpty()) {
            return new Judgement(Verdict.RESCUED, "another target carried the answer on");
        }
        return attempts > 1
                ? new Judgement(Verdict.RESCUED, "it took %d attempts".formatted(attempts))
                : new Judgement(Verdict.ANSWERED, "the first attempt answered");
    }
}
