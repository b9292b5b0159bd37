package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.Provider;
import dev.understudy.settings.ExpressionCheck;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsReader;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.SecretName;
import dev.understudy.vault.StoredSecret;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultException;
import dev.understudy.vault.VaultState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys of several providers, changed at random in the vault and in the settings: every key stays
/// what was put in, in the slot that it was put in.
@Timeout(300)
final class KeySlotsTest {
    private static final int SEQUENCES = 1_000;
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final List<String> PROVIDERS = List.of("p0", "p1", "p2");

    @TempDir Path folder;

    @Test
    void holdsEveryKeyInItsSlot() throws Exception {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            try {
                new Sequence(folder.resolve("s" + seed), new Random(seed)).run();
            } catch (AssertionError e) {
                throw new AssertionError("sequence " + seed, e);
            }
        }
    }

    /// A key in the settings.
    private record Slot(String provider, String alias, SecretName secret, boolean enabled) {
        String yaml() {
            return "{ id: %s, value: \"${secrets.get('%s', '%s')}\", enabled: %s }"
                    .formatted(alias, secret.vault(), secret.name(), enabled);
        }
    }

    /// What is done, and what should be there.
    private static final class Sequence {
        private final Path file;
        private final Random random;
        private final FakeKeychain keychain = new FakeKeychain();
        private final Map<SecretName, String> secrets = new LinkedHashMap<>();
        private final List<Slot> slots = new ArrayList<>();
        private Vault vault;
        private int made;

        Sequence(Path folder, Random random) throws Exception {
            this.file = folder.resolve("secrets.vault");
            this.random = random;
            this.vault = Given.vault(file, keychain);
            if (random.nextBoolean()) {
                vault.sealWithKeychain(Patience.BRIEF);
            } else {
                vault.sealWithPassphrase(PASSPHRASE);
            }
        }

        void run() throws Exception {
            add();
            int steps = 3 + random.nextInt(6);
            for (int i = 0; i < steps; i++) {
                step();
            }
            restart();
            check();
        }

        private void step() throws Exception {
            switch (random.nextInt(10)) {
                case 0, 1 -> add();
                case 2 -> rotate(vault);
                case 3 -> Collections.shuffle(slots, random);
                case 4 -> disable();
                case 5 -> rename();
                case 6 -> remove();
                case 7 -> restart();
                case 8 -> anotherProgram();
                default -> changeSource();
            }
            check();
        }

        private void add() throws Exception {
            String provider = any(PROVIDERS);
            var name = new SecretName(provider, "key-" + made);
            slots.add(new Slot(provider, "a" + made, name, true));
            made++;
            put(vault, name);
        }

        private void put(Vault into, SecretName name) throws Exception {
            var value = new StringBuilder("sk-");
            int length = 1 + random.nextInt(200);
            random.ints(length, '!', '~' + 1).forEach(value::appendCodePoint);
            into.put(name, Given.bytes(value.toString()));
            secrets.put(name, value.toString());
        }

        private void rotate(Vault into) throws Exception {
            if (!slots.isEmpty()) {
                put(into, any(slots).secret);
            }
        }

        private void disable() {
            if (!slots.isEmpty()) {
                Slot slot = any(slots);
                slots.set(
                        slots.indexOf(slot),
                        new Slot(slot.provider, slot.alias, slot.secret, !slot.enabled));
            }
        }

        private void rename() throws Exception {
            if (slots.isEmpty()) {
                return;
            }
            Slot slot = any(slots);
            var name = new SecretName(any(PROVIDERS), "renamed-" + made++);
            vault.rename(slot.secret, name);
            slots.set(slots.indexOf(slot), new Slot(slot.provider, slot.alias, name, slot.enabled));
            var renamed = new LinkedHashMap<SecretName, String>();
            secrets.forEach(
                    (old, value) -> renamed.put(old.equals(slot.secret) ? name : old, value));
            secrets.clear();
            secrets.putAll(renamed);
        }

        private void remove() throws Exception {
            if (!slots.isEmpty()) {
                Slot slot = any(slots);
                vault.remove(slot.secret);
                secrets.remove(slot.secret);
                slots.remove(slot);
            }
        }

        private void restart() throws Exception {
            vault = Given.vault(file, keychain);
            open(vault);
        }

        private void anotherProgram() throws Exception {
            Vault other = Given.vault(file, keychain);
            open(other);
            rotate(other);
            vault.reload();
        }

        private void changeSource() throws Exception {
            if (vault.state().equals(new VaultState.Open(KeySource.PASSPHRASE))) {
                vault.sealWithKeychain(Patience.BRIEF);
            } else {
                vault.sealWithPassphrase(PASSPHRASE);
            }
        }

        private static void open(Vault vault)
                throws VaultException, IOException, InterruptedException {
            if (vault.state().equals(new VaultState.Locked(KeySource.KEYCHAIN))) {
                vault.unlock(Patience.BRIEF);
            } else {
                vault.unlock(PASSPHRASE);
            }
        }

        private void check() throws Exception {
            assertEquals(
                    List.copyOf(secrets.keySet()),
                    vault.list().stream().map(StoredSecret::name).toList());
            for (Map.Entry<SecretName, String> secret : secrets.entrySet()) {
                assertArrayEquals(
                        Given.bytes(secret.getValue()), vault.get(secret.getKey()).orElseThrow());
            }
            assertEquals(expectedKeys(), keys());
        }

        private List<String> expectedKeys() {
            var expected = new ArrayList<String>();
            for (String provider : PROVIDERS) {
                for (Slot slot : slots) {
                    if (slot.enabled && slot.provider.equals(provider)) {
                        expected.add(provider + " " + slot.alias + " " + secrets.get(slot.secret));
                    }
                }
            }
            return expected;
        }

        /// The keys that a gateway would use.
        private List<String> keys() throws InvalidSettingsException {
            var yaml = new StringBuilder("providers:\n");
            for (String provider : PROVIDERS) {
                yaml.append("  - id: ").append(provider);
                yaml.append("\n    base_url: http://127.0.0.1:1/v1\n    api_keys:\n");
                slots.stream()
                        .filter(slot -> slot.provider.equals(provider))
                        .forEach(slot -> yaml.append("      - ").append(slot.yaml()).append('\n'));
            }
            var reader =
                    new SettingsReader(
                            List.of(),
                            _ -> null,
                            new VaultSecrets(vault, new VaultDoor(vault, List.of())),
                            ExpressionCheck.NONE);
            SettingsReader.Loaded loaded = reader.read(yaml.toString());
            assertEquals(List.of(), loaded.warnings());
            return loaded.settings().providers().stream().flatMap(Sequence::keys).toList();
        }

        private static Stream<String> keys(Provider provider) {
            return provider.keys().stream()
                    .map(key -> provider.id() + " " + key.alias() + " " + key.secret().reveal());
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
