package dev.understudy.settings;

import dev.understudy.model.ModelFacts;
import dev.understudy.model.Provider.ProviderModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads a provider's `models`.
final class ModelReader {
    private static final Set<String> MODEL =
            Set.of(
                    "id",
                    "id_aliases",
                    "author_id",
                    "display_name",
                    "description",
                    "disabled",
                    "metadata",
                    "input_modalities",
                    "output_modalities",
                    "max_context_window",
                    "max_output_tokens",
                    "supported_features",
                    "unsupported_params");
    private static final Set<String> PARAM = Set.of("name");
    private static final int MOST_PARAMS = 100;
    private static final int LONGEST_PARAM = 255;

    private ModelReader() {}

    static List<ProviderModel> read(Fields provider) {
        var models = new ArrayList<ProviderModel>();
        var names = new HashSet<String>();
        for (Fields fields : provider.each("models", MODEL)) {
            String id = fields.text("id").orElse("");
            if (id.isBlank()) {
                fields.problem("id", "a model needs an id");
                continue;
            }
            List<String> aliases = fields.texts("id_aliases");
            unique(fields, "id", id, names);
            aliases.forEach(alias -> unique(fields, "id_aliases", alias, names));
            models.add(
                    new ProviderModel(
                            id,
                            aliases,
                            fields.flag("disabled"),
                            params(fields, "unsupported_params"),
                            facts(fields)));
        }
        return models;
    }

    /// A list of `{ name }`, the names of a body's top-level fields.
    static Set<String> params(Fields fields, String key) {
        var names = new LinkedHashSet<String>();
        for (Fields param : fields.each(key, PARAM)) {
            String name = param.text("name").orElse("");
            if (name.isBlank() || name.length() > LONGEST_PARAM) {
                param.problem("name", "a name is 1 to %d characters long".formatted(LONGEST_PARAM));
            } else if (!names.add(name)) {
                param.problem("name", "\"%s\" stands twice".formatted(name));
            }
        }
        if (names.size() > MOST_PARAMS) {
            fields.problem(key, "at most %d names".formatted(MOST_PARAMS));
        }
        return names;
    }

    private static ModelFacts facts(Fields fields) {
        return new ModelFacts(
                fields.text("author_id").orElse(""),
                fields.text("display_name").orElse(""),
                fields.text("description").orElse(""),
                Values.plain(fields.entries("metadata")),
                fields.texts("input_modalities"),
                fields.texts("output_modalities"),
                fields.number("max_context_window", 1, Integer.MAX_VALUE),
                fields.number("max_output_tokens", 1, Integer.MAX_VALUE),
                fields.texts("supported_features"));
    }

    private static void unique(Fields fields, String key, String name, Set<String> names) {
        if (name.isBlank()) {
            fields.problem(key, "a name is not blank");
        } else if (!names.add(name.toLowerCase(Locale.ROOT))) {
            fields.problem(key, "\"%s\" already names a model of this provider".formatted(name));
        }
    }
}
