package dev.understudy.upstream;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Upstream;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.Answers;
import dev.understudy.translate.BodyEdits;
import dev.understudy.translate.ErrorBodies;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Calls providers over HTTP/1.1. Thread-safe, for virtual threads, which may be interrupted;
/// redirects are never followed.
public final class ProviderClient implements Upstream, AutoCloseable {
    /// Without a character set: JSON is UTF-8.
    private static final ContentType JSON = ContentType.create("application/json");

    private static final int MOST_ERROR_BYTES = 64 * 1024;
    private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

    private final Connections connections;
    private final FailureClassifier classifier;
    private final QuotaHeaders quotas;

    /// @param clock for waits that are told as a time of day
    /// @param quotas told what providers say is left of their keys' limits
    public ProviderClient(InstantSource clock, Quotas quotas) {
        this(clock, quotas, Connections.open());
    }

    ProviderClient(InstantSource clock, Quotas quotas, Connections connections) {
        this.connections = connections;
        var waits = new RetryAfter(clock);
        this.classifier = new FailureClassifier(waits);
        this.quotas = new QuotaHeaders(quotas, waits);
    }

    @Override
    public Answer open(Call call) throws UpstreamException, InterruptedException {
        long deadline = System.nanoTime() + call.deadline().toNanos();
        WireFormat format = WireFormat.of(call.provider().speaks(call.request().wire()));
        Answers answers = format.answersTo(call.request());
        var secrets = new Secrets(call.key().map(ProviderKey::secret), call.provider().additions());
        Connections.Response response = send(call, format.wire());
        ResponseBody body = response.body();
        boolean kept = false;
        try {
            body.limit(call.silence(), deadline);
            Headers headers = response.headers();
            quotas.read(call, headers);
            if (response.status() / 100 != 2) {
                throw refused(response.status(), headers, body, secrets);
            }
            if (!call.request().streaming()) {
                return whole(answers, headers, body, secrets);
            }
            if (!type(headers).startsWith("text/event-stream")) {
                throw notStreamed(answers, headers, body, secrets);
            }
            var stream = new ProviderStream(body, answers.reader(), headers, classifier, secrets);
            stream.awaitFirstToken(call.silence(), deadline, call.streamIdle());
            kept = true;
            return new Answer.Streamed(stream);
        } catch (SilenceException e) {
            throw failed(FailureClass.TIMEOUT, SilenceException.WORDS, e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (IOException e) {
            throw failed(
                    FailureClass.SERVER, "the connection broke before the answer was whole", e);
        } finally {
            if (!kept) {
                body.close();
            }
        }
    }

    /// Ends the connections that are open.
    @Override
    public void close() {
        connections.close();
    }

    private Connections.Response send(Call call, Wire wire)
            throws UpstreamException, InterruptedException {
        try {
            return connections.send(request(call, wire), call.headersWithin());
        } catch (UntranslatableException e) {
            throw failed(
                    FailureClass.UNTRANSLATABLE,
                    "%s cannot be asked for %s"
                            .formatted(call.provider().displayName(), e.reason()),
                    e);
        } catch (SilenceException e) {
            throw failed(FailureClass.TIMEOUT, "the provider did not answer in time", e);
        } catch (ConnectTimeoutException e) {
            throw unreachable(call, e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (IOException e) {
            throw unreachable(call, e);
        }
    }

    private static HttpPost request(Call call, Wire wire) throws UntranslatableException {
        String path = call.request().body().path(wire);
        var request = new HttpPost(Outgoing.address(call.provider(), wire, path));
        request.setHeader(
                "Accept", call.request().streaming() ? "text/event-stream" : "application/json");
        request.setHeader("User-Agent", "Understudy");
        Outgoing.headers(call, wire, request);
        byte[] body = call.request().body().towards(wire, call.target());
        if (path.equals(wire.path())) {
            body = BodyEdits.apply(call.provider().edit(wire, call.target().model()), body).body();
        }
        request.setEntity(new ByteArrayEntity(body, JSON));
        return request;
    }

    private UpstreamException refused(
            int status, Headers headers, InputStream body, Secrets secrets) throws IOException {
        String text = text(body, MOST_ERROR_BYTES);
        return new UpstreamException(
                classifier.classify(ErrorBodies.read(status, text), headers, text, secrets));
    }

    private Answer whole(Answers answers, Headers headers, InputStream body, Secrets secrets)
            throws IOException, UpstreamException {
        byte[] bytes = body.readNBytes(MOST_ANSWER_BYTES + 1);
        if (bytes.length > MOST_ANSWER_BYTES) {
            throw failed(FailureClass.SERVER, "the provider's answer is larger than 64 MiB");
        }
        Meaning meaning = meaning(answers, headers, bytes, secrets);
        if (!meaning.speaks() && (meaning.finish().isEmpty() || meaning.stops())) {
            throw failed(FailureClass.SERVER, "the provider's answer is empty");
        }
        return new Answer.Whole(bytes, meaning);
    }

    /// A stream was asked for and something else came: an error inside a 200, or a stranger's page.
    private UpstreamException notStreamed(
            Answers answers, Headers headers, InputStream body, Secrets secrets)
            throws IOException, UpstreamException {
        meaning(answers, headers, body.readNBytes(MOST_ERROR_BYTES), secrets);
        return failed(
                FailureClass.SERVER,
                "the provider sent %s where a stream was asked for".formatted(type(headers)));
    }

    private Meaning meaning(Answers answers, Headers headers, byte[] bytes, Secrets secrets)
            throws UpstreamException {
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
            throw failed(
                    FailureClass.SERVER,
                    "the provider sent %s that is no answer: %s"
                            .formatted(type(headers), e.getMessage()),
                    e);
        }
    }

    /// An error's body as far as it comes; the status says enough if it breaks off.
    private static String text(InputStream body, int most) throws InterruptedIOException {
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int count;
            while (bytes.size() < most && (count = body.read(buffer)) >= 0) {
                bytes.write(buffer, 0, count);
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException _) {
            // what came is read
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String type(Headers headers) {
        return headers.firstValue("content-type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .orElse("no content type");
    }

    private static UpstreamException unreachable(Call call, IOException e) {
        return failed(FailureClass.UNREACHABLE, Unreachable.words(call.provider(), e), e);
    }

    private static UpstreamException failed(FailureClass kind, String message) {
        return new UpstreamException(Failure.without(kind, message));
    }

    private static UpstreamException failed(FailureClass kind, String message, Throwable cause) {
        return new UpstreamException(Failure.without(kind, message), cause);
    }
}
