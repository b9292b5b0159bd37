package dev.understudy.settings;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

/// Tells when files of a folder change, however they are written: in place, or moved into place.
///
/// Sleeps in the kernel until something happens. What is told runs on a thread of the watch's own,
/// one after the other.
public final class FileWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FileWatch.class.getName());
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final WatchService service;
    private final Map<Path, Runnable> changed;

    private FileWatch(WatchService service, Map<Path, Runnable> changed) {
        this.service = service;
        this.changed = Map.copyOf(changed);
    }

    /// Begins to watch.
    ///
    /// @param folder made if it does not exist
    /// @param changed what to run, by the file's name in the folder
    public static FileWatch over(Path folder, Map<Path, Runnable> changed) throws IOException {
        Files.createDirectories(folder);
        WatchService service = folder.getFileSystem().newWatchService();
        folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        var watch = new FileWatch(service, changed);
        Thread.ofVirtual().name("file-watch").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = service.take();
                Thread.sleep(SETTLE); // a writer needs a moment; what it does meanwhile comes along
                var names = new HashSet<Object>();
                for (WatchEvent<?> event : key.pollEvents()) {
                    names.add(event.context());
                }
                changed.forEach((name, run) -> {
                    if (names.contains(name) || names.contains(null)) { // null: events were lost
                        tell(run);
                    }
                });
                if (!key.reset()) {
                    LOG.log(Level.WARNING, "the folder of the settings is gone; changes go unseen");
                    return;
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException _) {
            // the watch is over
        }
    }

    private static void tell(Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a changed file could not be taken up", e);
        }
    }

    /// Ends the watch.
    @Override
    public void close() throws IOException {
        service.close();
    }
}
