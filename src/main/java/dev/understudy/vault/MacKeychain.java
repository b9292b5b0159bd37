package dev.understudy.vault;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// The login keychain of macOS: generic passwords of the service "Understudy", kept by the
/// `SecKeychain` functions of the Security framework.
final class MacKeychain implements Keychain {
    private static final String FRAMEWORKS = "/System/Library/Frameworks/";
    private static final String SECURITY = FRAMEWORKS + "Security.framework/Security";
    private static final String FOUNDATION = FRAMEWORKS + "CoreFoundation.framework/CoreFoundation";
    private static final byte[] SERVICE = "Understudy".getBytes(StandardCharsets.US_ASCII);

    private static final int DONE = 0;
    private static final int USER_CANCELED = -128;
    private static final int NOT_AVAILABLE = -25291;
    private static final int AUTH_FAILED = -25293;
    private static final int NOT_FOUND = -25300;
    private static final int NO_DEFAULT_KEYCHAIN = -25307;
    private static final int INTERACTION_NOT_ALLOWED = -25308;

    /// keychain, service, account, password's length and data, item
    private static final FunctionDescriptor FIND =
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS,
                    ADDRESS);

    private static final FunctionDescriptor ADD =
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                    ADDRESS);

    private final Supplier<Natives> frameworks;

    MacKeychain() {
        this(() -> Natives.of(SECURITY, FOUNDATION));
    }

    /// @param frameworks loaded by the first call, not before
    MacKeychain(Supplier<Natives> frameworks) {
        this.frameworks = frameworks;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("macOS Keychain");
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException {
        Natives natives = natives(patience);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_INT);
            MemorySegment data = arena.allocate(ADDRESS);
            int status = find(natives, arena, name, length, data, MemorySegment.NULL);
            if (status == NOT_FOUND) {
                return Optional.empty();
            }
            check(status);
            return Optional.of(taken(natives, data.get(ADDRESS, 0), length.get(JAVA_INT, 0)));
        }
    }

    @SuppressWarnings("restricted") // the length is the system's own
    private static byte[] taken(Natives natives, MemorySegment data, int length) {
        MemorySegment password = data.reinterpret(length);
        byte[] secret = password.toArray(JAVA_BYTE);
        password.fill((byte) 0);
        natives.call(
                "SecKeychainItemFreeContent",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                MemorySegment.NULL,
                data);
        return secret;
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException {
        Natives natives = natives(patience);
        remove(natives, name);
        try (Arena arena = Arena.ofConfined()) {
            byte[] account = name.getBytes(StandardCharsets.UTF_8);
            MemorySegment password = arena.allocateFrom(JAVA_BYTE, secret);
            try {
                check(
                        (int)
                                natives.call(
                                        "SecKeychainAddGenericPassword",
                                        ADD,
                                        MemorySegment.NULL,
                                        SERVICE.length,
                                        arena.allocateFrom(JAVA_BYTE, SERVICE),
                                        account.length,
                                        arena.allocateFrom(JAVA_BYTE, account),
                                        secret.length,
                                        password,
                                        MemorySegment.NULL));
            } finally {
                password.fill((byte) 0);
            }
        }
    }

    @Override
    public void remove(String name) throws KeychainUnavailableException {
        remove(natives(Patience.BRIEF), name);
    }

    private static void remove(Natives natives, String name) throws KeychainUnavailableException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment item = arena.allocate(ADDRESS);
            int status = find(natives, arena, name, MemorySegment.NULL, MemorySegment.NULL, item);
            if (status == NOT_FOUND) {
                return;
            }
            check(status);
            MemorySegment found = item.get(ADDRESS, 0);
            int deleted =
                    (int)
                            natives.call(
                                    "SecKeychainItemDelete",
                                    FunctionDescriptor.of(JAVA_INT, ADDRESS),
                                    found);
            natives.call("CFRelease", FunctionDescriptor.ofVoid(ADDRESS), found);
            check(deleted);
        }
    }

    /// The frameworks, told whether they may show a dialog.
    private Natives natives(Patience patience) throws KeychainUnavailableException {
        Natives natives = frameworks.get();
        byte allowed = (byte) (patience == Patience.DIALOG ? 1 : 0);
        check(
                (int)
                        natives.call(
                                "SecKeychainSetUserInteractionAllowed",
                                FunctionDescriptor.of(JAVA_INT, JAVA_BYTE),
                                allowed));
        return natives;
    }

    private static int find(
            Natives natives,
            Arena arena,
            String name,
            MemorySegment length,
            MemorySegment data,
            MemorySegment item) {
        byte[] account = name.getBytes(StandardCharsets.UTF_8);
        return (int)
                natives.call(
                        "SecKeychainFindGenericPassword",
                        FIND,
                        MemorySegment.NULL,
                        SERVICE.length,
                        arena.allocateFrom(JAVA_BYTE, SERVICE),
                        account.length,
                        arena.allocateFrom(JAVA_BYTE, account),
                        length,
                        data,
                        item);
    }

    private static void check(int status) throws KeychainUnavailableException {
        switch (status) {
            case DONE -> {}
            case INTERACTION_NOT_ALLOWED, AUTH_FAILED ->
                    throw new KeychainUnavailableException(Reason.LOCKED);
            case USER_CANCELED -> throw new KeychainUnavailableException(Reason.REFUSED);
            case NOT_AVAILABLE, NO_DEFAULT_KEYCHAIN ->
                    throw new KeychainUnavailableException(
                            Reason.MISSING, "status %d".formatted(status));
            default ->
                    throw new KeychainUnavailableException(
                            Reason.DEAD, "status %d".formatted(status));
        }
    }
}
