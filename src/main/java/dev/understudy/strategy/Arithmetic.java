package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.List;

/// `+ - * / %`. A sum of texts or lists joins them.
final class Arithmetic {
    private Arithmetic() {}

    static Object add(Run run, Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            run.budget().room((long) x.length() + y.length());
            return x + y;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            run.budget().room((long) x.size() + y.size());
            var joined = new ArrayList<Object>(x);
            joined.addAll(y);
            return joined;
        }
        return numbers("+", a, b);
    }

    /// What an operator makes of two numbers: whole if both are.
    static Object numbers(String operator, Object a, Object b) {
        if (!(a instanceof Number x) || !(b instanceof Number y)) {
            throw new EvaluationException(
                    "%s %s %s is not possible".formatted(Values.type(a), operator, Values.type(b)));
        }
        return a instanceof Long p && b instanceof Long q
                ? whole(operator, p, q)
                : broken(operator, x.doubleValue(), y.doubleValue());
    }

    static Object negate(Object a) {
        return numbers("-", a instanceof Double ? -0.0 : 0L, a);
    }

    private static Object whole(String operator, long a, long b) {
        if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw new EvaluationException("division by zero");
        }
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "/" -> Math.divideExact(a, b);
                default -> a % b;
            };
        } catch (ArithmeticException _) {
            throw new EvaluationException("%d %s %d is too large".formatted(a, operator, b));
        }
    }

    private static Object broken(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            default -> throw new EvaluationException("the rest of a division needs whole numbers");
        };
    }
}
