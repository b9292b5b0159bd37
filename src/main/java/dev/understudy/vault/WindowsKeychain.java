package dev.understudy.vault;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/// The Windows Credential Manager: generic credentials of this machine, kept by `CredWriteW` and
/// its like. It belongs to the one who is logged in and shows no dialogs.
final class WindowsKeychain implements Keychain {
    private static final int GENERIC = 1;
    private static final int THIS_MACHINE = 2;
    private static final int NOT_FOUND = 1168;
    private static final int NO_LOGON_SESSION = 1312;
    private static final String USER = "Understudy";

    /// `CREDENTIALW`, on 64 bits.
    static final StructLayout CREDENTIAL =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("Flags"),
                    JAVA_INT.withName("Type"),
                    ADDRESS.withName("TargetName"),
                    ADDRESS.withName("Comment"),
                    MemoryLayout.sequenceLayout(2, JAVA_INT).withName("LastWritten"),
                    JAVA_INT.withName("CredentialBlobSize"),
                    MemoryLayout.paddingLayout(4),
                    ADDRESS.withName("CredentialBlob"),
                    JAVA_INT.withName("Persist"),
                    JAVA_INT.withName("AttributeCount"),
                    ADDRESS.withName("Attributes"),
                    ADDRESS.withName("TargetAlias"),
                    ADDRESS.withName("UserName"));

    private final Supplier<Natives> library;
    private final String error;

    WindowsKeychain() {
        this(() -> Natives.of("Advapi32"), "GetLastError");
    }

    /// @param library loaded by the first call, not before
    /// @param error how the system calls the number of its last error
    WindowsKeychain(Supplier<Natives> library, String error) {
        this.library = library;
        this.error = error;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Windows Credential Manager");
    }

    @Override
    public Optional<byte[]> read(String name, Patience patience)
            throws KeychainUnavailableException {
        Natives natives = library.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(ADDRESS);
            int failed =
                    call(
                            natives,
                            arena,
                            "CredReadW",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                            target(arena, name),
                            GENERIC,
                            0,
                            found);
            if (failed == NOT_FOUND) {
                return Optional.empty();
            }
            check(failed);
            return Optional.of(taken(natives, found.get(ADDRESS, 0)));
        }
    }

    @SuppressWarnings("restricted") // the lengths are the system's own
    private static byte[] taken(Natives natives, MemorySegment found) {
        MemorySegment credential = found.reinterpret(CREDENTIAL.byteSize());
        int length = credential.get(JAVA_INT, offset("CredentialBlobSize"));
        MemorySegment blob = credential.get(ADDRESS, offset("CredentialBlob")).reinterpret(length);
        byte[] secret = blob.toArray(JAVA_BYTE);
        blob.fill((byte) 0);
        natives.call("CredFree", FunctionDescriptor.ofVoid(ADDRESS), found);
        return secret;
    }

    @Override
    public void write(String name, byte[] secret, Patience patience)
            throws KeychainUnavailableException {
        Natives natives = library.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment blob = arena.allocateFrom(JAVA_BYTE, secret);
            MemorySegment credential = arena.allocate(CREDENTIAL);
            credential.set(JAVA_INT, offset("Type"), GENERIC);
            credential.set(ADDRESS, offset("TargetName"), target(arena, name));
            credential.set(JAVA_INT, offset("CredentialBlobSize"), secret.length);
            credential.set(ADDRESS, offset("CredentialBlob"), blob);
            credential.set(JAVA_INT, offset("Persist"), THIS_MACHINE);
            credential.set(ADDRESS, offset("UserName"), wide(arena, USER));
            try {
                check(
                        call(
                                natives,
                                arena,
                                "CredWriteW",
                                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                                credential,
                                0));
            } finally {
                blob.fill((byte) 0);
            }
        }
    }

    @Override
    public void remove(String name) throws KeychainUnavailableException {
        Natives natives = library.get();
        try (Arena arena = Arena.ofConfined()) {
            int failed =
                    call(
                            natives,
                            arena,
                            "CredDeleteW",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
                            target(arena, name),
                            GENERIC,
                            0);
            if (failed != NOT_FOUND) {
                check(failed);
            }
        }
    }

    /// Calls a function; the number of the error if it fails, else 0.
    private int call(
            Natives natives,
            Arena arena,
            String name,
            FunctionDescriptor type,
            Object... arguments) {
        StructLayout state = Linker.Option.captureStateLayout();
        MemorySegment captured = arena.allocate(state);
        var all = new Object[arguments.length + 1];
        all[0] = captured;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int done = (int) natives.callForError(error, name, type, all);
        return done != 0
                ? 0
                : Math.max(
                        1,
                        captured.get(JAVA_INT, state.byteOffset(PathElement.groupElement(error))));
    }

    private static MemorySegment target(Arena arena, String name) {
        return wide(arena, "Understudy/" + name);
    }

    private static MemorySegment wide(Arena arena, String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_16LE);
    }

    private static long offset(String field) {
        return CREDENTIAL.byteOffset(PathElement.groupElement(field));
    }

    private static void check(int failed) throws KeychainUnavailableException {
        switch (failed) {
            case 0 -> {}
            case NO_LOGON_SESSION ->
                    throw new KeychainUnavailableException(
                            Reason.MISSING, "this logon session keeps no credentials");
            default ->
                    throw new KeychainUnavailableException(
                            Reason.DEAD, "error %d".formatted(failed));
        }
    }
}
