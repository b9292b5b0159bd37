package dev.understudy.app;

import dev.understudy.client.PlayClient;
import dev.understudy.client.RehearsalClient;
import dev.understudy.client.RequestTrace;
import dev.understudy.client.Seen;
import dev.understudy.console.rehearse.RehearsalBook;
import dev.understudy.console.rehearse.RehearsalBookException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Play;
import dev.understudy.model.RehearsalCase;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SuiteFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Rehearsals with a running gateway, and the tests beside its settings.
final class RehearsalDesk implements RehearsalBook, AutoCloseable {
    private final Path file;
    private final Supplier<Optional<URI>> base;
    private final RehearsalClient asking;

    /// @param file the suite, such as `rehearsals.yaml`
    /// @param base where the gateway listens now; empty while it does not
    /// @param accessKey one that may rehearse
    RehearsalDesk(Path file, Supplier<Optional<URI>> base, String accessKey) {
        this.file = file;
        this.base = base;
        this.asking = new RehearsalClient(() -> base.get().orElseThrow(), accessKey);
    }

    @Override
    public PlayClient client() {
        return new WhileListening();
    }

    @Override
    public List<RehearsalCase> kept() throws RehearsalBookException {
        try {
            return new SuiteFile(file).load();
        } catch (InvalidSettingsException e) {
            throw wrong(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Undo keep(RehearsalCase test) throws RehearsalBookException {
        return change(suite -> suite.append(test));
    }

    @Override
    public Undo remove(RehearsalCase test) throws RehearsalBookException {
        return change(suite -> suite.remove(test.name()));
    }

    /// What is done with the file.
    private interface Edit {
        SuiteFile.Change make(SuiteFile suite)
                throws InvalidSettingsException, SettingsEditException, IOException;
    }

    private Undo change(Edit edit) throws RehearsalBookException {
        try {
            return edit.make(new SuiteFile(file))::takeBack;
        } catch (InvalidSettingsException e) {
            throw wrong(e);
        } catch (SettingsEditException e) {
            throw new RehearsalBookException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RehearsalBookException wrong(InvalidSettingsException e) {
        return new RehearsalBookException(
                "%s has a mistake: %s. Mend it, then look again."
                        .formatted(file.getFileName(), e.problems().getFirst()),
                e);
    }

    private RehearsalBookException unreadable(IOException e) {
        return new RehearsalBookException(
                "%s cannot be read or written (%s): check who may use it."
                        .formatted(file, e.getClass().getSimpleName()),
                e);
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() {
        asking.close();
    }

    /// Asks the gateway while it listens.
    private final class WhileListening implements PlayClient {
        @Override
        public void play(Play play, String id, Consumer<Seen> seen)
                throws IOException, InterruptedException {
            check();
            asking.play(play, id, seen);
        }

        @Override
        public Optional<RequestTrace> trace(String id) throws IOException, InterruptedException {
            check();
            return asking.trace(id);
        }

        private void check() throws ConnectException {
            if (base.get().isEmpty()) {
                throw new ConnectException("the gateway does not listen");
            }
        }
    }
}
