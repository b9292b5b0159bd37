package dev.understudy.strategy;

import java.util.List;
import java.util.Map;

/// What expressions do with two values. Numbers of either kind go together, which the language
/// leaves open for values whose type is found out late.
final class Operators {
    private Operators() {}

    /// Negative, zero or positive, as the first is smaller, equal or greater.
    static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue() + 0.0, y.doubleValue() + 0.0);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return x.compareTo(y);
        }
        throw new EvaluationException(
                "%s cannot be compared with %s".formatted(Values.type(a), Values.type(b)));
    }

    static boolean equal(Run run, Object a, Object b) {
        run.budget().step();
        if (a instanceof Number && b instanceof Number) {
            return compare(a, b) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && sameElements(run, x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(entry ->
                                    y.containsKey(entry.getKey())
                                            && equal(
                                                    run,
                                                    Values.of(entry.getValue()),
                                                    Values.of(y.get(entry.getKey()))));
        }
        return a.equals(b);
    }

    private static boolean sameElements(Run run, List<?> a, List<?> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!equal(run, Values.of(a.get(i)), Values.of(b.get(i)))) {
                return false;
            }
        }
        return true;
    }

    static boolean in(Run run, Object element, Object collection) {
        return switch (collection) {
            case List<?> list -> {
                for (Object each : list) {
                    if (equal(run, Values.of(each), element)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Map<?, ?> map -> map.containsKey(element);
            case Pricing pricing -> element instanceof String name && pricing.has(name);
            default ->
                    throw new EvaluationException(
                            "%s holds no elements to look for".formatted(Values.type(collection)));
        };
    }

    static Object index(Object collection, Object index) {
        if (collection instanceof List<?> list && index instanceof Number number) {
            double at = number.doubleValue();
            if (at != Math.rint(at) || at < 0 || at >= list.size()) {
                throw new EvaluationException(
                        "there is no element %s in a list of %d".formatted(index, list.size()));
            }
            return Values.of(list.get((int) at));
        }
        if (collection instanceof Map<?, ?> || collection instanceof Pricing) {
            return select(collection, index);
        }
        throw new EvaluationException(
                "%s has no element %s".formatted(Values.type(collection), Values.shown(index)));
    }

    /// A field of a fact, or what a map holds under a name.
    static Object select(Object holder, Object name) {
        if (holder instanceof Map<?, ?> map) {
            if (!map.containsKey(name)) {
                throw new EvaluationException(
                        "there is no entry \"%s\"".formatted(Values.shown(name)));
            }
            return Values.of(map.get(name));
        }
        String field = Values.shown(name);
        return holder instanceof Pricing pricing ? pricing.get(field) : Facts.read(holder, field);
    }

    static boolean has(Object holder, String name) {
        return switch (holder) {
            case Map<?, ?> map -> map.get(name) != null;
            case Pricing pricing -> pricing.has(name);
            default -> Facts.read(holder, name) != Absent.NULL;
        };
    }
}
