package dev.understudy.vault;

import dev.understudy.vault.VaultState.Version;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A vault's file, the version before it beside it (`.previous`), and the lock that two programs
/// write by turns with (`.lock`). Only the owner may read them.
///
/// A write is forced to disk beside the file and moved into place: whoever reads, or crashes, finds
/// the old version or the new one. Whoever writes holds the lock.
final class VaultFile {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int TRIES = 1_000;
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    /// @param file where it lies; what a link leads to is kept, not the link
    VaultFile(Path file) {
        this.file = resolved(file.toAbsolutePath());
    }

    private static Path resolved(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException _) {
            return file; // there is none yet
        }
    }

    /// The right to write; held until it is closed.
    interface Turn extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /// Waits for the right to write.
    ///
    /// Closing a second channel on the lock would give up the first one's (POSIX): a process has
    /// one vault for a file.
    ///
    /// @throws IOException if another program keeps it for 10 s
    Turn turn() throws IOException, InterruptedException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path lock = beside(".lock");
        FileChannel channel =
                FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        ownersOnly());
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (locked(channel)) {
                    return channel::close;
                }
                Thread.sleep(PAUSE);
            }
            throw new IOException(
                    "another program has been writing %s for 10 s: end it, and try again"
                            .formatted(file));
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // by another vault in this program
        }
    }

    /// What the file holds; empty if there is none, and never was.
    Optional<Envelope> read() throws VaultDamagedException {
        try {
            return Optional.of(Envelope.read(bytes(file)));
        } catch (NoSuchFileException e) {
            if (previous().isPresent()) {
                throw damaged("is gone", e);
            }
            return Optional.empty();
        } catch (MalformedVaultException e) {
            throw damaged(e.what(), e);
        } catch (IOException e) {
            throw damaged("cannot be read (%s)".formatted(e.getClass().getSimpleName()), e);
        }
    }

    /// The version before, if it is whole.
    Optional<Envelope> previous() {
        try {
            return Optional.of(Envelope.read(bytes(beside(".previous"))));
        } catch (MalformedVaultException | IOException _) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path path) throws IOException, MalformedVaultException {
        if (Files.size(path) > LARGEST) {
            throw new MalformedVaultException("is too large");
        }
        return Files.readAllBytes(path);
    }

    /// What to tell of a file that is not what was written.
    VaultDamagedException damaged(String what, Throwable cause) {
        return damaged(what, previous().map(version -> version.header().version()), cause);
    }

    /// @param restorable what can be restored
    VaultDamagedException damaged(String what, Optional<Version> restorable, Throwable cause) {
        var damaged = new VaultDamagedException(file, what, restorable);
        damaged.initCause(cause);
        return damaged;
    }

    /// Writes a version, and keeps the one that it replaces.
    void replace(Envelope next) throws IOException {
        Path fresh = write(next);
        if (Files.exists(file)) {
            keepPrevious();
        }
        move(fresh, file);
    }

    /// Writes a version in the place of the one before: nothing sealed by an older key remains.
    void replacePrevious(Envelope next) throws IOException {
        move(write(next), beside(".previous"));
    }

    /// Writes a version in the place of a damaged one, which is kept as `.damaged`.
    void mend(Envelope next) throws IOException {
        Path fresh = write(next);
        if (Files.exists(file)) {
            Files.move(file, beside(".damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        move(fresh, file);
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    /// Moves the file and the version before out of the way, under names with the time.
    void setAside(Instant now) throws IOException {
        String suffix = ".aside-" + now.truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        for (Path path : new Path[] {beside(".previous"), file}) {
            if (Files.exists(path)) {
                Files.move(path, path.resolveSibling(path.getFileName() + suffix));
            }
        }
        forceFolder();
    }

    private Path write(Envelope next) throws IOException {
        Path fresh = beside(".new");
        Files.deleteIfExists(fresh);
        try (var channel =
                FileChannel.open(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownersOnly())) {
            var buffer = ByteBuffer.wrap(next.bytes());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            return fresh;
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private void keepPrevious() throws IOException {
        Path kept = beside(".kept");
        Files.deleteIfExists(kept);
        try {
            Files.createLink(kept, file);
        } catch (UnsupportedOperationException | IOException _) {
            Files.copy(file, kept); // a file system without links, such as a memory stick's
        }
        Files.move(kept, beside(".previous"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void forceFolder() throws IOException {
        Path folder = file.getParent();
        if (folder != null && isPosix()) {
            try (var channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownersOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }
}
