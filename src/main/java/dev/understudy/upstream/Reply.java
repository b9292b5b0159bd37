package dev.understudy.upstream;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Upstream.Call;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.Answers;
import dev.understudy.translate.ErrorBodies;
import dev.understudy.translate.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a provider sent back, whose status and headers are in. Not thread-safe.
final class Reply implements Closeable {
    private static final int MOST_ERROR_BYTES = 64 * 1024;
    private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;
    private static final int MOST_LIMITS = 32;
    private static final Pattern LIMITS =
            Pattern.compile(
                    "(x-|anthropic-)?ratelimit(-[a-z0-9-]{1,60})?", Pattern.CASE_INSENSITIVE);

    private final Call call;
    private final Answers answers;
    private final int status;
    private final Headers headers;
    private final FailureClassifier classifier;
    private final Secrets secrets;
    private InputStream body;

    Reply(
            Call call,
            Answers answers,
            Connections.Response response,
            FailureClassifier classifier,
            Secrets secrets) {
        this.call = call;
        this.answers = answers;
        this.status = response.status();
        this.headers = response.headers();
        this.body = response.body();
        this.classifier = classifier;
        this.secrets = secrets;
    }

    /// The answer in one piece.
    Answer whole() throws IOException, UpstreamException {
        byte[] bytes = unpacked().readNBytes(MOST_ANSWER_BYTES + 1);
        if (bytes.length > MOST_ANSWER_BYTES) {
            throw failed("the provider's answer is larger than 64 MiB");
        }
        Meaning meaning = meaning(bytes);
        if (!meaning.speaks() && (meaning.finish().isEmpty() || meaning.stops())) {
            throw failed("the provider's answer is empty");
        }
        return new Answer.Whole(bytes, meaning, limits());
    }

    /// The bytes of a stream of events.
    ///
    /// @throws UpstreamException if something else came: an error inside a 200, or a stranger's
    ///   page
    InputStream events() throws IOException, UpstreamException {
        InputStream events = unpacked();
        if (type().startsWith("text/event-stream")) {
            return events;
        }
        meaning(events.readNBytes(MOST_ERROR_BYTES));
        throw failed("the provider sent %s where a stream was asked for".formatted(type()));
    }

    /// What it tells of limits, if they are the caller's.
    Map<String, String> limits() {
        if (!call.usesCallersKey()) {
            return Map.of();
        }
        var limits = new LinkedHashMap<String, String>();
        headers.fields()
                .filter(field -> LIMITS.matcher(field.name()).matches())
                .limit(MOST_LIMITS)
                .forEach(field ->
                        limits.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field.value()));
        return limits;
    }

    /// What an error says.
    UpstreamException refused() throws InterruptedIOException {
        try {
            String text = errorText();
            return new UpstreamException(
                    classifier.classify(ErrorBodies.read(status, text), headers, text, secrets));
        } catch (PackedException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a body only cancels its call", e);
        }
    }

    private InputStream unpacked() throws PackedException {
        body = Unpacked.of(headers, body);
        return body;
    }

    private Meaning meaning(byte[] bytes) throws UpstreamException {
        try {
            Meaning meaning = answers.whole(bytes);
            if (meaning.error().isPresent()) {
                throw new UpstreamException(
                        classifier.classify(
                                meaning.error().get(),
                                headers,
                                new String(bytes, StandardCharsets.UTF_8),
                                secrets));
            }
            return meaning;
        } catch (MalformedJsonException e) {
            throw new UpstreamException(
                    Failure.without(
                            FailureClass.SERVER,
                            "the provider sent %s that is no answer: %s"
                                    .formatted(type(), e.getMessage())),
                    e);
        }
    }

    /// What the status says of an error that cannot be read. That the caller is at fault it cannot
    /// say alone: the words might tell of a fault that another target does not have.
    private UpstreamException unreadable(String why) {
        Failure told =
                classifier.classify(new ProviderError(status, "", "", why), headers, "", secrets);
        return new UpstreamException(
                told.kind() == FailureClass.CALLER_FAULT
                        ? new Failure(
                                FailureClass.SERVER, told.error(), told.retryAfter(), told.body())
                        : told);
    }

    /// An error's body as far as it comes; the status says enough if it breaks off.
    private String errorText() throws InterruptedIOException, PackedException {
        InputStream in = unpacked();
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int count;
            while (bytes.size() < MOST_ERROR_BYTES && (count = in.read(buffer)) >= 0) {
                bytes.write(buffer, 0, count);
            }
        } catch (InterruptedIOException | PackedException e) {
            throw e;
        } catch (IOException _) {
            // what came is read
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String type() {
        return headers.firstValue("content-type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .orElse("no content type");
    }

    private static UpstreamException failed(String message) {
        return new UpstreamException(Failure.without(FailureClass.SERVER, message));
    }
}
