package dev.understudy.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the keychain of a Linux session is called: the program that answers to the Secret Service
/// is one of several.
final class KeeperName {
    private static final String KWALLET = "KWallet";
    private static final String UNKNOWN = "the Secret Service";

    /// How programs begin, as far as the kernel keeps their names.
    private static final Map<String, String> PROGRAMS =
            Map.of(
                    "gnome-keyring", "GNOME Keyring",
                    "kwalletd", KWALLET,
                    "ksecretd", KWALLET,
                    "keepassxc", "KeePassXC",
                    "oo7-", "oo7");

    private KeeperName() {}

    /// The keychain that is asked first; starts none. Empty if there is none.
    static Optional<String> of(SessionBus bus) throws BusException {
        Set<String> running = bus.running();
        if (running.contains(SecretService.NAME)) {
            return Optional.of(program(bus.process(SecretService.NAME)).orElse(UNKNOWN));
        }
        if (hasWallet(running)) {
            return Optional.of(KWALLET);
        }
        Set<String> startable = bus.startable();
        if (startable.contains(SecretService.NAME)) {
            return Optional.of(UNKNOWN);
        }
        return hasWallet(startable) ? Optional.of(KWALLET) : Optional.empty();
    }

    private static boolean hasWallet(Set<String> names) {
        return KWallet.PROGRAMS.stream().map(KWallet::service).anyMatch(names::contains);
    }

    /// Empty if the process is not seen from here, as in a sandbox, or is another program.
    private static Optional<String> program(long process) {
        String name;
        try {
            name = Files.readString(Path.of("/proc", Long.toString(process), "comm")).strip();
        } catch (IOException _) {
            return Optional.empty();
        }
        return PROGRAMS.entrySet().stream()
                .filter(known -> name.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
