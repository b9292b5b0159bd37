package dev.understudy.upstream;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Meaning;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Upstream;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.BodyEdits;
import dev.understudy.translate.ErrorBodies;
import dev.understudy.translate.MalformedJsonException;
import dev.understudy.translate.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/// Calls providers over HTTP. Thread-safe; redirects are never followed.
public final class ProviderClient implements Upstream, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_ERROR_BYTES = 64 * 1024;
    private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

    private final HttpClient plain;
    private final HttpClient secure;
    private final FailureClassifier classifier;

    /// @param clock for waits that are told as a time of day
    public ProviderClient(InstantSource clock) {
        // Without TLS what is left to do is so little that handing it on would cost more.
        this.plain = http(Runnable::run);
        this.secure = http(Executors.newVirtualThreadPerTaskExecutor());
        this.classifier = new FailureClassifier(new RetryAfter(clock));
    }

    @Override
    public Answer open(Call call) throws UpstreamException, InterruptedException {
        long deadline = System.nanoTime() + call.deadline().toNanos();
        WireFormat format = WireFormat.of(call.provider().speaks(call.request().wire()));
        var body = new ResponseBody();
        HttpResponse<InputStream> response = send(call, format.wire(), body);
        boolean kept = false;
        try {
            body.limit(call.silence(), deadline);
            HttpHeaders headers = response.headers();
            if (response.statusCode() / 100 != 2) {
                throw refused(response.statusCode(), headers, body);
            }
            if (!call.request().streaming()) {
                return whole(format, headers, body);
            }
            if (!type(headers).startsWith("text/event-stream")) {
                throw notStreamed(format, headers, body);
            }
            var stream = new ProviderStream(body, format.reader(), headers, classifier);
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
        plain.shutdownNow();
        secure.shutdownNow();
    }

    private static HttpClient http(Executor executor) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    private static boolean isSecure(Call call, Wire wire) {
        return "https".equals(call.provider().baseUrl(wire).getScheme());
    }

    private HttpResponse<InputStream> send(Call call, Wire wire, ResponseBody body)
            throws UpstreamException, InterruptedException {
        try {
            HttpClient http = isSecure(call, wire) ? secure : plain;
            return http.send(request(call, wire), _ -> body);
        } catch (UntranslatableException e) {
            throw failed(
                    FailureClass.UNTRANSLATABLE,
                    "%s cannot be asked for %s"
                            .formatted(call.provider().displayName(), e.reason()),
                    e);
        } catch (HttpConnectTimeoutException e) {
            throw failed(FailureClass.UNREACHABLE, unreachable(call, "did not connect in time"), e);
        } catch (HttpTimeoutException e) {
            throw failed(FailureClass.TIMEOUT, "the provider did not answer in time", e);
        } catch (SSLException e) {
            throw failed(
                    FailureClass.UNREACHABLE, unreachable(call, "has no valid certificate"), e);
        } catch (ConnectException e) {
            String why =
                    e.getCause() instanceof UnresolvedAddressException
                            ? "is not known by that name"
                            : "refused the connection";
            throw failed(FailureClass.UNREACHABLE, unreachable(call, why), e);
        } catch (IOException e) {
            throw failed(FailureClass.UNREACHABLE, unreachable(call, "closed the connection"), e);
        }
    }

    private static HttpRequest request(Call call, Wire wire) throws UntranslatableException {
        String path = call.request().body().path(wire);
        var builder =
                HttpRequest.newBuilder(Outgoing.address(call.provider(), wire, path))
                        .version(
                                isSecure(call, wire)
                                        ? HttpClient.Version.HTTP_2
                                        : HttpClient.Version.HTTP_1_1)
                        .timeout(call.headersWithin())
                        .header("Content-Type", "application/json")
                        .header(
                                "Accept",
                                call.request().streaming()
                                        ? "text/event-stream"
                                        : "application/json")
                        .header("User-Agent", "Understudy");
        Outgoing.headers(call, wire, builder);
        byte[] body = call.request().body().towards(wire, call.target().model());
        if (path.equals(wire.path())) {
            body = BodyEdits.apply(call.provider().edit(wire, call.target().model()), body).body();
        }
        return builder.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private UpstreamException refused(int status, HttpHeaders headers, InputStream body)
            throws IOException {
        String text = text(body, MOST_ERROR_BYTES);
        return new UpstreamException(
                classifier.classify(ErrorBodies.read(status, text), headers, text));
    }

    private Answer whole(WireFormat format, HttpHeaders headers, InputStream body)
            throws IOException, UpstreamException {
        byte[] bytes = body.readNBytes(MOST_ANSWER_BYTES + 1);
        if (bytes.length > MOST_ANSWER_BYTES) {
            throw failed(FailureClass.SERVER, "the provider's answer is larger than 64 MiB");
        }
        Meaning meaning = meaning(format, headers, bytes);
        if (!meaning.speaks() && (meaning.finish().isEmpty() || meaning.stops())) {
            throw failed(FailureClass.SERVER, "the provider's answer is empty");
        }
        return new Answer.Whole(bytes, meaning);
    }

    /// A stream was asked for and something else came: an error inside a 200, or a stranger's page.
    private UpstreamException notStreamed(WireFormat format, HttpHeaders headers, InputStream body)
            throws IOException, UpstreamException {
        meaning(format, headers, body.readNBytes(MOST_ERROR_BYTES));
        return failed(
                FailureClass.SERVER,
                "the provider sent %s where a stream was asked for".formatted(type(headers)));
    }

    private Meaning meaning(WireFormat format, HttpHeaders headers, byte[] bytes)
            throws UpstreamException {
        try {
            Meaning meaning = format.whole(bytes);
            if (meaning.error().isPresent()) {
                throw new UpstreamException(
                        classifier.classify(
                                meaning.error().get(),
                                headers,
                                new String(bytes, StandardCharsets.UTF_8)));
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

    private static String type(HttpHeaders headers) {
        return headers.firstValue("content-type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty())
                .orElse("no content type");
    }

    private static String unreachable(Call call, String what) {
        return "%s at %s %s"
                .formatted(
                        call.provider().displayName(),
                        call.provider().baseUrl().getAuthority(),
                        what);
    }

    private static UpstreamException failed(FailureClass kind, String message) {
        return new UpstreamException(Failure.without(kind, message));
    }

    private static UpstreamException failed(FailureClass kind, String message, Throwable cause) {
        return new UpstreamException(Failure.without(kind, message), cause);
    }
}
