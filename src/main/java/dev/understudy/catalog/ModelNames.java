package dev.understudy.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The keys a model is found by. Names differ in dots and dashes, and by the date of a version.
final class ModelNames {
    private static final Pattern DATE = Pattern.compile("-(20\\d{2}-?\\d{2}-?\\d{2})$");
    private static final String LOOSE = "~ ";

    private ModelNames() {}

    /// What a model is filed under: its name, and loosely its name without a date.
    static Set<String> keys(String name) {
        String exact = exactly(name);
        return Set.copyOf(List.of(exact, LOOSE + dashed(exact), LOOSE + dashed(undated(exact))));
    }

    /// What a model named by a caller may be filed under, the likeliest first.
    static Set<String> exact(String name) {
        var keys = new LinkedHashSet<String>();
        keys.add(exactly(name));
        keys.add(LOOSE + dashed(exactly(name)));
        return keys;
    }

    /// As [#exact(String)], then without its variant, then without its date.
    static Set<String> lookups(String name) {
        var keys = new LinkedHashSet<>(exact(name));
        int colon = name.lastIndexOf(':');
        String plain = colon > 0 ? name.substring(0, colon) : name;
        keys.addAll(exact(plain));
        keys.addAll(exact(undated(exactly(plain))));
        return keys;
    }

    private static String exactly(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String dashed(String name) {
        return name.replace('.', '-');
    }

    private static String undated(String name) {
        return DATE.matcher(name).replaceFirst("");
    }
}
