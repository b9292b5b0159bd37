package dev.understudy.strategy;

import static dev.understudy.strategy.Builtin.global;
import static dev.understudy.strategy.Builtin.list;
import static dev.understudy.strategy.Builtin.member;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// Functions on any list, and what the macros are made of.
final class ListFunctions {
    private ListFunctions() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin(
                        "random",
                        "random()",
                        "one element, any; nothing of an empty list",
                        List.of(member("random", Builtin.T, list(Builtin.T))),
                        (run, a) -> random(run, elements(a[0]))),
                new Builtin(
                        "randomize",
                        "randomize()",
                        "the same elements in random order",
                        List.of(member("randomize", list(Builtin.T), list(Builtin.T))),
                        (run, a) -> randomize(run, elements(a[0]))),
                new Builtin(
                        "@ranked",
                        "",
                        "",
                        List.of(global("ranked", list(Builtin.T), list(Builtin.T))),
                        (run, a) -> ranked(run, elements(a[0]))),
                made("@collect", Decls.Bool),
                made("@rank", Decls.newTypeParamType("K")));
    }

    /// What an element is sorted by.
    record Ranked(Object element, Object key) {}

    static List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new EvaluationException("%s is no list".formatted(Values.type(value)));
    }

    /// Smallest first; numbers, then texts, then false and true; last those without a key. Equal
    /// ones stay in order.
    static List<Object> ranked(Run run, List<?> elements) {
        var sorted = new ArrayList<Ranked>();
        for (Object element : elements) {
            run.budget().step();
            if (element instanceof Ranked ranked) {
                sorted.add(ranked);
            }
        }
        sorted.sort(
                Comparator.comparingInt((Ranked ranked) -> kind(ranked.key()))
                        .thenComparing(ListFunctions::byKey));
        return sorted.stream().map(Ranked::element).toList();
    }

    private static int byKey(Ranked a, Ranked b) {
        return kind(a.key()) == 3 ? 0 : Operators.compare(a.key(), b.key());
    }

    private static int kind(Object key) {
        return switch (key) {
            case Number _ -> 0;
            case String _ -> 1;
            case Boolean _ -> 2;
            default -> 3;
        };
    }

    private static Object random(Run run, List<?> elements) {
        return elements.isEmpty()
                ? Absent.NULL
                : Values.of(elements.get(run.random().nextInt(elements.size())));
    }

    private static List<Object> randomize(Run run, List<?> elements) {
        var shuffled = new ArrayList<Object>(elements);
        RandomGenerator random = run.random();
        for (int i = shuffled.size() - 1; i > 0; i--) {
            run.budget().step();
            int other = random.nextInt(i + 1);
            Object moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, moved);
        }
        return shuffled;
    }

    /// Declared for the checker; the compiler evaluates it.
    private static Builtin made(String name, Type last) {
        Type element = Decls.newTypeParamType("E");
        return new Builtin(
                name,
                "",
                "",
                List.of(
                        Decls.newParameterizedOverload(
                                name,
                                List.of(list(Builtin.T), Builtin.T, last, element),
                                list(Builtin.T),
                                List.of("T", "K", "E"))),
                (_, _) -> {
                    throw new IllegalStateException(name + " is the compiler's");
                });
    }
}
