package dev.understudy.upstream;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyCheck.Cause;
import dev.understudy.model.Provider;
import dev.understudy.translate.AccountBodies;
import dev.understudy.translate.ErrorBodies;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;

/// Asks a provider whether it takes a key, by its cheapest call: OpenRouter for the key's account,
/// others for their models. Where the models are for everybody to see, or cannot be seen, an answer
/// of one token is asked for. Thread-safe; at most 10 s, unless interrupted.
public final class KeyProbe {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    /// What to ask where no list names a model.
    private static final String PERPLEXITY = "perplexity";

    private static final String PERPLEXITY_MODEL = "sonar";

    private final Connections connections;
    private final FailureClassifier classifier;
    private final InstantSource clock;

    KeyProbe(Connections connections, FailureClassifier classifier, InstantSource clock) {
        this.connections = connections;
        this.classifier = classifier;
        this.clock = clock;
    }

    /// Asks a provider about one key, whatever keys it has itself.
    public KeyCheck check(Provider provider, Optional<ApiKey> key) throws InterruptedException {
        long began = System.nanoTime();
        var ask = new Question(connections, provider, key, began + WITHIN.toNanos());
        var tells = new ProbeWords(provider, key);
        try {
            return verdict(ask, tells, began);
        } catch (ConnectTimeoutException e) {
            return tells.unreachable(e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (IOException e) {
            return tells.unreachable(e);
        }
    }

    private KeyCheck verdict(Question ask, ProbeWords tells, long began) throws IOException {
        if (Outgoing.isOpenRouter(ask.provider()) && ask.key().isPresent()) {
            return account(ask, tells, began);
        }
        if (ask.provider().id().equals(PERPLEXITY)) {
            return word(ask, tells, PERPLEXITY_MODEL, Optional.empty(), began);
        }
        Question.Said said = ask.get("/models");
        if (said.status() == 404 || said.status() == 405) {
            return word(ask, tells, anyModel(ask.provider(), List.of()), Optional.empty(), began);
        }
        if (!said.succeeded()) {
            return refused(ask, tells, said);
        }
        Optional<List<String>> models = AccountBodies.models(said.text());
        if (models.isEmpty()) {
            return tells.stranger(said.status());
        }
        if (ask.key().isPresent() && ask.withoutKey().get("/models").succeeded()) {
            return word(
                    ask,
                    tells,
                    anyModel(ask.provider(), models.get()),
                    models.map(List::size),
                    began);
        }
        return new KeyCheck.Works(Optional.empty(), models.map(List::size), took(began));
    }

    private KeyCheck account(Question ask, ProbeWords tells, long began) throws IOException {
        Question.Said said = ask.get("/key");
        if (!said.succeeded()) {
            return refused(ask, tells, said);
        }
        Optional<KeyAccount> told = AccountBodies.key(said.text(), clock.instant());
        if (told.isEmpty()) {
            return tells.stranger(said.status());
        }
        Question.Said credits = ask.get("/credits"); // which not every key may see
        KeyAccount account =
                with(
                        told.get(),
                        credits.succeeded()
                                ? AccountBodies.credits(credits.text())
                                : Optional.empty());
        if (spent(account.remaining(), 1) || spent(account.credits(), 0)) {
            return tells.broke(account);
        }
        return new KeyCheck.Works(Optional.of(account), Optional.empty(), took(began));
    }

    /// Whether less than `least` hundredths of a cent is left.
    private static boolean spent(Optional<BigDecimal> left, int least) {
        return left.filter(value -> value.compareTo(BigDecimal.valueOf(least, 4)) < 0).isPresent();
    }

    private static KeyAccount with(KeyAccount account, Optional<BigDecimal> credits) {
        return new KeyAccount(
                account.limit(),
                account.remaining(),
                account.resets(),
                account.usedToday(),
                credits,
                account.expires(),
                account.freeTier());
    }

    /// Asks for one token. An error that is about the model, or the question, tells that the key
    /// was taken.
    private KeyCheck word(
            Question ask, ProbeWords tells, String model, Optional<Integer> models, long began)
            throws IOException {
        Question.Said said = ask.word(model);
        if (said.succeeded()) {
            return new KeyCheck.Works(Optional.empty(), models, took(began));
        }
        boolean taken =
                switch (failure(ask, said).kind()) {
                    case MODEL_UNAVAILABLE, CALLER_FAULT, TOO_LONG, CONTENT_REFUSED ->
                            said.status() / 100 == 4 && AccountBodies.isError(said.text());
                    default -> false;
                };
        return taken
                ? new KeyCheck.Works(Optional.empty(), models, took(began))
                : refused(ask, tells, said);
    }

    private static String anyModel(Provider provider, List<String> listed) {
        return provider.models().stream()
                .filter(model -> !model.disabled())
                .map(Provider.ProviderModel::id)
                .findFirst()
                .or(() -> listed.stream().findFirst())
                .orElse("any");
    }

    private KeyCheck refused(Question ask, ProbeWords tells, Question.Said said) {
        Failure failure = failure(ask, said);
        Optional<Instant> until = failure.retryAfter().map(clock.instant()::plus);
        FailureClass kind = failure.kind();
        Cause cause =
                switch (kind) {
                    case CREDENTIAL -> said.status() == 403 ? Cause.NOT_ALLOWED : Cause.WRONG_KEY;
                    case QUOTA -> Cause.NO_CREDIT;
                    case RATE_LIMITED -> Cause.RATE_LIMITED;
                    case SERVER, TIMEOUT, UNREACHABLE -> Cause.PROVIDER_DOWN;
                    default -> Cause.NOT_A_PROVIDER;
                };
        if (cause == Cause.NOT_A_PROVIDER || said.status() / 100 == 3) {
            return tells.stranger(said.status());
        }
        return tells.refused(cause, failure, until);
    }

    private Failure failure(Question ask, Question.Said said) {
        return classifier.classify(
                ErrorBodies.read(said.status(), said.text()),
                said.headers(),
                said.text(),
                new Secrets(ask.key(), ask.provider().additions()));
    }

    private static Duration took(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
