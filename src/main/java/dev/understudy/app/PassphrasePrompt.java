package dev.understudy.app;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks for the vault's passphrase in the terminal that the program was started in: three times,
/// and never again.
final class PassphrasePrompt implements VaultDoor.Passphrases {
    private static final int MOST = 3;

    private final @Nullable Console console;
    private int left = MOST;

    /// @param console nobody is asked if there is none, or it is no terminal
    PassphrasePrompt(@Nullable Console console) {
        this.console = console;
    }

    @Override
    public int tries() {
        return MOST;
    }

    @Override
    public synchronized Optional<char[]> next() {
        if (console == null || !console.isTerminal() || left == 0) {
            return Optional.empty();
        }
        char[] answer = console.readPassword("passphrase of the vault: ");
        left = answer == null ? 0 : left - 1;
        return Optional.ofNullable(answer);
    }

    @Override
    public String wrong() {
        return "none of %d passphrases was its own: start again".formatted(MOST);
    }
}
