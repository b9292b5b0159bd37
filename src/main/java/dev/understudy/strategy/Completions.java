package dev.understudy.strategy;

import dev.understudy.strategy.Vocabulary.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl.FunctionDecl.Overload;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// What may stand at a place of an expression that is being written. Immutable.
///
/// The text before the place is read as far as it goes: what a name or a call leads to is known
/// from its type; where it is not, every field and function is offered.
public final class Completions {
    /// For choosing among `ai.models`.
    public static final Completions MODELS = new Completions(Facts.MODELS_ROOT);

    /// For choosing among `ai.keys`.
    public static final Completions KEYS = new Completions(Facts.KEYS_ROOT);

    private static final Set<String> LOOPS =
            Set.of("filter", "map", "all", "exists", "exists_one", "sortBy");
    private static final Type ANY = Decls.Dyn;

    private final Type root;

    private Completions(Type root) {
        this.root = root;
    }

    /// The words that fit, in the order of the vocabulary.
    ///
    /// @param offset in characters, within the text
    public List<Word> at(String text, int offset) {
        String before = text.substring(0, offset);
        int start = wordStart(before, offset);
        String begun = before.substring(start).toLowerCase(Locale.ROOT);
        if (inText(before.substring(0, start))) {
            return List.of();
        }
        Map<String, Type> names = names(before.substring(0, start));
        boolean member = start > 0 && before.charAt(start - 1) == '.';
        Stream<Word> words =
                member
                        ? members(type(before.substring(0, start - 1), names)).stream()
                        : free(names).stream();
        return words.filter(word -> word.name().toLowerCase(Locale.ROOT).startsWith(begun))
                .toList();
    }

    /// Where the word begins that ends at a place.
    ///
    /// @param offset in characters, within the text
    public static int wordStart(String text, int offset) {
        int start = offset;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean inText(String before) {
        char open = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (open == 0 && (c == '\'' || c == '"')) {
                open = c;
            } else if (open != 0 && c == '\\') {
                i++;
            } else if (c == open) {
                open = 0;
            }
        }
        return open != 0;
    }

    private List<Word> free(Map<String, Type> names) {
        var words = new ArrayList<Word>();
        names.forEach((name, type) -> words.add(new Word("", name, name, Types.shown(type))));
        Vocabulary.all().stream()
                .filter(word -> word.type().isEmpty() && isGlobal(word.name()))
                .forEach(words::add);
        return words;
    }

    private static boolean isGlobal(String name) {
        return name.equals("has")
                || builtins(name)
                        .flatMap(of -> of.overloads().stream())
                        .anyMatch(overload -> !overload.getIsInstanceFunction());
    }

    private static List<Word> members(Type of) {
        List<Word> all = Vocabulary.all();
        boolean unknown = of.equals(ANY);
        return Stream.concat(
                        all.stream()
                                .filter(word -> !word.type().isEmpty())
                                .filter(word -> unknown || word.type().equals(of.getMessageType())),
                        all.stream()
                                .filter(word -> word.type().isEmpty())
                                .filter(word -> fits(word.name(), of)))
                .distinct()
                .toList();
    }

    private static boolean fits(String function, Type of) {
        if (LOOPS.contains(function) && !function.equals("sortBy")) {
            return of.equals(ANY) || of.hasListType();
        }
        boolean sorts = function.equals("sortBy") && (of.equals(ANY) || of.hasListType());
        return sorts || member(function, of).isPresent();
    }

    private static Optional<Overload> member(String function, Type of) {
        return builtins(function)
                .flatMap(builtin -> builtin.overloads().stream())
                .filter(Overload::getIsInstanceFunction)
                .filter(overload -> takes(overload.getParams(0), of))
                .findFirst();
    }

    private static boolean takes(Type wanted, Type of) {
        if (of.equals(ANY) || wanted.equals(ANY) || wanted.hasDyn() || isParameter(wanted)) {
            return true;
        }
        if (wanted.hasListType() && of.hasListType()) {
            return takes(wanted.getListType().getElemType(), of.getListType().getElemType());
        }
        return wanted.getTypeKindCase() == of.getTypeKindCase()
                && wanted.getMessageType().equals(of.getMessageType())
                && wanted.getPrimitive() == of.getPrimitive();
    }

    private static boolean isParameter(Type type) {
        return !type.getTypeParam().isEmpty();
    }

    private static Stream<Builtin> builtins(String name) {
        return Stream.of(CoreFunctions.all(), ListFunctions.all(), ModelFunctions.all())
                .flatMap(List::stream)
                .filter(of -> of.name().equals(name));
    }

    /// The names that may be written at the end of a text: `ai`, and the elements of loops that are
    /// open there.
    private Map<String, Type> names(String before) {
        Map<String, Type> names = new LinkedHashMap<>();
        names.put("ai", root);
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) == '(' && isOpen(before, i)) {
                loop(before, i, names);
            }
        }
        return names;
    }

    private static boolean isOpen(String before, int at) {
        int depth = 0;
        for (int i = at; i < before.length(); i++) {
            depth +=
                    switch (before.charAt(i)) {
                        case '(' -> 1;
                        case ')' -> -1;
                        default -> 0;
                    };
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }

    private void loop(String before, int bracket, Map<String, Type> names) {
        int start = wordStart(before, bracket);
        if (start < 1
                || before.charAt(start - 1) != '.'
                || !LOOPS.contains(before.substring(start, bracket))) {
            return;
        }
        int comma = before.indexOf(',', bracket);
        if (comma < 0) {
            return;
        }
        String name = before.substring(bracket + 1, comma).strip();
        if (!name.isEmpty() && name.chars().allMatch(c -> isWord((char) c))) {
            names.put(name, element(type(before.substring(0, start - 1), names)));
        }
    }

    private static Type element(Type list) {
        return list.hasListType() ? list.getListType().getElemType() : ANY;
    }

    /// What the last part of a text leads to, such as `ai.models.filter(…)`.
    private Type type(String text, Map<String, Type> names) {
        int end = text.stripTrailing().length();
        if (end == 0) {
            return ANY;
        }
        char last = text.charAt(end - 1);
        if (last == ')' || last == ']') {
            int open = opening(text, end - 1);
            if (open < 0) {
                return ANY;
            }
            if (last == ']') {
                Type of = type(text.substring(0, open), names);
                return of.hasMapType() ? of.getMapType().getValueType() : element(of);
            }
            int start = wordStart(text, open);
            return start > 0 && text.charAt(start - 1) == '.'
                    ? called(text.substring(start, open), type(text.substring(0, start - 1), names))
                    : ANY;
        }
        int start = wordStart(text, end);
        String word = text.substring(start, end);
        if (start > 0 && text.charAt(start - 1) == '.') {
            return field(type(text.substring(0, start - 1), names), word);
        }
        return names.getOrDefault(word, ANY);
    }

    private static int opening(String text, int closing) {
        int depth = 0;
        for (int i = closing; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static Type field(Type of, String name) {
        return Facts.TYPES.stream()
                .filter(type -> type.name().equals(of.getMessageType()))
                .flatMap(type -> type.field(name).stream())
                .findFirst()
                .map(FactType.Field::type)
                .orElse(ANY);
    }

    private static Type called(String function, Type of) {
        return switch (function) {
            case "filter", "sortBy" -> of;
            case "all", "exists", "exists_one" -> Decls.Bool;
            case "map" -> Decls.newListType(ANY);
            default -> member(function, of).map(overload -> result(overload, of)).orElse(ANY);
        };
    }

    private static Type result(Overload overload, Type of) {
        Type result = overload.getResultType();
        if (isParameter(result)) {
            return element(of);
        }
        return result.hasListType() && isParameter(result.getListType().getElemType())
                ? of
                : result;
    }
}
