package dev.understudy.strategy;

import static dev.understudy.strategy.Builtin.global;
import static dev.understudy.strategy.Builtin.list;
import static dev.understudy.strategy.Builtin.member;

import java.util.ArrayList;
import java.util.List;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Decl.FunctionDecl.Overload;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// The operators and functions that the language itself has. Those that decide what else is
/// evaluated, `&& || ?:`, are the compiler's.
final class CoreFunctions {
    private static final List<Type> NUMBERS = List.of(Decls.Int, Decls.Double);

    private CoreFunctions() {}

    static List<Builtin> all() {
        var all = new ArrayList<Builtin>();
        all.add(lazy("_&&_", global("and", Decls.Bool, Decls.Bool, Decls.Bool)));
        all.add(lazy("_||_", global("or", Decls.Bool, Decls.Bool, Decls.Bool)));
        all.add(lazy("@not_strictly_false", global("nsf", Decls.Bool, Decls.Bool)));
        all.add(lazy("_?_:_", global("choose", Builtin.T, Decls.Bool, Builtin.T, Builtin.T)));
        all.add(operator("!_", (_, a) -> !bool(a[0]), global("not", Decls.Bool, Decls.Bool)));
        all.add(
                operator(
                        "_==_",
                        (run, a) -> Operators.equal(run, a[0], a[1]),
                        global("eq", Decls.Bool, Builtin.T, Builtin.T)));
        all.add(
                operator(
                        "_!=_",
                        (run, a) -> !Operators.equal(run, a[0], a[1]),
                        global("ne", Decls.Bool, Builtin.T, Builtin.T)));
        all.add(comparison("_<_", "lt", (_, a) -> Operators.compare(a[0], a[1]) < 0));
        all.add(comparison("_<=_", "le", (_, a) -> Operators.compare(a[0], a[1]) <= 0));
        all.add(comparison("_>_", "gt", (_, a) -> Operators.compare(a[0], a[1]) > 0));
        all.add(comparison("_>=_", "ge", (_, a) -> Operators.compare(a[0], a[1]) >= 0));
        all.addAll(arithmetic());
        all.addAll(collections());
        all.addAll(texts());
        return all;
    }

    static boolean bool(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new EvaluationException("%s is neither true nor false".formatted(Values.type(value)));
    }

    private static List<Builtin> arithmetic() {
        var sums = new ArrayList<>(numeric("add"));
        sums.add(global("add_texts", Decls.String, Decls.String, Decls.String));
        sums.add(global("add_lists", list(Builtin.T), list(Builtin.T), list(Builtin.T)));
        return List.of(
                new Builtin("_+_", "", "", sums, (run, a) -> Arithmetic.add(run, a[0], a[1])),
                operator("_-_", (_, a) -> Arithmetic.numbers("-", a[0], a[1]), numeric("sub")),
                operator("_*_", (_, a) -> Arithmetic.numbers("*", a[0], a[1]), numeric("mul")),
                operator("_/_", (_, a) -> Arithmetic.numbers("/", a[0], a[1]), numeric("div")),
                operator(
                        "_%_",
                        (_, a) -> Arithmetic.numbers("%", a[0], a[1]),
                        global("mod", Decls.Int, Decls.Int, Decls.Int)),
                operator(
                        "-_",
                        (_, a) -> Arithmetic.negate(a[0]),
                        global("neg_int", Decls.Int, Decls.Int),
                        global("neg_double", Decls.Double, Decls.Double)));
    }

    private static List<Builtin> collections() {
        Type map = Decls.newMapType(Decls.newTypeParamType("K"), Builtin.T);
        return List.of(
                operator(
                        "_[_]",
                        (_, a) -> Operators.index(a[0], a[1]),
                        global("index_list", Builtin.T, list(Builtin.T), Decls.Int),
                        global("index_map", Builtin.T, map, Decls.newTypeParamType("K"))),
                operator(
                        "@in",
                        (run, a) -> Operators.in(run, a[0], a[1]),
                        global("in_list", Decls.Bool, Builtin.T, list(Builtin.T)),
                        global("in_map", Decls.Bool, Decls.newTypeParamType("K"), map)),
                new Builtin(
                        "size",
                        "size()",
                        "how many elements or characters",
                        List.of(
                                global("size_text", Decls.Int, Decls.String),
                                global("size_list", Decls.Int, list(Builtin.T)),
                                global("size_map", Decls.Int, map),
                                member("text_size", Decls.Int, Decls.String),
                                member("list_size", Decls.Int, list(Builtin.T)),
                                member("map_size", Decls.Int, map)),
                        (_, a) -> Texts.size(a[0])));
    }

    private static List<Builtin> texts() {
        return List.of(
                text(
                        "contains",
                        "contains(text)",
                        "whether a text holds another",
                        String::contains),
                text("startsWith", "startsWith(text)", "how a text begins", String::startsWith),
                text("endsWith", "endsWith(text)", "how a text ends", String::endsWith),
                new Builtin(
                        "matches",
                        "matches(pattern)",
                        "whether a part of a text is as a regular expression says",
                        List.of(member("matches", Decls.Bool, Decls.String, Decls.String)),
                        (run, a) -> Texts.matches(run, string(a[0]), string(a[1]))),
                conversion("string", Decls.String, (_, a) -> Texts.asString(a[0])),
                conversion("int", Decls.Int, (_, a) -> Texts.asInt(a[0])),
                conversion("double", Decls.Double, (_, a) -> Texts.asDouble(a[0])),
                conversion("dyn", Decls.Dyn, (_, a) -> a[0]));
    }

    static String string(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new EvaluationException("%s is no text".formatted(Values.type(value)));
    }

    @FunctionalInterface
    private interface TextTest {
        boolean test(String text, String other);
    }

    private static Builtin text(String name, String signature, String about, TextTest test) {
        return new Builtin(
                name,
                signature,
                about,
                List.of(member(name, Decls.Bool, Decls.String, Decls.String)),
                (_, a) -> test.test(string(a[0]), string(a[1])));
    }

    private static Builtin conversion(String name, Type result, Builtin.Body body) {
        return new Builtin(
                name,
                name + "(value)",
                "the value as " + name,
                List.of(global("to_" + name, result, Builtin.T)),
                body);
    }

    private static Builtin comparison(String name, String id, Builtin.Body body) {
        var overloads = new ArrayList<Overload>();
        for (Type a : NUMBERS) {
            for (Type b : NUMBERS) {
                overloads.add(global(id + overloads.size(), Decls.Bool, a, b));
            }
        }
        overloads.add(global(id + "_texts", Decls.Bool, Decls.String, Decls.String));
        overloads.add(global(id + "_bools", Decls.Bool, Decls.Bool, Decls.Bool));
        return new Builtin(name, "", "", overloads, body);
    }

    private static List<Overload> numeric(String id) {
        return List.of(
                global(id + "_int", Decls.Int, Decls.Int, Decls.Int),
                global(id + "_double", Decls.Double, Decls.Double, Decls.Double),
                global(id + "_int_double", Decls.Double, Decls.Int, Decls.Double),
                global(id + "_double_int", Decls.Double, Decls.Double, Decls.Int));
    }

    private static Builtin operator(String name, Builtin.Body body, Overload... overloads) {
        return operator(name, body, List.of(overloads));
    }

    private static Builtin operator(String name, Builtin.Body body, List<Overload> overloads) {
        return new Builtin(name, "", "", overloads, body);
    }

    private static Builtin lazy(String name, Overload overload) {
        return operator(
                name,
                (_, _) -> {
                    throw new IllegalStateException(name + " is the compiler's");
                },
                overload);
    }
}
