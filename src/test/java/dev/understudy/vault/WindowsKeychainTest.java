package dev.understudy.vault;

import static dev.understudy.vault.Given.bytes;
import static dev.understudy.vault.Given.text;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.KeychainUnavailableException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The calls of the Windows keychain, made to a stand-in for `Advapi32` that reads and writes
/// memory as its documentation says: offsets are given here in numbers, of the 64-bit
/// `CREDENTIALW`.
@EnabledOnOs(OS.LINUX) // whose C library has the error number that the stand-in sets
@SuppressWarnings("restricted")
final class WindowsKeychainTest {
    private static final int NOT_FOUND = 1168;

    private final Advapi32 advapi32 = new Advapi32();
    private final FakeLibrary library =
            new FakeLibrary(MethodHandles.lookup(), advapi32)
                    .with("CredWriteW", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT))
                    .with(
                            "CredReadW",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS))
                    .with(
                            "CredDeleteW",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT))
                    .with("CredFree", FunctionDescriptor.ofVoid(ADDRESS));
    private final Keychain keychain =
            new WindowsKeychain(() -> new Natives(library.lookup()), FakeLibrary.ERROR);

    @Test
    void keepsGivesBackAndForgets() throws Exception {
        advapi32.error = NOT_FOUND;
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        keychain.write("vault-1", bytes("one"), Patience.BRIEF);
        keychain.write("vault-2", bytes("two"), Patience.BRIEF);
        keychain.write("vault-1", bytes("another"), Patience.BRIEF);

        assertEquals("another", text(keychain.read("vault-1", Patience.BRIEF).orElseThrow()));
        assertEquals("two", text(keychain.read("vault-2", Patience.BRIEF).orElseThrow()));
        keychain.remove("vault-1");
        keychain.remove("vault-1");
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        assertEquals(2, advapi32.freed);
    }

    @AfterEach
    void isCalledAsDocumented() {
        assertEquals(List.of(), advapi32.wrong);
    }

    @Test
    void tellsWhatFails() {
        advapi32.error = 1312;
        var none =
                assertThrows(
                        KeychainUnavailableException.class,
                        () -> keychain.read("vault-1", Patience.BRIEF));
        advapi32.error = 5;
        var denied =
                assertThrows(
                        KeychainUnavailableException.class,
                        () -> keychain.read("vault-1", Patience.BRIEF));

        assertEquals(Reason.MISSING, none.reason());
        assertEquals(Reason.DEAD, denied.reason());
    }

    /// Generic credentials, by their names.
    static final class Advapi32 {
        private final Map<String, byte[]> credentials = new HashMap<>();
        private final Arena arena = Arena.ofAuto();
        private int error;
        private int freed;
        private final List<String> wrong = new ArrayList<>();

        int CredWriteW(MemorySegment given, int flags) {
            MemorySegment credential = given.reinterpret(80);
            expect(flags == 0, "flags");
            expect(credential.get(JAVA_INT, 0) == 0, "flags of the credential");
            expect(credential.get(JAVA_INT, 4) == 1, "generic");
            expect(credential.get(JAVA_INT, 48) == 2, "of this machine");
            expect(wide(credential.get(ADDRESS, 72)).equals("Understudy"), "user");
            int length = credential.get(JAVA_INT, 32);
            credentials.put(
                    wide(credential.get(ADDRESS, 8)),
                    credential.get(ADDRESS, 40).reinterpret(length).toArray(JAVA_BYTE));
            return 1;
        }

        int CredReadW(MemorySegment target, int type, int flags, MemorySegment found) {
            expect(type == 1 && flags == 0, "generic");
            byte[] secret = credentials.get(wide(target));
            if (secret == null) {
                FakeLibrary.fail(error);
                return 0;
            }
            MemorySegment credential = arena.allocate(80, 8);
            credential.set(JAVA_INT, 32, secret.length);
            credential.set(ADDRESS, 40, arena.allocateFrom(JAVA_BYTE, secret));
            found.reinterpret(8).set(ADDRESS, 0, credential);
            return 1;
        }

        int CredDeleteW(MemorySegment target, int type, int flags) {
            expect(type == 1 && flags == 0, "generic");
            if (credentials.remove(wide(target)) == null) {
                FakeLibrary.fail(error);
                return 0;
            }
            return 1;
        }

        void CredFree(MemorySegment credential) {
            MemorySegment blob = credential.reinterpret(80).get(ADDRESS, 40);
            expect(blob.reinterpret(1).get(JAVA_BYTE, 0) == 0, "wiped");
            freed++;
        }

        /// Notes what is not as documented: a native caller cannot be thrown at.
        private void expect(boolean holds, String what) {
            if (!holds) {
                wrong.add(what);
            }
        }

        private static String wide(MemorySegment text) {
            return text.reinterpret(1_000).getString(0, StandardCharsets.UTF_16LE);
        }
    }
}
