package dev.understudy.app;

import dev.understudy.console.keys.KeyBook.Found;
import dev.understudy.console.keys.KeyBook.Known;
import dev.understudy.interchange.DotEnv.Variable;
import dev.understudy.model.ApiKey;
import dev.understudy.model.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// Finds keys among variables: by the whole shape of the value, then by the variable's usual name,
/// then by how the value begins.
final class KeyImport {
    private static final Pattern SECRET =
            Pattern.compile(".*(?:KEY|TOKEN|SECRET).*", Pattern.CASE_INSENSITIVE);
    private static final int TELLING = 4;
    private static final int LONGEST = 4096;

    private final List<Provider> providers;
    private final BiPredicate<String, ApiKey> stored;

    /// @param stored whether a provider has a key already
    KeyImport(List<Provider> providers, BiPredicate<String, ApiKey> stored) {
        this.providers = List.copyOf(providers);
        this.stored = stored;
    }

    /// The variables that hold a key, and those that only seem to.
    List<Found> in(List<Variable> variables) {
        var found = new ArrayList<Found>();
        for (Variable variable : variables) {
            Optional<ApiKey> key = key(variable.value());
            Optional<Provider> owner = key.flatMap(value -> owner(variable.name(), value));
            if (key.isPresent()
                    && (owner.isPresent() || SECRET.matcher(variable.name()).matches())) {
                found.add(
                        new Found(
                                variable.name(),
                                owner.map(KeyImport::known),
                                KeyShapes.hint(key.get(), owner),
                                owner.filter(one -> stored.test(one.id(), key.get())).isPresent(),
                                key.get()));
            }
        }
        return found;
    }

    private static Optional<ApiKey> key(String value) {
        try {
            return value.length() > LONGEST
                    ? Optional.empty()
                    : Optional.of(new ApiKey(value.strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Provider> owner(String variable, ApiKey key) {
        List<Provider> alike = KeyShapes.recognise(key.reveal(), providers);
        Optional<Provider> first = alike.stream().findFirst();
        if (first.filter(one -> certain(one, key)).isPresent()) {
            return first;
        }
        return providers.stream()
                .filter(provider ->
                        provider.keyVariables().stream().anyMatch(name -> named(variable, name)))
                .findFirst()
                .or(() -> first.filter(one -> KeyShapes.example(one).length() >= TELLING));
    }

    private static boolean certain(Provider provider, ApiKey key) {
        return KeyShapes.example(provider).length() >= TELLING
                && Pattern.matches(provider.keyShape(), key.reveal());
    }

    /// Also with a number behind, as in `OPENROUTER_API_KEY_2`.
    private static boolean named(String variable, String usual) {
        return variable.equals(usual) || variable.matches(Pattern.quote(usual) + "_?\\d{1,3}");
    }

    static Known known(Provider provider) {
        return new Known(provider.id(), provider.displayName(), KeyShapes.example(provider));
    }
}
