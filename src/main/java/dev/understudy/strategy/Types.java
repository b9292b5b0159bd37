package dev.understudy.strategy;

import java.util.Locale;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// The checker's types in words.
final class Types {
    private Types() {}

    static String shown(Type type) {
        return switch (type.getTypeKindCase()) {
            case PRIMITIVE ->
                    switch (type.getPrimitive()) {
                        case INT64 -> "int";
                        default -> type.getPrimitive().name().toLowerCase(Locale.ROOT);
                    };
            case LIST_TYPE -> "list of " + shown(type.getListType().getElemType());
            case MAP_TYPE -> "map";
            case MESSAGE_TYPE -> type.getMessageType();
            case NULL -> "null";
            default -> "any";
        };
    }
}
