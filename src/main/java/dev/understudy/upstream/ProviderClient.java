package dev.understudy.upstream;

import dev.understudy.model.Failure;
import dev.understudy.model.FailureClass;
import dev.understudy.model.Outbound;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import dev.understudy.routing.Answer;
import dev.understudy.routing.Quotas;
import dev.understudy.routing.Upstream;
import dev.understudy.routing.UpstreamException;
import dev.understudy.translate.Answers;
import dev.understudy.translate.BodyEdits;
import dev.understudy.translate.WireFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Calls providers over HTTP/1.1. Thread-safe, for virtual threads, which may be interrupted;
/// redirects are never followed.
public final class ProviderClient implements Upstream, AutoCloseable {
    /// Without a character set: JSON is UTF-8.
    private static final ContentType JSON = ContentType.create("application/json");

    private final InstantSource clock;
    private final Connections connections;
    private final FailureClassifier classifier;
    private final QuotaHeaders quotas;

    /// @param clock for waits that are told as a time of day
    /// @param quotas told what providers say is left of their keys' limits
    public ProviderClient(InstantSource clock, Quotas quotas) {
        this(clock, quotas, Connections.open());
    }

    ProviderClient(InstantSource clock, Quotas quotas, Connections connections) {
        this.clock = clock;
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
        var reply = new Reply(call, answers, response, classifier, secrets);
        boolean kept = false;
        try {
            body.limit(call.silence(), deadline);
            quotas.read(call, response.headers());
            if (response.status() / 100 != 2) {
                throw reply.refused();
            }
            if (!call.request().streaming()) {
                return reply.whole();
            }
            var stream =
                    new ProviderStream(
                            body,
                            reply.events(),
                            answers.reader(),
                            response.headers(),
                            classifier,
                            secrets);
            stream.awaitFirstToken(call.silence(), deadline, call.streamIdle());
            kept = true;
            return new Answer.Streamed(stream, reply.limits());
        } catch (SilenceException e) {
            throw failed(FailureClass.TIMEOUT, SilenceException.WORDS, e);
        } catch (InterruptedIOException e) {
            throw ProviderStream.interrupted(e);
        } catch (PackedException e) {
            throw failed(FailureClass.SERVER, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failed(
                    FailureClass.SERVER, "the connection broke before the answer was whole", e);
        } finally {
            if (!kept) {
                reply.close();
            }
        }
    }

    /// Asks providers about their keys, over the same connections.
    public KeyProbe probe() {
        return new KeyProbe(connections, classifier, clock);
    }

    /// Takes another way to providers from the next request on.
    public void use(Outbound outbound) {
        connections.use(outbound);
    }

    /// Tries the way to providers, over the same connections.
    public WayProbe way() {
        return new WayProbe(connections);
    }

    /// Asks providers for lists.
    public ListProbe lists() {
        return new ListProbe(connections);
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
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("User-Agent", "Understudy");
        Outgoing.headers(call, wire, request);
        byte[] body = call.request().body().towards(wire, call.target());
        if (path.equals(wire.path())) {
            body = BodyEdits.apply(call.provider().edit(wire, call.target().model()), body).body();
        }
        request.setEntity(new ByteArrayEntity(body, JSON));
        return request;
    }

    private static UpstreamException unreachable(Call call, IOException e) {
        return failed(FailureClass.UNREACHABLE, Unreachable.words(call.provider(), e), e);
    }

    private static UpstreamException failed(FailureClass kind, String message, Throwable cause) {
        return new UpstreamException(Failure.without(kind, message), cause);
    }
}
