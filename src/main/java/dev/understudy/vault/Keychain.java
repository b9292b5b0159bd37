package dev.understudy.vault;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A keychain, which keeps small secrets for the one who is logged in.
///
/// Calls may take long, and are made in the background; those of [#ofSystem] end in time.
public interface Keychain {
    /// How long it may take, and whether a person may be asked.
    enum Patience {
        /// 3 seconds, and no dialog.
        BRIEF,

        /// Two minutes, in which the keychain may show its own dialog. Only where a person has just
        /// asked for it.
        DIALOG
    }

    /// What it keeps under a name, for the caller to wipe; empty if it answers, and has nothing.
    Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException, InterruptedException;

    /// Keeps a secret under a name, in place of what was there.
    ///
    /// @param secret ASCII text, at most 512 bytes
    void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException, InterruptedException;

    /// Forgets what it keeps under a name, if anything; shows no dialog.
    void remove(String name) throws KeychainUnavailableException, InterruptedException;

    /// What it is called, such as `GNOME Keyring`; empty if it does not tell in 3 seconds. Starts
    /// no program, and shows no dialog.
    Optional<String> name() throws InterruptedException;

    /// The keychain of the system that this runs on; a call that takes too long is given up.
    ///
    /// @param environment which tells where the session's bus is, on Linux
    static Keychain ofSystem(Map<String, String> environment) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Keychain keychain;
        if (system.contains("win")) {
            keychain = new WindowsKeychain();
        } else if (system.contains("mac")) {
            keychain = new MacKeychain();
        } else {
            keychain = new SessionKeychain(environment);
        }
        return new TimedKeychain(keychain, TimedKeychain.BRIEF, TimedKeychain.DIALOG);
    }
}
