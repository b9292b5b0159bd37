package dev.understudy.app;

import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.model.Chain;
import dev.understudy.settings.ChainsDocument;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The chains of a settings file: read again only when the file is another, changed one edit at a
/// time, and taken back step by step. What would make the file wrong is not written. Thread-safe.
final class ChainsFile {
    private final Path path;
    private final SettingsFile file;
    private final SettingsReader reader;
    private final ReentrantLock one = new ReentrantLock();

    // Guarded by `one`.
    private final ChainHistory history = new ChainHistory();
    private @Nullable Seen seen;

    ChainsFile(Path path, SettingsReader reader) {
        this.path = path;
        this.file = new SettingsFile(path);
        this.reader = reader;
    }

    /// What the file says.
    ///
    /// @param chains none if there is a problem
    /// @param problem why it cannot be used as it stands
    /// @param undo what would be taken back
    /// @param redo what would be made again
    record Content(
            String text,
            List<Chain> chains,
            Optional<String> problem,
            Optional<ChainEdit> undo,
            Optional<ChainEdit> redo) {
        Content {
            chains = List.copyOf(chains);
        }
    }

    /// Which file was read; nobody writes another without one of these being different.
    private record Stamp(FileTime time, long size, String key) {}

    private record Seen(Stamp stamp, String text, List<Chain> chains, Optional<String> problem) {}

    Content read() throws ChainBookException, InterruptedException {
        one.lockInterruptibly();
        try {
            return content(look());
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            one.unlock();
        }
    }

    /// Makes a change.
    ///
    /// @return the file with it
    Content change(ChainEdit edit) throws ChainBookException, InterruptedException {
        one.lockInterruptibly();
        try {
            Seen before = look();
            if (before.problem().isPresent()) {
                throw new ChainBookException(before.problem().get());
            }
            var document = new ChainsDocument(before.text());
            make(edit, document);
            String after = document.text();
            if (!after.equals(before.text())) {
                write(before.text(), after);
                history.made(edit, before.text(), after);
            }
            return content(look());
        } catch (SettingsEditException e) {
            throw new ChainBookException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            one.unlock();
        }
    }

    private static void make(ChainEdit edit, ChainsDocument document) throws SettingsEditException {
        switch (edit) {
            case ChainEdit.Create(var chain, var targets) -> document.create(chain, targets);
            case ChainEdit.Duplicate(var chain, var copy) -> document.duplicate(chain, copy);
            case ChainEdit.Delete(var chain) -> document.delete(chain);
            case ChainEdit.Rename(var chain, var to) -> document.rename(chain, to);
            case ChainEdit.Insert(var chain, int place, var targets) ->
                    document.insert(chain, place, targets);
            case ChainEdit.Move(var chain, int from, int to) -> document.move(chain, from, to);
            case ChainEdit.Remove(var chain, int place) -> document.remove(chain, place);
            case ChainEdit.Replace(var chain, int place, var with) ->
                    document.replace(chain, place, with);
            case ChainEdit.Rules(var chain, var rules) -> document.setRules(chain, rules);
        }
    }

    /// Takes the last change back.
    ///
    /// @return which it was
    ChainEdit undo() throws ChainBookException, InterruptedException {
        return step(true);
    }

    /// Makes the change again that was taken back last.
    ///
    /// @return which it is
    ChainEdit redo() throws ChainBookException, InterruptedException {
        return step(false);
    }

    /// Takes the last change back if it is the one that left the file so.
    void undo(String after) throws ChainBookException, InterruptedException {
        one.lockInterruptibly();
        try {
            if (!look().text().equals(after)) {
                throw new ChainBookException(
                        "The file was changed since: take it back in the Chains panel, or change the chain there.");
            }
            var _ = undo();
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            one.unlock();
        }
    }

    private ChainEdit step(boolean back) throws ChainBookException, InterruptedException {
        one.lockInterruptibly();
        try {
            Seen now = look();
            ChainHistory.Step step =
                    (back ? history.undo(now.text()) : history.redo(now.text()))
                            .orElseThrow(() ->
                                    new ChainBookException(
                                            "There is nothing to take back or make again, or the file was changed outside: look at the chains anew."));
            write(now.text(), step.to());
            if (back) {
                history.undone();
            } else {
                history.redone();
            }
            return step.edit();
        } catch (SettingsEditException e) {
            throw new ChainBookException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            one.unlock();
        }
    }

    private void write(String before, String after)
            throws ChainBookException, IOException, SettingsEditException {
        try {
            var _ = reader.read(after);
        } catch (InvalidSettingsException e) {
            throw new ChainBookException("This cannot be: " + e.problems().getFirst().message(), e);
        }
        file.save(before, after);
        seen = null;
    }

    private Content content(Seen now) {
        return new Content(
                now.text(),
                now.chains(),
                now.problem(),
                history.undo(now.text()).map(ChainHistory.Step::edit),
                history.redo(now.text()).map(ChainHistory.Step::edit));
    }

    private Seen look() throws IOException {
        Stamp stamp = stamp();
        Seen last = seen;
        if (last != null && last.stamp().equals(stamp)) {
            return last;
        }
        Seen now = parse(stamp, file.read());
        seen = now;
        return now;
    }

    private Seen parse(Stamp stamp, String text) {
        try {
            return new Seen(stamp, text, reader.read(text).settings().chains(), Optional.empty());
        } catch (InvalidSettingsException e) {
            return new Seen(
                    stamp,
                    text,
                    List.of(),
                    Optional.of(
                            "%s cannot be used as it stands: %s"
                                    .formatted(path.getFileName(), e.problems().getFirst())));
        }
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(
                    found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
        } catch (NoSuchFileException _) {
            return new Stamp(FileTime.fromMillis(0), 0, "");
        }
    }

    private ChainBookException unreadable(IOException e) {
        return new ChainBookException(
                "%s cannot be read or written: %s".formatted(path.getFileName(), e.getMessage()),
                e);
    }
}
