package dev.understudy.catalog;

import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Answers of one kind: whatever comes, what was told last stays, on disk too.
///
/// Thread-safe, as long as one thread takes answers to one name.
final class KeptAnswers<T> {
    private static final System.Logger LOG = System.getLogger(KeptAnswers.class.getName());

    private final AnswerStore store;
    private final Function<String, Optional<T>> reader;

    /// @param folder made when there is something to keep
    /// @param reader makes something of an answer's body; empty if it is no such answer
    KeptAnswers(Path folder, Function<String, Optional<T>> reader) {
        this.store = new AnswerStore(folder);
        this.reader = reader;
    }

    /// What was told.
    ///
    /// @param value empty if nothing was
    /// @param fetched when
    /// @param problem why nothing was told now, for people
    record Told<T>(Optional<T> value, Optional<Instant> fetched, Optional<String> problem) {}

    /// What tells whether an answer is still the same.
    ///
    /// @param name any text
    Validators validators(String name) {
        return stored(name).map(StoredAnswer::validators).orElse(Validators.NONE);
    }

    /// What was told last.
    Told<T> known(String name) {
        return stored(name)
                .flatMap(this::told)
                .orElseGet(() -> new Told<>(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /// Takes up an answer.
    ///
    /// @return what was told last with the reason, if it tells nothing
    Told<T> take(String name, ListReply reply, Instant now) {
        return switch (reply) {
            case ListReply.Same() -> {
                stored(name).ifPresent(answer -> keep(name, fetched(answer, now)));
                yield known(name);
            }
            case ListReply.Fresh(var validators, var body) -> {
                var answer = new StoredAnswer(validators, now, now, body);
                Optional<Told<T>> told = told(answer);
                told.ifPresent(_ -> keep(name, answer));
                yield told.orElseGet(() ->
                        failed(name, "What came is not what was asked for: try again later."));
            }
            case ListReply.Failed(var why) -> failed(name, why);
        };
    }

    private static StoredAnswer fetched(StoredAnswer answer, Instant now) {
        return new StoredAnswer(answer.validators(), now, now, answer.body());
    }

    private Told<T> failed(String name, String why) {
        Told<T> known = known(name);
        return new Told<>(known.value(), known.fetched(), Optional.of(why));
    }

    private Optional<Told<T>> told(StoredAnswer answer) {
        return reader.apply(answer.body())
                .map(value ->
                        new Told<>(
                                Optional.of(value),
                                Optional.of(answer.fetched()),
                                Optional.empty()));
    }

    private void keep(String name, StoredAnswer answer) {
        try {
            store.write(name, answer);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what was told of " + name + " cannot be kept", e);
        }
    }

    private Optional<StoredAnswer> stored(String name) {
        try {
            return store.read(name);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what was told of " + name + " cannot be read", e);
            return Optional.empty();
        }
    }
}
