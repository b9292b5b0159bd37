package dev.understudy.strategy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The language's own functions on texts, and its conversions.
final class Texts {
    private static final int LONGEST_PATTERN = 300;

    private Texts() {}

    static Object size(Object of) {
        return switch (of) {
            case String text -> (long) text.codePointCount(0, text.length());
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            default -> throw new EvaluationException("%s has no size".formatted(Values.type(of)));
        };
    }

    /// Whether a part of the text is as the pattern says. A pattern that goes back and forth over
    /// the text runs out of steps.
    static boolean matches(Run run, String text, String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new EvaluationException(
                    "a pattern has at most %d characters".formatted(LONGEST_PATTERN));
        }
        try {
            return Pattern.compile(pattern).matcher(new Counted(text, run.budget())).find();
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("the pattern is wrong: " + e.getDescription());
        } catch (StackOverflowError _) {
            throw new EvaluationException("the pattern is too deep for this text");
        }
    }

    static Object asString(Object value) {
        return switch (value) {
            case String text -> text;
            case Long _, Double _, Boolean _ -> value.toString();
            default -> throw cannot(value, "string");
        };
    }

    static Object asInt(Object value) {
        try {
            return switch (value) {
                case Long number -> number;
                case Double number when Math.abs(number) < 0x1p63 -> number.longValue();
                case String text -> Long.parseLong(text);
                default -> throw cannot(value, "int");
            };
        } catch (NumberFormatException _) {
            throw cannot(value, "int");
        }
    }

    static Object asDouble(Object value) {
        try {
            return switch (value) {
                case Number number -> number.doubleValue();
                case String text -> Double.parseDouble(text);
                default -> throw cannot(value, "double");
            };
        } catch (NumberFormatException _) {
            throw cannot(value, "double");
        }
    }

    private static EvaluationException cannot(Object value, String type) {
        return new EvaluationException("%s is no %s".formatted(Values.shown(value), type));
    }

    /// A text that costs a step for each character looked at.
    private record Counted(String text, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
