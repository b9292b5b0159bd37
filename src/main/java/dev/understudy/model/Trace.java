package dev.understudy.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of one request. Holds no prompt, no answer and no secret, nor a provider's own
/// words, which may repeat any of them.
///
/// @param time when its headers were read
/// @param wire the caller's; empty where none was told apart
/// @param accessKey the id of the access key that came with it; blank without one
/// @param models the names asked for, in order
/// @param targets what the plan named
/// @param rejected the names that led nowhere, and the targets that were passed over
/// @param selection how strategies chose: the models, then each target's keys
/// @param served who answered, the one that ended the answer if several did
/// @param usage what the answer used, as whoever ended it told
/// @param cost of all attempts; empty if it is not known, or the request runs
/// @param status the HTTP status that was sent; 0 if none was
/// @param code the stable word of the error that was told; blank if none was
/// @param client what the caller called itself, such as `claude-cli`; blank if nothing
public record Trace(
        String id,
        Instant time,
        Optional<Wire> wire,
        String accessKey,
        List<String> models,
        boolean streaming,
        List<Target> targets,
        List<Plan.Rejection> rejected,
        List<Evaluation> selection,
        List<Tried> attempts,
        Ending ending,
        Optional<Target> served,
        Optional<Usage> usage,
        Optional<Charge> cost,
        int status,
        String code,
        Times times,
        Sizes sizes,
        String client) {
    public Trace {
        models = List.copyOf(models);
        targets = List.copyOf(targets);
        rejected = List.copyOf(rejected);
        selection = List.copyOf(selection);
        attempts = List.copyOf(attempts);
    }

    /// Whether faults were played in it: how it went tells nothing of its targets and keys.
    public boolean rehearsed() {
        return id.startsWith(Rehearsal.ID);
    }

    /// How a request ended.
    public enum Ending {
        /// It has not: the rest tells how far it is.
        RUNNING,
        COMPLETE,
        /// Complete, after another target carried on.
        RESUMED,
        /// The answer had begun and could not be brought to its end.
        BROKEN_OFF,
        CLIENT_GONE,
        /// No target answered.
        FAILED,
        /// Refused before any attempt.
        REFUSED;

        /// Whether the caller was left without the answer it waited for.
        public boolean isError() {
            return switch (this) {
                case BROKEN_OFF, FAILED, REFUSED -> true;
                case RUNNING, COMPLETE, RESUMED, CLIENT_GONE -> false;
            };
        }
    }

    /// How long it took.
    ///
    /// @param total from the request's headers to the end of the answer
    /// @param firstToken from the request's headers; of streams only
    /// @param overhead what the gateway itself took until the answer began, or until the end if
    ///   none did: the time in which no attempt ran
    public record Times(Duration total, Optional<Duration> firstToken, Duration overhead) {}

    /// How much it was.
    ///
    /// @param request bytes of the body that came in
    /// @param answer bytes of the body that went out
    /// @param events of the stream that came from the providers, comments included
    public record Sizes(long request, long answer, long events) {}

    /// One attempt.
    ///
    /// @param key the alias of the provider key used; blank if it needed none
    /// @param started since the request came in
    /// @param elapsed from the first byte sent to the end
    /// @param firstToken from the first byte sent; empty if none came
    /// @param move what was done after a failure
    /// @param cost empty if it is not known, or the attempt used nothing
    public record Tried(
            Target target,
            String key,
            Duration started,
            Duration elapsed,
            Verdict verdict,
            Optional<Duration> firstToken,
            Optional<Reason> reason,
            Optional<Attempt.Move> move,
            Optional<Charge> cost) {
        /// One whose cost is not known.
        public Tried(
                Target target,
                String key,
                Duration started,
                Duration elapsed,
                Verdict verdict,
                Optional<Duration> firstToken,
                Optional<Reason> reason,
                Optional<Attempt.Move> move) {
            this(
                    target,
                    key,
                    started,
                    elapsed,
                    verdict,
                    firstToken,
                    reason,
                    move,
                    Optional.empty());
        }

        /// The same with what it cost.
        public Tried costing(Charge charge) {
            return new Tried(
                    target,
                    key,
                    started,
                    elapsed,
                    verdict,
                    firstToken,
                    reason,
                    move,
                    Optional.of(charge));
        }
    }

    /// How an attempt stands, or ended.
    public enum Verdict {
        TRYING,
        ANSWERED,
        COMPLETED,
        FAILED,
        BROKE_OFF,
        ABANDONED
    }

    /// Why an attempt failed.
    ///
    /// @param status the HTTP status, or the one that an error inside a 200 names; 0 if none
    /// @param code the provider's machine word; blank if there is none
    /// @param type the provider's machine word; blank if there is none
    public record Reason(FailureClass kind, int status, String code, String type) {
        private static final int LONGEST = 80;

        public Reason {
            code = word(code);
            type = word(type);
        }

        /// What is not a machine word may be anything, such as a piece of the prompt.
        private static String word(String text) {
            return text.length() <= LONGEST && text.matches("[A-Za-z0-9_.:/-]*") ? text : "";
        }
    }
}
