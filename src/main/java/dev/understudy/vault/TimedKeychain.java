package dev.understudy.vault;

import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A keychain that is given up when it takes too long.
///
/// Each call runs on a daemon thread of its own, as a system's library may block for good. What
/// comes too late is wiped.
final class TimedKeychain implements Keychain {
    static final Duration BRIEF = Duration.ofSeconds(3);
    static final Duration DIALOG = Duration.ofMinutes(2);

    private final Keychain keychain;
    private final Duration brief;
    private final Duration dialog;

    TimedKeychain(Keychain keychain, Duration brief, Duration dialog) {
        this.keychain = keychain;
        this.brief = brief;
        this.dialog = dialog;
    }

    private interface Call {
        Optional<byte[]> run() throws KeychainUnavailableException, InterruptedException;
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException, InterruptedException {
        return run(patience, () -> keychain.read(name, patience));
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException, InterruptedException {
        byte[] copy = secret.clone();
        run(
                patience,
                () -> {
                    try {
                        keychain.write(name, copy, patience);
                        return Optional.empty();
                    } finally {
                        Arrays.fill(copy, (byte) 0);
                    }
                });
    }

    @Override
    public void remove(String name) throws KeychainUnavailableException, InterruptedException {
        run(
                Patience.BRIEF,
                () -> {
                    keychain.remove(name);
                    return Optional.empty();
                });
    }

    @Override
    public Optional<String> name() throws InterruptedException {
        try {
            return run(
                            Patience.BRIEF,
                            () ->
                                    keychain.name()
                                            .map(name -> name.getBytes(StandardCharsets.UTF_8)))
                    .map(name -> new String(name, StandardCharsets.UTF_8));
        } catch (KeychainUnavailableException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> run(Patience patience, Call call)
            throws KeychainUnavailableException, InterruptedException {
        Duration most = patience == Patience.BRIEF ? brief : dialog;
        var answer = new CompletableFuture<Optional<byte[]>>();
        Thread thread =
                Thread.ofPlatform().daemon().name("keychain").start(() -> run(call, answer));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            giveUp(answer, thread);
            throw new KeychainUnavailableException(
                    Reason.SLOW, "waited %d s".formatted(most.toSeconds()));
        } catch (InterruptedException e) {
            giveUp(answer, thread);
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private static void run(Call call, CompletableFuture<Optional<byte[]>> answer) {
        try {
            Optional<byte[]> found = call.run();
            if (!answer.complete(found)) {
                found.ifPresent(secret -> Arrays.fill(secret, (byte) 0));
            }
        } catch (Throwable e) { // the outermost frame: a system's library may throw anything
            answer.completeExceptionally(e);
        }
    }

    private static void giveUp(CompletableFuture<Optional<byte[]>> answer, Thread thread) {
        answer.cancel(false);
        thread.interrupt();
    }

    private static KeychainUnavailableException failure(Throwable cause) {
        return cause instanceof KeychainUnavailableException known
                ? known
                : new KeychainUnavailableException(
                        Reason.DEAD, cause.getClass().getSimpleName(), cause);
    }
}
