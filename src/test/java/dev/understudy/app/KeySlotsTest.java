package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Retention;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.Vault;
import dev.understudy.vault.VaultState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys of several providers, changed at random: every key stays what was put in, in the slot that
/// it was put in, and the vault holds nothing besides.
@Timeout(300)
final class KeySlotsTest {
    private static final int SEQUENCES = 1_000;
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final List<String> PROVIDERS = List.of("openrouter", "groq", "lab");
    private static final String SETTINGS =
            """
            # kept
            providers:
              - id: lab   # kept
                base_url: http://127.0.0.1:1/v1
                api_keys:
                  - value: in-clear-0123456789   # kept
            """;

    @TempDir Path folder;

    @Test
    void holdsEveryKeyInItsSlot() throws Exception {
        try (var journal = // no key is used, and opening one takes longer than a sequence
                new Journal(
                        folder.resolve("journal.db"), Retention.STANDARD, InstantSource.system())) {
            for (int seed = 0; seed < SEQUENCES; seed++) {
                Path home = folder.resolve("s" + seed);
                try (var sequence = new Sequence(home, new Random(seed), journal)) {
                    sequence.run();
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("sequence " + seed, e);
                }
            }
        }
    }

    /// A key, as it should be.
    private record Slot(String alias, String value, int weight, boolean on, boolean sealed) {}

    /// What is done, and what should be there.
    private static final class Sequence implements AutoCloseable {
        private final Home home;
        private final Random random;
        private final Journal journal;
        private final FakeKeychain keychain = new FakeKeychain();
        private Map<String, List<Slot>> slots = new HashMap<>();
        private Vault vault;
        private GivenKeys keys;
        private int made;

        Sequence(Path folder, Random random, Journal journal) throws Exception {
            this.journal = journal;
            this.home = Home.under(folder);
            this.random = random;
            Files.createDirectories(folder);
            if (random.nextBoolean()) {
                Files.writeString(home.gatewayFile(), SETTINGS);
                slots.put("lab", List.of(new Slot("key-1", "in-clear-0123456789", 1, true, false)));
            } else {
                Files.writeString(
                        home.gatewayFile(),
                        "providers: [{ id: lab, base_url: 'http://127.0.0.1:1/v1' }]\n");
            }
            this.vault = Given.vault(home.vaultFile(), keychain);
            if (random.nextBoolean()) {
                vault.sealWithKeychain(Patience.BRIEF);
            } else {
                vault.sealWithPassphrase(PASSPHRASE.clone());
            }
            this.keys = new GivenKeys(home, vault, journal);
        }

        void run() throws Exception {
            add();
            int steps = 3 + random.nextInt(6);
            for (int i = 0; i < steps; i++) {
                step();
                check();
            }
            restart();
            check();
        }

        private void step() throws Exception {
            Map<String, List<Slot>> before = Map.copyOf(slots);
            Optional<Undo> undo =
                    switch (random.nextInt(10)) {
                        case 0, 1 -> Optional.of(add());
                        case 8 -> nothing(this::restart);
                        case 9 -> nothing(this::changeSource);
                        default -> change();
                    };
            check();
            if (undo.isPresent() && random.nextInt(4) == 0) {
                undo.get().undo();
                slots = new HashMap<>(before);
            }
        }

        private interface Act {
            void run() throws Exception;
        }

        private static Optional<Undo> nothing(Act act) throws Exception {
            act.run();
            return Optional.empty();
        }

        private Undo add() throws Exception {
            String provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
            String alias = "a key " + made++;
            String value = value();
            Undo undo = keys.ring.add(provider, alias, new ApiKey(value));
            var list = new ArrayList<>(of(provider));
            list.add(new Slot(alias, value, 1, true, true));
            slots.put(provider, list);
            return undo;
        }

        private Optional<Undo> change() throws Exception {
            String provider = PROVIDERS.get(random.nextInt(PROVIDERS.size()));
            var list = new ArrayList<>(of(provider));
            if (list.isEmpty()) {
                return Optional.empty();
            }
            int at = random.nextInt(list.size());
            Slot slot = list.get(at);
            var id = new KeyId(provider, slot.alias);
            Undo undo;
            switch (random.nextInt(6)) {
                case 0 -> {
                    String value = value();
                    undo = keys.ring.rotate(id, new ApiKey(value));
                    list.set(at, new Slot(slot.alias, value, slot.weight, slot.on, true));
                }
                case 1 -> {
                    int to = random.nextInt(list.size());
                    undo = keys.ring.move(id, to);
                    list.add(to, list.remove(at));
                }
                case 2 -> {
                    undo = keys.ring.enable(id, !slot.on);
                    list.set(
                            at,
                            new Slot(slot.alias, slot.value, slot.weight, !slot.on, slot.sealed));
                }
                case 3 -> {
                    String alias = "renamed " + made++;
                    undo = keys.ring.rename(id, alias);
                    list.set(at, new Slot(alias, slot.value, slot.weight, slot.on, slot.sealed));
                }
                case 4 -> {
                    int weight = 1 + random.nextInt(1000);
                    undo = keys.ring.weigh(id, weight);
                    list.set(at, new Slot(slot.alias, slot.value, weight, slot.on, slot.sealed));
                }
                default -> {
                    undo = keys.ring.remove(id);
                    list.remove(at);
                }
            }
            slots.put(provider, list);
            return Optional.of(undo);
        }

        private String value() {
            var value = new StringBuilder("sk-");
            random.ints(1 + random.nextInt(200), '!', '~' + 1).forEach(value::appendCodePoint);
            return value.toString();
        }

        private List<Slot> of(String provider) {
            return slots.getOrDefault(provider, List.of());
        }

        private void restart() throws Exception {
            keys.close();
            vault = Given.vault(home.vaultFile(), keychain);
            if (vault.state().equals(new VaultState.Locked(KeySource.KEYCHAIN))) {
                vault.unlock(Patience.BRIEF);
            } else {
                vault.unlock(PASSPHRASE.clone());
            }
            keys = new GivenKeys(home, vault, journal);
        }

        private void changeSource() throws Exception {
            if (vault.state().equals(new VaultState.Open(KeySource.PASSPHRASE))) {
                keys.ring.useKeychain();
            } else {
                keys.ring.usePassphrase(PASSPHRASE.clone());
            }
        }

        private void check() throws Exception {
            long sealed = 0;
            for (String provider : PROVIDERS) {
                List<Slot> expected = of(provider);
                sealed += expected.stream().filter(Slot::sealed).count();
                assertEquals(
                        expected.stream()
                                .filter(Slot::on)
                                .map(slot -> slot.alias + " " + slot.value)
                                .toList(),
                        keys.used(provider));
                List<KeySlot> shown = keys.slots(provider);
                assertEquals(expected.size(), shown.size());
                for (int i = 0; i < shown.size(); i++) {
                    Slot slot = expected.get(i);
                    assertEquals(slot.alias, shown.get(i).id().alias());
                    assertEquals(slot.weight, shown.get(i).weight());
                    assertEquals(!slot.on, shown.get(i).condition() instanceof Condition.Off);
                    assertEquals(slot.value, keys.ring.reveal(shown.get(i).id()).reveal());
                }
            }
            assertEquals(sealed, vault.list().size());
            checkComments();
        }

        private void checkComments() throws IOException {
            String text = Files.readString(home.gatewayFile());
            assertTrue(!text.contains("# kept") || text.startsWith("# kept"), text);
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}
