package dev.understudy.strategy;

import dev.understudy.model.KeyProfile;
import dev.understudy.model.ModelProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Java's values as expressions have them.
final class Values {
    private Values() {}

    /// The value of an expression that reads this; what lists and maps hold is converted when it is
    /// read.
    static Object of(@Nullable Object value) {
        return switch (value) {
            case null -> Absent.NULL;
            case Integer number -> number.longValue();
            case BigDecimal number -> number.doubleValue();
            case Float number -> number.doubleValue();
            case Instant time -> time.getEpochSecond();
            case OptionalInt number -> number.isPresent() ? (long) number.getAsInt() : Absent.NULL;
            case OptionalLong number -> number.isPresent() ? number.getAsLong() : Absent.NULL;
            case OptionalDouble number -> number.isPresent() ? number.getAsDouble() : Absent.NULL;
            default -> value;
        };
    }

    /// The type's name for messages.
    static String type(Object value) {
        return switch (value) {
            case Absent _ -> "null";
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "double";
            case String _ -> "string";
            case List<?> list -> list.isEmpty() ? "list" : "list of " + type(of(list.getFirst()));
            case Map<?, ?> _ -> "map";
            case Pricing _ -> "pricing";
            default -> Facts.typeOf(value);
        };
    }

    /// How an element is called in a trace.
    static String shown(Object value) {
        return switch (value) {
            case ModelProfile model -> model.target().toString();
            case KeyProfile key -> key.id();
            case Facts.Provider provider -> provider.party().id();
            case Facts.Author author -> author.party().id();
            case String text -> text.length() <= 100 ? text : text.substring(0, 100) + "…";
            case Absent _, Boolean _, Long _, Double _ -> value.toString();
            default -> type(value);
        };
    }
}
