package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.model.KeyStyle;
import dev.understudy.model.Provider;
import dev.understudy.model.Surface;
import dev.understudy.model.Wire;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuiltInProvidersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "openrouter|https://openrouter.ai/api/v1|BEARER|CHAT_COMPLETIONS RESPONSES MESSAGES|OPENROUTER_API_KEY",
                "openai|https://api.openai.com/v1|BEARER|CHAT_COMPLETIONS RESPONSES|OPENAI_API_KEY",
                "anthropic|https://api.anthropic.com/v1|X_API_KEY|MESSAGES|ANTHROPIC_API_KEY",
                "google|https://generativelanguage.googleapis.com/v1beta/openai|BEARER|CHAT_COMPLETIONS|GEMINI_API_KEY GOOGLE_API_KEY",
                "minimax|https://api.minimax.io/anthropic/v1|X_API_KEY|MESSAGES|MINIMAX_API_KEY",
                "azure|https://resource.invalid/openai/v1|API_KEY|CHAT_COMPLETIONS RESPONSES|AZURE_API_KEY",
                "z-ai|https://api.z.ai/api/paas/v4|BEARER|CHAT_COMPLETIONS|ZHIPU_API_KEY",
                "ollama|http://127.0.0.1:11434/v1|BEARER|CHAT_COMPLETIONS|''"
            })
    void knows(String id, String base, KeyStyle style, String wires, String variables) {
        Provider provider = provider(id);

        assertEquals(base, provider.baseUrl().toString());
        assertEquals(style, provider.keyStyle());
        assertEquals(variables, String.join(" ", provider.keyVariables()));
        assertEquals(!variables.isEmpty(), provider.needsKey());
        assertEquals(
                wires,
                String.join(
                        " ",
                        Arrays.stream(Wire.values())
                                .filter(wire -> provider.surface(wire).isPresent())
                                .map(Wire::name)
                                .toList()));
    }

    @Test
    void givesNoNameTwice() {
        var names = new HashSet<String>();
        for (Provider provider : BuiltInProviders.all()) {
            assertTrue(names.add(provider.id()), provider.id());
            provider.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
            assertTrue(!provider.displayName().isBlank() && !provider.surfaces().isEmpty());
        }
        assertEquals(31, BuiltInProviders.all().size());
    }

    @Test
    void recognisesKeysByTheirShape() {
        Map<String, String> keys =
                Map.of(
                        "openrouter", "sk-or-v1-" + "0a".repeat(32),
                        "openai", "sk-proj-abcT3BlbkFJdef",
                        "anthropic", "sk-ant-api03-abc-AA",
                        "groq", "gsk_" + "a".repeat(52),
                        "google", "AIza" + "b".repeat(35),
                        "z-ai", "0f".repeat(16) + "." + "a".repeat(16));
        keys.forEach((id, key) -> assertEquals(List.of(id), recognised(key)));
    }

    private static List<String> recognised(String key) {
        return BuiltInProviders.all().stream()
                .filter(p -> !p.keyShape().isEmpty())
                .filter(p -> Pattern.matches(p.keyShape(), key))
                .map(Provider::id)
                .toList();
    }

    @Test
    void sendsEveryWireToItsOwnAddress() throws InvalidSettingsException {
        var reader = new SettingsReader(BuiltInProviders.all(), Map.<String, String>of()::get);

        Provider azure =
                reader.read(
                                "providers: [{id: azure, base_url: 'https://me.openai.azure.com/openai/v1'}]")
                        .settings()
                        .providers()
                        .getFirst();

        assertEquals(KeyStyle.API_KEY, azure.keyStyle());
        assertEquals(
                List.of(Surface.of(Wire.CHAT_COMPLETIONS), Surface.of(Wire.RESPONSES)),
                azure.surfaces());
    }

    private static Provider provider(String id) {
        return BuiltInProviders.all().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
