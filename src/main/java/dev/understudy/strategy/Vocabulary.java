package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The words of expressions, for editors.
public final class Vocabulary {
    private static final List<Word> MACROS =
            List.of(
                    new Word("", "filter", "filter(x, condition)", "those of which it holds"),
                    new Word("", "map", "map(x, value)", "a value of each"),
                    new Word("", "all", "all(x, condition)", "whether it holds of all"),
                    new Word("", "exists", "exists(x, condition)", "whether it holds of any"),
                    new Word("", "exists_one", "exists_one(x, condition)", "of exactly one"),
                    new Word("", "has", "has(x.field)", "whether a value is there"));

    private Vocabulary() {}

    /// A word an expression may hold.
    ///
    /// @param type the type whose field it is, such as `Model`; empty for a function
    /// @param signature how it is written
    public record Word(String type, String name, String signature, String about) {}

    /// All of them: functions first, then the fields of each type.
    public static List<Word> all() {
        var all = new ArrayList<>(MACROS);
        builtins()
                .filter(of -> !of.signature().isEmpty())
                .forEach(of -> all.add(new Word("", of.name(), of.signature(), of.about())));
        for (FactType<?> type : Facts.TYPES) {
            type.fields()
                    .forEach((name, field) ->
                            all.add(new Word(type.name(), name, name, Types.shown(field.type()))));
        }
        return List.copyOf(all);
    }

    static List<String> fields() {
        return Facts.TYPES.stream().flatMap(type -> type.fields().keySet().stream()).toList();
    }

    static List<String> functions() {
        return Stream.concat(
                        MACROS.stream().map(Word::name),
                        builtins().filter(of -> !of.signature().isEmpty()).map(Builtin::name))
                .toList();
    }

    private static Stream<Builtin> builtins() {
        return Stream.of(CoreFunctions.all(), ListFunctions.all(), ModelFunctions.all())
                .flatMap(List::stream);
    }
}
