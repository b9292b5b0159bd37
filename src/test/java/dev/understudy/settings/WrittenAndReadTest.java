package dev.understudy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.understudy.model.ApiKey;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What the program writes into a file is what it reads from it.
final class WrittenAndReadTest {
    private static final String FILE =
            "# by hand\nproviders: []  # to come\nfailover: any_error\nchains:\n# the end";

    private final SettingsReader reader =
            new SettingsReader(BuiltInProviders.all(), Map.<String, String>of()::get);

    @Property(tries = 300)
    void readsWhatWasWritten(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        List<Chain> chains = chains(random);
        var keys = new ArrayList<ProviderKey>();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(
                    new ProviderKey(
                            "k" + i,
                            new ApiKey("secret '\"#: " + i + " of the lab"),
                            random.nextInt(1, 9)));
        }
        List<ProviderModel> models =
                List.of(new ProviderModel("llama3.2:1b", List.of("small", "- odd #name")));
        var editor = new SettingsEditor(random.nextBoolean() ? FILE : "");

        editor.insert(provider(keys, models), 0, "providers");
        for (Chain chain : chains) {
            editor.set(written(chain), "chains", chains.indexOf(chain));
        }
        editor.set(random.nextInt(1, 65535), "server", "port");

        GatewaySettings settings = reader.read(editor.text()).settings();
        assertEquals(chains, settings.chains(), editor.text());
        Provider lab = settings.providers().getFirst();
        assertEquals(keys, lab.keys());
        assertEquals(models, lab.models());
    }

    private static List<Chain> chains(Random random) {
        var chains = new ArrayList<Chain>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            var targets = new ArrayList<String>();
            var weights = new ArrayList<Integer>();
            for (int j = random.nextInt(1, 5); j > 0; j--) {
                targets.add("lab:m" + random.nextInt(100) + " #'\"{");
                weights.add(random.nextInt(1, 1000));
            }
            chains.add(
                    Chain.of(
                            "chain-" + i,
                            targets,
                            new StepRules(
                                    random.nextBoolean()
                                            ? Optional.of(
                                                    Duration.ofMillis(random.nextInt(1, 999_999)))
                                            : Optional.empty(),
                                    random.nextBoolean()
                                            ? OnStreamBreak.RESUME
                                            : OnStreamBreak.FAIL,
                                    random.nextBoolean() ? OnRefusal.STOP : OnRefusal.NEXT),
                            random.nextBoolean() ? weights : List.of()));
        }
        return chains;
    }

    private static Map<String, Object> written(Chain chain) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", chain.id());
        map.put("targets", chain.targets());
        chain.rules()
                .hedgeAfter()
                .ifPresent(wait -> map.put("hedge_after", wait.toMillis() + "ms"));
        map.put("on_stream_break", chain.rules().onStreamBreak().name().toLowerCase(Locale.ROOT));
        map.put("on_refusal", chain.rules().onRefusal().name().toLowerCase(Locale.ROOT));
        if (!chain.weights().isEmpty()) {
            map.put("weights", chain.weights());
        }
        return map;
    }

    private static Map<String, Object> provider(
            List<ProviderKey> keys, List<ProviderModel> models) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", "lab");
        map.put("base_url", "http://127.0.0.1:9/v1");
        map.put(
                "api_keys",
                keys.stream()
                        .map(key ->
                                Map.of(
                                        "id", key.alias(),
                                        "value", key.secret().reveal(),
                                        "weight", key.weight()))
                        .toList());
        map.put(
                "models",
                models.stream()
                        .map(model -> Map.of("id", model.id(), "id_aliases", model.aliases()))
                        .toList());
        return map;
    }
}
