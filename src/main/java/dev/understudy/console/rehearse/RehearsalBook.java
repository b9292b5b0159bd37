package dev.understudy.console.rehearse;

import dev.understudy.client.PlayClient;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.RehearsalCase;
import java.nio.file.Path;
import java.util.List;

/// Whom rehearsals ask, and the tests that are kept of them. Its methods block; thread-safe.
public interface RehearsalBook {
    /// Asks the running gateway.
    PlayClient client();

    /// The tests that are kept, of all chains, in the file's order.
    ///
    /// @throws RehearsalBookException if the file cannot be read or is wrong
    List<RehearsalCase> kept() throws RehearsalBookException;

    /// Keeps a test behind the others.
    ///
    /// @return takes it out again
    /// @throws RehearsalBookException if the file cannot be changed, or has one of that name
    Undo keep(RehearsalCase test) throws RehearsalBookException;

    /// Takes a test out of the others.
    ///
    /// @return puts it back
    /// @throws RehearsalBookException if the file cannot be changed, or has none of that name
    Undo remove(RehearsalCase test) throws RehearsalBookException;

    /// Where the tests are kept; the command line reads the same file.
    Path file();
}
