package dev.understudy.strategy;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.FieldType;
import org.projectnessie.cel.common.types.ref.TypeProvider;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// The facts' types for the checker. It answers null where it does not know a name.
final class FactTypes implements TypeProvider {
    @Override
    public Val enumValue(String name) {
        return Err.newErr("there are no enumerations");
    }

    @Override
    public @Nullable Val findIdent(String name) {
        return null;
    }

    @Override
    public @Nullable Type findType(String name) {
        return type(name).isPresent() ? Decls.newTypeType(Decls.newObjectType(name)) : null;
    }

    @Override
    public @Nullable FieldType findFieldType(String name, String field) {
        return type(name)
                .flatMap(type -> type.field(field))
                .map(found -> new FieldType(found.type(), _ -> true, _ -> Err.newErr("unused")))
                .orElse(null);
    }

    @Override
    public Val newValue(String name, Map<String, Val> fields) {
        return Err.newErr("objects cannot be made");
    }

    private static Optional<FactType<?>> type(String name) {
        return Facts.TYPES.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
