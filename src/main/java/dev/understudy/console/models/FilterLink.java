package dev.understudy.console.models;

import dev.understudy.console.models.ModelFilter.Bounds;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What models are looked for by, as a link that can be sent to others, such as
/// `understudy://models?q=claude+sonnet&can=tools,vision&price=0.5..10&context=200000..`.
final class FilterLink {
    private static final String START = "understudy://models";
    private static final int LONGEST = 2_000;
    private static final String NUMBER = "(\\d{1,12}(?:\\.\\d{1,6})?)?";
    private static final Pattern BOUNDS = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

    private FilterLink() {}

    static String write(ModelFilter filter) {
        var parts = new ArrayList<String>();
        if (!filter.terms().isEmpty()) {
            parts.add("q=" + encoded(String.join(" ", filter.terms())));
        }
        if (!filter.traits().isEmpty()) {
            parts.add(
                    "can="
                            + filter.traits().stream()
                                    .sorted()
                                    .map(Figures::word)
                                    .collect(Collectors.joining(",")));
        }
        filter.provider().ifPresent(id -> parts.add("provider=" + encoded(id)));
        if (filter.favourites()) {
            parts.add("favourites");
        }
        bounds("price", filter.price()).ifPresent(parts::add);
        bounds("context", filter.context()).ifPresent(parts::add);
        return parts.isEmpty() ? START : START + "?" + String.join("&", parts);
    }

    private static Optional<String> bounds(String name, Bounds bounds) {
        return bounds.isOpen()
                ? Optional.empty()
                : Optional.of(
                        "%s=%s..%s".formatted(name, number(bounds.least()), number(bounds.most())));
    }

    private static String number(double value) {
        return Double.isInfinite(value)
                ? ""
                : value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Reads a link, which anybody may have written: what is not known in it is passed over.
    ///
    /// @return empty if it is no such link
    static Optional<ModelFilter> read(String text) {
        String link = text.strip();
        boolean whole = link.equals(START) || link.startsWith(START + "?");
        return whole && link.length() <= LONGEST
                ? fields(link.substring(Math.min(link.length(), START.length() + 1)))
                        .map(FilterLink::filter)
                : Optional.empty();
    }

    /// Empty if they are badly encoded.
    private static Optional<Map<String, String>> fields(String query) {
        var fields = new HashMap<String, String>();
        try {
            for (String part : query.split("&", -1)) {
                String[] field = part.split("=", 2);
                fields.put(
                        field[0],
                        field.length < 2
                                ? ""
                                : URLDecoder.decode(field[1], StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Optional.of(fields);
    }

    private static ModelFilter filter(Map<String, String> fields) {
        List<String> can = Arrays.asList(fields.getOrDefault("can", "").split(",", -1));
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            if (can.contains(Figures.word(trait))) {
                traits.add(trait);
            }
        }
        return new ModelFilter(
                        List.of(),
                        traits,
                        Optional.ofNullable(fields.get("provider")).filter(id -> !id.isBlank()),
                        fields.containsKey("favourites"),
                        bounds(fields.getOrDefault("price", "")),
                        bounds(fields.getOrDefault("context", "")))
                .searching(fields.getOrDefault("q", ""));
    }

    private static Bounds bounds(String text) {
        Matcher bounds = BOUNDS.matcher(text);
        return bounds.matches()
                ? new Bounds(
                        number(bounds.group(1), Double.NEGATIVE_INFINITY),
                        number(bounds.group(2), Double.POSITIVE_INFINITY))
                : Bounds.NONE;
    }

    private static double number(@Nullable String digits, double open) {
        return digits == null ? open : Double.parseDouble(digits);
    }
}
