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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calls of the macOS keychain, made to a stand-in for the Security framework.
@SuppressWarnings("restricted")
final class MacKeychainTest {
    private final Security security = new Security();
    private final FakeLibrary library =
            new FakeLibrary(MethodHandles.lookup(), security)
                    .with(
                            "SecKeychainSetUserInteractionAllowed",
                            FunctionDescriptor.of(JAVA_INT, JAVA_BYTE))
                    .with(
                            "SecKeychainFindGenericPassword",
                            FunctionDescriptor.of(
                                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                                    ADDRESS, ADDRESS, ADDRESS))
                    .with(
                            "SecKeychainAddGenericPassword",
                            FunctionDescriptor.of(
                                    JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS,
                                    JAVA_INT, ADDRESS, ADDRESS))
                    .with(
                            "SecKeychainItemFreeContent",
                            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS))
                    .with("SecKeychainItemDelete", FunctionDescriptor.of(JAVA_INT, ADDRESS))
                    .with("CFRelease", FunctionDescriptor.ofVoid(ADDRESS));
    private final Keychain keychain = new MacKeychain(() -> new Natives(library.lookup()));

    @Test
    void keepsGivesBackAndForgets() throws Exception {
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        keychain.write("vault-1", bytes("one"), Patience.BRIEF);
        keychain.write("vault-2", bytes("two"), Patience.BRIEF);
        keychain.write("vault-1", bytes("another"), Patience.BRIEF);

        assertEquals("another", text(keychain.read("vault-1", Patience.BRIEF).orElseThrow()));
        assertEquals("two", text(keychain.read("vault-2", Patience.BRIEF).orElseThrow()));
        keychain.remove("vault-1");
        keychain.remove("vault-1");
        assertEquals(Optional.empty(), keychain.read("vault-1", Patience.BRIEF));
        assertEquals(2, security.freed);
        assertEquals(2, security.released);
    }

    @AfterEach
    void isCalledAsDocumented() {
        assertEquals(List.of(), security.wrong);
    }

    @Test
    void showsADialogOnlyIfItMay() throws Exception {
        keychain.read("vault-1", Patience.DIALOG);
        assertEquals(1, security.interaction);
        keychain.read("vault-1", Patience.BRIEF);
        assertEquals(0, security.interaction);
    }

    @ParameterizedTest
    @CsvSource({
        "-25308, LOCKED",
        "-25293, LOCKED",
        "-128, REFUSED",
        "-25307, MISSING",
        "-25291, MISSING",
        "-1, DEAD"
    })
    void tellsWhatFails(int status, Reason reason) {
        security.failure = status;

        var e =
                assertThrows(
                        KeychainUnavailableException.class,
                        () -> keychain.read("vault-1", Patience.BRIEF));
        assertEquals(reason, e.reason());
    }

    /// Generic passwords of the service "Understudy", by their accounts.
    static final class Security {
        private final Map<String, byte[]> passwords = new HashMap<>();
        private final Map<Long, String> items = new HashMap<>();
        private final Arena arena = Arena.ofAuto();
        private int failure;
        private int interaction = -1;
        private int freed;
        private int released;
        private final List<String> wrong = new ArrayList<>();

        int SecKeychainSetUserInteractionAllowed(byte allowed) {
            interaction = allowed;
            return 0;
        }

        int SecKeychainFindGenericPassword(
                MemorySegment keychain,
                int serviceLength,
                MemorySegment service,
                int accountLength,
                MemorySegment account,
                MemorySegment length,
                MemorySegment data,
                MemorySegment item) {
            if (failure != 0) {
                return failure;
            }
            expect(keychain.equals(MemorySegment.NULL), "the default keychain");
            expect(ascii(service, serviceLength).equals("Understudy"), "service");
            String name = ascii(account, accountLength);
            byte[] password = passwords.get(name);
            if (password == null) {
                return -25300;
            }
            if (!data.equals(MemorySegment.NULL)) {
                length.reinterpret(4).set(JAVA_INT, 0, password.length);
                data.reinterpret(8).set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, password));
            }
            if (!item.equals(MemorySegment.NULL)) {
                MemorySegment found = arena.allocate(8);
                items.put(found.address(), name);
                item.reinterpret(8).set(ADDRESS, 0, found);
            }
            return 0;
        }

        int SecKeychainAddGenericPassword(
                MemorySegment keychain,
                int serviceLength,
                MemorySegment service,
                int accountLength,
                MemorySegment account,
                int length,
                MemorySegment data,
                MemorySegment item) {
            expect(keychain.equals(MemorySegment.NULL), "the default keychain");
            expect(item.equals(MemorySegment.NULL), "no item");
            expect(ascii(service, serviceLength).equals("Understudy"), "service");
            byte[] password = data.reinterpret(length).toArray(JAVA_BYTE);
            return passwords.putIfAbsent(ascii(account, accountLength), password) == null
                    ? 0
                    : -25299;
        }

        int SecKeychainItemFreeContent(MemorySegment attributes, MemorySegment data) {
            expect(attributes.equals(MemorySegment.NULL), "no attributes");
            expect(data.reinterpret(1).get(JAVA_BYTE, 0) == 0, "wiped");
            freed++;
            return 0;
        }

        int SecKeychainItemDelete(MemorySegment item) {
            passwords.remove(items.get(item.address()));
            return 0;
        }

        void CFRelease(MemorySegment item) {
            expect(items.containsKey(item.address()), "an item");
            released++;
        }

        /// Notes what is not as documented: a native caller cannot be thrown at.
        private void expect(boolean holds, String what) {
            if (!holds) {
                wrong.add(what);
            }
        }

        private static String ascii(MemorySegment text, int length) {
            return text(text.reinterpret(length).toArray(JAVA_BYTE));
        }
    }
}
