package dev.understudy.strategy;

import java.util.Arrays;
import java.util.List;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl.FunctionDecl.Overload;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// A function or operator of the language.
///
/// @param name as in the parsed expression; one that begins with `@` or `_` cannot be written
/// @param signature for people, such as `underCost(priceType, max)`
/// @param overloads the types it takes and gives
record Builtin(String name, String signature, String about, List<Overload> overloads, Body body) {
    /// The type that a list holds, whatever it is.
    static final Type T = Decls.newTypeParamType("T");

    private static final List<String> PARAMETERS = List.of("T", "K");

    Builtin {
        overloads = List.copyOf(overloads);
    }

    /// What it does; called with as many arguments as the checker let through.
    @FunctionalInterface
    interface Body {
        Object call(Run run, Object[] arguments);
    }

    Decl declaration() {
        return Decls.newFunction(name, overloads);
    }

    static Type list(Type of) {
        return Decls.newListType(of);
    }

    /// One called as `first.name(others)`.
    static Overload member(String id, Type result, Type... arguments) {
        return Decls.newParameterizedInstanceOverload(
                id, Arrays.asList(arguments), result, PARAMETERS);
    }

    /// One called as `name(arguments)`.
    static Overload global(String id, Type result, Type... arguments) {
        return Decls.newParameterizedOverload(id, Arrays.asList(arguments), result, PARAMETERS);
    }
}
