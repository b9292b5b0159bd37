package dev.understudy.settings;

import dev.understudy.model.Additions;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.ProviderKey;
import dev.understudy.model.Surface;
import dev.understudy.model.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the `providers` of the settings and joins them with the built-in ones.
final class ProviderReader {
    private static final Set<String> PROVIDER =
            Set.of(
                    "id",
                    "id_aliases",
                    "display_name",
                    "description",
                    "website",
                    "metadata",
                    "base_url",
                    "disabled",
                    "api_keys",
                    "models",
                    "supported_api_surfaces");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Set<String> LOOPBACK =
            Set.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0");

    private final Map<String, Provider> builtIn = new LinkedHashMap<>();
    private final Map<String, String> otherNames = new LinkedHashMap<>();
    private final Additions additions;
    private final KeyReader keys;
    private final SurfaceReader surfaces;
    private final int ownPort;

    /// @param ownPort where this gateway listens, which no provider may
    ProviderReader(
            List<Provider> builtIn,
            Additions additions,
            KeyReader keys,
            SurfaceReader surfaces,
            int ownPort) {
        for (Provider provider : builtIn) {
            this.builtIn.put(provider.id(), provider);
            provider.aliases().forEach(alias -> otherNames.put(lower(alias), provider.id()));
        }
        this.additions = additions;
        this.keys = keys;
        this.surfaces = surfaces;
        this.ownPort = ownPort;
    }

    /// The providers of the file in its order, then the built-in ones it does not name.
    List<Provider> read(Fields root) {
        var providers = new LinkedHashMap<String, Provider>();
        var names = new HashSet<String>();
        for (Fields fields : root.each("providers", PROVIDER)) {
            String id = id(fields);
            if (!ID.matcher(id).matches()) {
                fields.problem(
                        "id",
                        "a provider's id is lower-case letters, digits, dots, dashes or underscores");
            } else if (!names.add(id)) {
                fields.problem("id", "the provider \"%s\" stands twice".formatted(id));
            } else {
                provider(id, fields).ifPresent(provider -> providers.put(id, provider));
                for (String alias : fields.texts("id_aliases")) {
                    if (alias.isBlank() || !names.add(lower(alias))) {
                        fields.problem(
                                "id_aliases", "\"%s\" already names a provider".formatted(alias));
                    }
                }
            }
        }
        builtIn.forEach((id, provider) -> providers.putIfAbsent(id, keys.withUsualKey(provider)));
        return providers.values().stream()
                .map(provider -> provider.withAdditions(additions))
                .toList();
    }

    /// The id of a built-in provider by any of its names, or what stands there.
    private String id(Fields fields) {
        String id = fields.text("id").orElse("");
        String small = lower(id);
        return builtIn.containsKey(small) ? small : otherNames.getOrDefault(small, id);
    }

    private Optional<Provider> provider(String id, Fields fields) {
        Provider known = builtIn.get(id);
        Optional<URI> base = baseUrl(fields, known);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<ProviderKey> own = keys.read(fields);
        List<Surface> served = surfaces.read(fields);
        boolean keyed = fields.node("api_keys").isPresent();
        var aliases = new ArrayList<>(known == null ? List.of() : known.aliases());
        aliases.addAll(fields.texts("id_aliases"));
        var models = new ArrayList<ProviderModel>(known == null ? List.of() : known.models());
        List<ProviderModel> named = ModelReader.read(fields);
        models.removeIf(model -> named.stream().anyMatch(other -> other.id().equals(model.id())));
        models.addAll(named);
        var provider =
                new Provider(
                        id,
                        aliases,
                        fields.text("display_name")
                                .orElse(known == null ? id : known.displayName()),
                        base.get(),
                        (known != null && known.needsKey()) || keyed,
                        known == null ? List.of() : known.keyVariables(),
                        own,
                        models,
                        known == null ? style(served) : known.keyStyle(),
                        known == null ? "" : known.keyShape(),
                        served.isEmpty() ? usual(known) : served,
                        additions,
                        fields.flag("disabled") ? Standing.DISABLED : Standing.LISTED,
                        new Provider.About(
                                fields.text("description").orElse(""),
                                fields.text("website").orElse(""),
                                Values.plain(fields.entries("metadata"))));
        return Optional.of(keyed ? provider : keys.withUsualKey(provider));
    }

    private Optional<URI> baseUrl(Fields fields, @Nullable Provider known) {
        Optional<URI> asked = SurfaceReader.baseUrl(fields, "base_url");
        if (asked.isPresent()) {
            URI base = asked.get();
            if (base.getPort() == ownPort
                    && ownPort != 0
                    && LOOPBACK.contains(lower(base.getHost()))) {
                fields.problem(
                        "base_url",
                        "this is the gateway's own address: requests would come back to it");
            }
            boolean bare = known != null && known.baseUrl().getPath().isEmpty();
            return Optional.of(base.getPath().isEmpty() && !bare ? URI.create(base + "/v1") : base);
        }
        if (fields.node("base_url").isPresent()) {
            return Optional.empty();
        }
        if (known == null) {
            fields.problem(
                    "id",
                    "\"%s\" is no built-in provider: give it a base_url"
                            .formatted(fields.text("id").orElse("")));
            return Optional.empty();
        }
        if (known.baseUrl().getHost().endsWith(BuiltInProviders.OWN_ADDRESS)) {
            fields.problem(
                    "id",
                    "every account of \"%s\" has its own address: give it a base_url"
                            .formatted(known.id()));
            return Optional.empty();
        }
        return Optional.of(known.baseUrl());
    }

    private static List<Surface> usual(@Nullable Provider known) {
        return known == null ? List.of(Surface.of(Wire.CHAT_COMPLETIONS)) : known.surfaces();
    }

    private static KeyStyle style(List<Surface> surfaces) {
        return surfaces.stream().anyMatch(surface -> surface.format().equals("anthropic"))
                ? KeyStyle.X_API_KEY
                : KeyStyle.BEARER;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
