package dev.understudy.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps a second console from opening beside the first: it calls the first forward instead.
///
/// Who holds the lock on a file is the first; the system frees it when a process ends, however it
/// ends. A local socket beside it takes the calls.
final class FirstInstance implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FirstInstance.class.getName());

    private final FileChannel file;
    private final FileLock lock;
    private final ServerSocketChannel calls;

    private FirstInstance(FileChannel file, FileLock lock, ServerSocketChannel calls) {
        this.file = file;
        this.lock = lock;
        this.calls = calls;
    }

    /// Becomes the first, or calls the first forward.
    ///
    /// @param folder where the lock and the socket lie
    /// @return empty if another is the first
    static Optional<FirstInstance> claim(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(
                        folder.resolve("console.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        var address = UnixDomainSocketAddress.of(folder.resolve("console.sock"));
        Optional<FileLock> lock = lock(file);
        if (lock.isEmpty()) {
            file.close();
            call(address);
            return Optional.empty();
        }
        Files.deleteIfExists(address.getPath());
        ServerSocketChannel calls = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        calls.bind(address);
        return Optional.of(new FirstInstance(file, lock.get(), calls));
    }

    /// Runs `forward` at each call, until closed.
    void onCall(Runnable forward) {
        Thread.ofVirtual()
                .name("first-instance")
                .start(() -> {
                    try {
                        while (true) {
                            calls.accept().close();
                            forward.run();
                        }
                    } catch (ClosedChannelException _) {
                        // the program ends
                    } catch (IOException e) {
                        LOG.log(Level.WARNING, "a second start will not be noticed", e);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        calls.close();
        lock.release();
        file.close();
    }

    private static Optional<FileLock> lock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    private static void call(UnixDomainSocketAddress address) throws IOException {
        try (SocketChannel first = SocketChannel.open(address)) {
            LOG.log(
                    Level.INFO,
                    "another console runs; it was called forward: {0}",
                    first.isConnected());
        }
    }
}
