package dev.understudy.vault;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// KWallet by its own interface `org.kde.KWallet`: before 5.97 it has no other, and later ones know
/// of no default collection until a program has had one made.
///
/// Secrets are passwords in a folder of the wallet for local passwords.
final class KWallet implements SessionKeychain.Service {
    /// The newest first.
    static final List<String> PROGRAMS = List.of("kwalletd6", "kwalletd5");

    private static final String TYPE = "org.kde.KWallet";
    private static final String APPLICATION = "Understudy";
    private static final String FOLDER = "Understudy";

    private final SessionBus bus;
    private final String program;

    /// @param program one of [#PROGRAMS]
    KWallet(SessionBus bus, String program) {
        this.bus = bus;
        this.program = program;
    }

    /// The name on the bus of a program.
    static String service(String program) {
        return "org.kde." + program;
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws BusException, KeychainUnavailableException {
        int wallet = open(patience);
        try {
            var password = (String) call("readPassword", "isss", wallet, FOLDER, name, APPLICATION);
            return password.isEmpty()
                    ? Optional.empty()
                    : Optional.of(password.getBytes(StandardCharsets.US_ASCII));
        } finally {
            close(wallet);
        }
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws BusException, KeychainUnavailableException {
        int wallet = open(patience);
        try {
            call("createFolder", "iss", wallet, FOLDER, APPLICATION);
            var password = new String(secret, StandardCharsets.US_ASCII);
            Object status =
                    call("writePassword", "issss", wallet, FOLDER, name, password, APPLICATION);
            if (!Integer.valueOf(0).equals(status)) {
                throw new KeychainUnavailableException(
                        Reason.DEAD, "KWallet answered %s".formatted(status));
            }
        } finally {
            close(wallet);
        }
    }

    @Override
    public boolean remove(String name) throws BusException, KeychainUnavailableException {
        int wallet = open(Patience.BRIEF);
        try {
            Object status = call("removeEntry", "isss", wallet, FOLDER, name, APPLICATION);
            return Integer.valueOf(0).equals(status);
        } finally {
            close(wallet);
        }
    }

    /// Opens the wallet; one that is not open yet shows a dialog.
    private int open(Patience patience) throws BusException, KeychainUnavailableException {
        if (!Boolean.TRUE.equals(call("isEnabled", ""))) {
            throw new KeychainUnavailableException(Reason.MISSING, "KWallet is switched off");
        }
        var name = (String) call("localWallet", "");
        if (patience == Patience.BRIEF && !Boolean.TRUE.equals(call("isOpen", "s", name))) {
            throw new KeychainUnavailableException(Reason.LOCKED, "KWallet");
        }
        int wallet = (Integer) call("open", "sxs", name, 0L, APPLICATION);
        if (wallet < 0) {
            throw new KeychainUnavailableException(Reason.REFUSED);
        }
        return wallet;
    }

    private void close(int wallet) throws BusException {
        call("close", "ibs", wallet, false, APPLICATION);
    }

    private Object call(String method, String signature, Object... arguments) throws BusException {
        return bus.call(
                        service(program),
                        "/modules/" + program,
                        TYPE,
                        method,
                        signature,
                        arguments)[0];
    }
}
