package dev.understudy.routing;

import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.Plan.Rejection;
import dev.understudy.model.Plan.Why;
import dev.understudy.model.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What one caller may ask for. Immutable.
///
/// A target must be at a provider allowed, however it came up. Beyond that a chain that is named
/// may use all its targets; other targets must match a model's pattern, where there are any.
public final class Reach {
    /// No bounds.
    public static final Reach ALL = new Reach(Scope.ALL, "");

    private static final int MOST_NAMED = 8;

    private final Scope scope;
    private final String holder;
    private final Set<String> chains;
    private final Set<String> providers;
    private final List<NamePattern> models;

    /// That of an access key.
    ///
    /// @param holder what the key is called
    public static Reach of(Scope scope, String holder) {
        return scope.unbounded() ? ALL : new Reach(scope, holder);
    }

    private Reach(Scope scope, String holder) {
        this.scope = scope;
        this.holder = holder;
        this.chains = scope.chains().stream().map(Names::key).collect(Collectors.toSet());
        this.providers = scope.providers().stream().map(Names::key).collect(Collectors.toSet());
        this.models = scope.models().stream().map(NamePattern::new).toList();
    }

    /// Whether nothing is out of it.
    public boolean unbounded() {
        return scope.unbounded();
    }

    /// Why a chain may not be asked for; empty if it may.
    Optional<Rejection> refusalOfChain(String id) {
        return chains.isEmpty() || chains.contains(Names.key(id))
                ? Optional.empty()
                : refused(id, "the chain \"%s\"".formatted(id));
    }

    /// Why a target may not be tried that a chain leads to, which itself may be asked for.
    Optional<Rejection> refusalWithinChain(Target target, String name) {
        return chains.isEmpty() ? refusal(target, name) : refusalOfProvider(target);
    }

    /// Why a target may not be tried that was asked for by its own name.
    ///
    /// @param name what it was called
    Optional<Rejection> refusal(Target target, String name) {
        Optional<Rejection> provider = refusalOfProvider(target);
        return provider.isPresent() || permits(target, name)
                ? provider
                : refused(target.toString(), "\"%s\"".formatted(target));
    }

    /// Whether a target may be asked for by its own name.
    public boolean permits(Target target) {
        return refusalOfProvider(target).isEmpty() && permits(target, target.toString());
    }

    private boolean permits(Target target, String name) {
        return models.isEmpty()
                ? chains.isEmpty()
                : models.stream().anyMatch(pattern -> pattern.matches(target, name));
    }

    private Optional<Rejection> refusalOfProvider(Target target) {
        return providers.isEmpty() || providers.contains(Names.key(target.provider()))
                ? Optional.empty()
                : refused(target.toString(), "\"%s\"".formatted(target));
    }

    /// Why the caller gets nothing where it leaves the choice to the gateway.
    Rejection refusalOfAll() {
        return rejection("auto", "any model that is configured here");
    }

    /// The names of models that are no patterns.
    List<String> plainModels() {
        return scope.models().stream().filter(name -> name.indexOf('*') < 0).toList();
    }

    /// The chains that may be asked for by name; none if all may.
    List<String> chains() {
        return scope.chains();
    }

    private Optional<Rejection> refused(String name, String subject) {
        return Optional.of(rejection(name, subject));
    }

    private Rejection rejection(String name, String subject) {
        return new Rejection(
                name,
                "the access key \"%s\" may not use %s: it may use %s"
                        .formatted(holder, subject, words()),
                Why.OUT_OF_SCOPE);
    }

    private String words() {
        String what =
                Stream.of(words("model", scope.models()), words("chain", scope.chains()))
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(" and "));
        String where = words("provider", scope.providers());
        return where.isEmpty()
                ? what
                : (what.isEmpty() ? "every model" : what) + " at the " + where;
    }

    private static String words(String kind, List<String> names) {
        return names.isEmpty()
                ? ""
                : "%s%s %s%s"
                        .formatted(
                                kind,
                                names.size() == 1 ? "" : "s",
                                names.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                                names.size() > MOST_NAMED ? ", …" : "");
    }

    /// A model's name in which `*` stands for any text; case does not count.
    private static final class NamePattern {
        private final String[] parts;
        private final boolean prefixed;

        NamePattern(String pattern) {
            parts = Names.key(pattern.strip()).split("\\*", -1);
            prefixed = pattern.indexOf(':') >= 0;
        }

        /// Without a provider in front it speaks of the model alone, whoever serves it.
        boolean matches(Target target, String name) {
            return prefixed
                    ? matches(target.toString()) || matches(name)
                    : matches(target.model()) || (name.indexOf(':') < 0 && matches(name));
        }

        private boolean matches(String text) {
            String name = text.toLowerCase(Locale.ROOT);
            String first = parts[0];
            String last = parts[parts.length - 1];
            if (parts.length == 1) {
                return name.equals(first);
            }
            if (name.length() < first.length() + last.length()
                    || !name.startsWith(first)
                    || !name.endsWith(last)) {
                return false;
            }
            int at = first.length();
            int end = name.length() - last.length();
            for (int i = 1; i < parts.length - 1; i++) {
                int found = name.indexOf(parts[i], at);
                if (found < 0 || found + parts[i].length() > end) {
                    return false;
                }
                at = found + parts[i].length();
            }
            return true;
        }
    }
}
