package dev.understudy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.console.keys.KeyBook;
import dev.understudy.console.keys.KeyBook.Undo;
import dev.understudy.console.keys.KeyBookException;
import dev.understudy.console.keys.ProviderKeys;
import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.model.KeySlot.Source;
import dev.understudy.vault.FakeKeychain;
import dev.understudy.vault.Given;
import dev.understudy.vault.Keychain.Patience;
import dev.understudy.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KeyRingTest {
    private static final ApiKey FIRST = new ApiKey("sk-or-v1-" + "0a".repeat(32));
    private static final ApiKey SECOND = new ApiKey("sk-or-v1-" + "1b".repeat(32));
    private static final KeyId MAIN = new KeyId("openrouter", "main");

    @TempDir Path folder;
    private Home home;
    private Vault vault;

    @BeforeEach
    void makeHome() throws Exception {
        home = Home.under(folder);
        vault = Given.vault(home.vaultFile(), new FakeKeychain());
    }

    private GivenKeys keys() throws Exception {
        vault.sealWithKeychain(Patience.BRIEF);
        return new GivenKeys(home, vault);
    }

    private String text() throws IOException {
        return Files.readString(home.gatewayFile());
    }

    @Test
    void addsAKeyToTheVaultAndNamesItInTheFile() throws Exception {
        try (GivenKeys keys = keys()) {
            Undo undo = keys.ring.add("openrouter", "main", FIRST);

            assertEquals(List.of("main " + FIRST.reveal()), keys.used("openrouter"));
            assertTrue(!text().contains(FIRST.reveal()) && text().contains("secrets.get"));
            KeySlot slot = keys.slots("openrouter").getFirst();
            assertEquals("sk-or-v1-…0a0a", slot.hint());
            assertEquals(Source.VAULT, slot.source());
            assertEquals(new Condition.Ready(), slot.condition());

            undo.undo();
            assertEquals(List.of(), vault.list());
            assertEquals(List.of(), keys.used("openrouter"));
        }
    }

    @Test
    void aRotatedKeyKeepsItsPlaceAndItsNeighbours() throws Exception {
        try (GivenKeys keys = keys()) {
            keys.ring.add("openrouter", "main", FIRST);
            keys.ring.add("openrouter", "other", new ApiKey("other-key-0123456789"));

            Undo undo = keys.ring.rotate(MAIN, SECOND);
            assertEquals(
                    List.of("main " + SECOND.reveal(), "other other-key-0123456789"),
                    keys.used("openrouter"));
            assertEquals("sk-or-v1-…1b1b", keys.slots("openrouter").getFirst().hint());

            undo.undo();
            assertEquals("main " + FIRST.reveal(), keys.used("openrouter").getFirst());
        }
    }

    @Test
    void aSecretThatIsNamedTwiceIsRotatedInOnePlaceOnly() throws Exception {
        Files.writeString(
                home.gatewayFile(),
                """
                providers:
                  - id: openrouter
                    api_keys: [{ id: main, value: "${secrets.get('openrouter', 'shared')}" }]
                  - id: groq
                    api_keys: [{ id: main, value: '${secrets.get(''openrouter'', ''shared'')}' }]
                """);
        vault.sealWithKeychain(Patience.BRIEF);
        vault.put(Given.name("shared"), Given.bytes(FIRST.reveal()));
        try (var keys = new GivenKeys(home, vault)) {
            Undo undo = keys.ring.rotate(MAIN, SECOND);
            assertEquals(List.of("main " + SECOND.reveal()), keys.used("openrouter"));
            assertEquals(List.of("main " + FIRST.reveal()), keys.used("groq"));

            undo.undo();
            keys.ring.remove(new KeyId("groq", "main"));
            assertEquals(List.of("main " + FIRST.reveal()), keys.used("openrouter"));
        }
    }

    @Test
    void whatIsRemovedComesBackWhereItWas() throws Exception {
        try (GivenKeys keys = keys()) {
            keys.ring.add("openrouter", "a", FIRST);
            keys.ring.add("openrouter", "b", SECOND);
            keys.ring.add("openrouter", "c", new ApiKey("third-key-0123456789"));
            String before = text();
            Undo undo = keys.ring.remove(new KeyId("openrouter", "b"));
            assertEquals(2, vault.list().size());

            keys.ring.weigh(new KeyId("openrouter", "c"), 5);
            undo.undo();

            assertEquals(
                    List.of("a", "b", "c"),
                    keys.slots("openrouter").stream().map(slot -> slot.id().alias()).toList());
            assertEquals("b " + SECOND.reveal(), keys.used("openrouter").get(1));
            keys.ring.weigh(new KeyId("openrouter", "c"), 1);
            assertTrue(text().lines().count() >= before.lines().count());
        }
    }

    @Test
    void aNameIsNeverGivenToAnotherSecret() throws Exception {
        try (GivenKeys keys = keys()) {
            keys.ring.add("openrouter", "main", FIRST);
            var first = vault.list().getFirst().name();
            keys.ring.remove(MAIN);
            keys.ring.add("openrouter", "main", SECOND);

            assertTrue(!vault.list().getFirst().name().equals(first));
        }
    }

    @Test
    void aFileThatIsRefusedLeavesTheVaultAsItWas() throws Exception {
        try (GivenKeys keys = keys()) {
            String message =
                    String.valueOf(
                            assertThrows(
                                            KeyBookException.class,
                                            () ->
                                                    keys.ring.addProvider(
                                                            "lab",
                                                            "http://far.example/v1",
                                                            Optional.of(FIRST)))
                                    .getMessage());

            assertTrue(message.contains("use https"), message);
            assertEquals(List.of(), vault.list());
            assertTrue(Files.notExists(home.gatewayFile()));
        }
    }

    @Test
    void aProviderOfItsOwnIsAddedAndTakenBack() throws Exception {
        try (GivenKeys keys = keys()) {
            Undo undo = keys.ring.addProvider("lab", "http://127.0.0.1:9/v1", Optional.of(FIRST));
            assertEquals(List.of("main " + FIRST.reveal()), keys.used("lab"));
            assertTrue(keys.ring.providers().stream().anyMatch(ProviderKeys::custom));

            undo.undo();
            assertEquals(List.of(), vault.list());
            assertEquals(List.of(), keys.slots("lab"));
        }
    }

    @Test
    void saysWhatToDoWithoutAVault() throws Exception {
        try (var keys = new GivenKeys(home, vault)) {
            assertTrue(refusal(keys).contains("there is no vault yet: make one"));
        }
        vault.sealWithPassphrase("correct horse".toCharArray());
        vault.lock();
        try (var keys = new GivenKeys(home, vault)) {
            assertTrue(refusal(keys).contains("open it with its passphrase"));
            assertTrue(Files.notExists(home.gatewayFile()));
        }
    }

    private static String refusal(GivenKeys keys) {
        return String.valueOf(
                assertThrows(KeyBookException.class, () -> keys.ring.add("groq", "main", FIRST))
                        .getMessage());
    }

    @Test
    void showsKeysThatAreOffOrCannotBeRead() throws Exception {
        Files.writeString(
                home.gatewayFile(),
                """
                providers:
                  - id: OpenRouter
                    api_keys:
                      - { value: "${env.get('NOT_SET')}", weight: 3 }
                      - { id: off, value: "clear-key-0123456789abcdef", enabled: false }
                      - { id: gone, value: "${secrets.get('openrouter', 'gone')}" }
                """);
        try (GivenKeys keys = keys()) {
            List<KeySlot> slots = keys.slots("openrouter");
            assertEquals("key-1", slots.get(0).id().alias());
            assertEquals(
                    new Condition.Missing("the environment variable NOT_SET is not set"),
                    slots.get(0).condition());
            assertEquals(new Condition.Off(), slots.get(1).condition());
            assertEquals("…cdef", slots.get(1).hint());
            assertEquals(
                    new Condition.Missing("the secret openrouter/gone is not in the vault"),
                    slots.get(2).condition());

            keys.ring.move(new KeyId("openrouter", "gone"), 0);
            assertEquals(
                    List.of("gone", "key-1", "off"),
                    keys.slots("openrouter").stream().map(slot -> slot.id().alias()).toList());
            keys.ring.rotate(new KeyId("openrouter", "gone"), SECOND);
            assertEquals(List.of("gone " + SECOND.reveal()), keys.used("openrouter"));
        }
    }

    @Test
    void theUsualVariableKeepsItsPlaceWhenKeysAreAdded() throws Exception {
        vault.sealWithKeychain(Patience.BRIEF);
        var environment = Map.of("OPENROUTER_API_KEY", FIRST.reveal());
        try (var keys = new GivenKeys(home, vault, environment)) {
            assertEquals(Source.ENVIRONMENT, keys.slots("openrouter").getFirst().source());
            keys.ring.add("openrouter", "second", SECOND);
            assertEquals(
                    List.of("OPENROUTER_API_KEY " + FIRST.reveal(), "second " + SECOND.reveal()),
                    keys.used("openrouter"));
            keys.ring.remove(new KeyId("openrouter", "OPENROUTER_API_KEY"));
            keys.ring.remove(new KeyId("openrouter", "second"));
            assertEquals(List.of(), keys.used("openrouter"));
        }
    }

    @Test
    void recognisesTheMostTellingShapeFirst() throws Exception {
        try (GivenKeys keys = keys()) {
            assertEquals("openrouter", first(keys, " \"" + FIRST.reveal() + "\"\n"));
            assertEquals("anthropic", first(keys, "ANTHROPIC_API_KEY=sk-ant-api03-abc-AA"));
            assertEquals("openai", first(keys, "Bearer sk-proj-abcT3BlbkFJdef"));
            assertEquals("groq", first(keys, "gsk_short"));
            assertEquals("deepseek", first(keys, "sk-" + "0f".repeat(16)));
            assertEquals(List.of(), keys.ring.recognise("hello"));
        }
    }

    private static String first(GivenKeys keys, String key) {
        return keys.ring.recognise(key).stream().findFirst().map(KeyBook.Known::id).orElse("");
    }

    @Test
    void importsAFileOnceAndNothingTwice() throws Exception {
        Path file = folder.resolve("keys.env");
        Files.writeString(
                file,
                """
                # comment
                export OPENROUTER_API_KEY="%s"
                WHATEVER='sk-ant-api03-abc-AA'
                OTHER_SECRET=unknown-value-123
                HOME=/home/me
                """
                        .formatted(FIRST.reveal()));
        try (GivenKeys keys = keys()) {
            List<KeyBook.Found> found = keys.ring.inFile(file);
            assertEquals(
                    List.of("OPENROUTER_API_KEY", "WHATEVER", "OTHER_SECRET"),
                    found.stream().map(KeyBook.Found::variable).toList());

            Undo undo = keys.ring.take(found);
            assertEquals(List.of("main " + FIRST.reveal()), keys.used("openrouter"));
            assertEquals(List.of("main sk-ant-api03-abc-AA"), keys.used("anthropic"));
            assertTrue(keys.ring.inFile(file).getFirst().stored());
            keys.ring.take(keys.ring.inFile(file));
            assertEquals(2, vault.list().size());

            undo.undo();
            assertEquals(List.of(), vault.list());
        }
    }

    @Test
    void takesAVariablesKeyIntoItsPlace() throws Exception {
        vault.sealWithKeychain(Patience.BRIEF);
        var environment = Map.of("OPENROUTER_API_KEY", FIRST.reveal());
        try (var keys = new GivenKeys(home, vault, environment)) {
            keys.ring.take(keys.ring.inEnvironment());
            keys.environment.clear();
            keys.takeUp();
            assertEquals(List.of("OPENROUTER_API_KEY " + FIRST.reveal()), keys.used("openrouter"));
        }
    }
}
