package dev.understudy.settings;

import dev.understudy.model.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The providers and keys as a settings file writes them, those too that are switched off or cannot
/// be read. Checks nothing: what is wrong [SettingsReader] tells.
///
/// @param path what leads to the settings in the file; empty but in a Traffic Policy document
/// @param named all that values anywhere in the file name, as often as they do
public record WrittenSettings(
        List<Object> path, List<WrittenProvider> providers, List<KeyOrigin> named) {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    public WrittenSettings {
        path = List.copyOf(path);
        providers = List.copyOf(providers);
        named = List.copyOf(named);
    }

    /// Reads a file's text.
    ///
    /// @param builtIn whose aliases may stand for them
    /// @throws SettingsEditException if the text is not YAML
    public static WrittenSettings read(String text, List<Provider> builtIn)
            throws SettingsEditException {
        try {
            Node root = YamlDocument.read(text);
            PolicyDocument.Settings found =
                    PolicyDocument.in(root, new ArrayList<>(), new ArrayList<>());
            return new WrittenSettings(
                    steps(found.path()),
                    providers(found.node(), names(builtIn)),
                    named(root).toList());
        } catch (InvalidSettingsException e) {
            throw new SettingsEditException(
                    "the file is not YAML as it stands: " + e.getMessage(), e);
        }
    }

    /// The provider of an id, if the file names it.
    public Optional<WrittenProvider> provider(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /// How often the file names a secret of the vault.
    public long mentions(KeyOrigin.InVault secret) {
        return named.stream().filter(secret::equals).count();
    }

    /// The value of a key.
    ///
    /// @throws IllegalArgumentException with what is missing, and how to provide it
    public static String value(
            WrittenKey key, Function<String, @Nullable String> environment, Secrets secrets) {
        return new Placeholders(environment, secrets).resolve(key.value());
    }

    private static Stream<KeyOrigin> named(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> Placeholders.all(scalar.text());
            case Node.Sequence(_, var items) -> items.stream().flatMap(WrittenSettings::named);
            case Node.Mapping(_, var entries) ->
                    entries.values().stream().flatMap(entry -> named(entry.value()));
        };
    }

    private static List<Object> steps(String path) {
        return STEP.matcher(path).results().map(WrittenSettings::step).toList();
    }

    private static Object step(MatchResult step) {
        return step.group(1) == null ? (Object) Integer.valueOf(step.group(2)) : step.group(1);
    }

    private static Map<String, String> names(List<Provider> builtIn) {
        var names = new HashMap<String, String>();
        for (Provider provider : builtIn) {
            names.put(provider.id(), provider.id());
            provider.aliases().forEach(alias -> names.put(lower(alias), provider.id()));
        }
        return names;
    }

    private static List<WrittenProvider> providers(Node settings, Map<String, String> names) {
        List<Node> items = items(settings, "providers");
        var providers = new ArrayList<WrittenProvider>();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            String id = text(item, "id").orElse("");
            providers.add(
                    new WrittenProvider(
                            i,
                            names.getOrDefault(lower(id), id),
                            !(at(item, "api_keys") instanceof Node.Scalar),
                            keys(items(item, "api_keys"))));
        }
        return providers;
    }

    private static List<WrittenKey> keys(List<Node> items) {
        var keys = new ArrayList<WrittenKey>();
        for (int i = 0; i < items.size(); i++) {
            Node item = items.get(i);
            Optional<String> alias = text(item, "id");
            String value = text(item, "value").orElse("");
            keys.add(
                    new WrittenKey(
                            alias.orElse("key-" + (i + 1)),
                            alias.isPresent(),
                            value,
                            Placeholders.origin(value),
                            text(item, "weight").map(WrittenSettings::weight).orElse(1),
                            !is(item, "disabled", "true") && !is(item, "enabled", "false")));
        }
        return keys;
    }

    private static int weight(String text) {
        Matcher digits = Pattern.compile("\\d{1,4}").matcher(text.replace("_", ""));
        return digits.matches() ? Integer.parseInt(digits.group()) : 1;
    }

    private static boolean is(Node item, String key, String word) {
        return text(item, key).filter(word::equalsIgnoreCase).isPresent();
    }

    static Node at(Node node, String key) {
        var nothing = new Node.Scalar(node.place(), "", false);
        return node instanceof Node.Mapping(_, var entries) && entries.containsKey(key)
                ? entries.get(key).value()
                : nothing;
    }

    static List<Node> items(Node node, String key) {
        return at(node, key) instanceof Node.Sequence(_, var items) ? items : List.of();
    }

    static Optional<String> text(Node node, String key) {
        return at(node, key) instanceof Node.Scalar scalar && !scalar.isNull()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
