package dev.understudy.strategy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.projectnessie.cel.common.ErrorWithLocation;
import org.projectnessie.cel.parser.ExprHelper;
import org.projectnessie.cel.parser.Macro;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr;

/// `filter`, `map` and `sortBy` as loops over our own functions: in linear time, and an element is
/// left out if its condition has no value. The other loops are the language's own.
final class Macros {
    private static final String RESULT = "@result";
    private static final Set<String> STANDARD = Set.of("has", "all", "exists", "exists_one");

    private Macros() {}

    static List<Macro> all() {
        var own =
                List.of(
                        Macro.newReceiverMacro("filter", 2, Macros::filter),
                        Macro.newReceiverMacro("map", 2, Macros::map),
                        Macro.newReceiverMacro("map", 3, Macros::mapSome),
                        Macro.newReceiverMacro("sortBy", 2, Macros::sortBy));
        return Stream.concat(
                        own.stream(),
                        Macro.AllMacros.stream()
                                .filter(macro -> STANDARD.contains(macro.function())))
                .toList();
    }

    private static Expr filter(ExprHelper make, Expr target, List<Expr> arguments) {
        Expr element = arguments.getFirst();
        return collect(make, target, element, element, arguments.get(1));
    }

    private static Expr map(ExprHelper make, Expr target, List<Expr> arguments) {
        return collect(
                make, target, arguments.getFirst(), arguments.get(1), make.literalBool(true));
    }

    private static Expr mapSome(ExprHelper make, Expr target, List<Expr> arguments) {
        return collect(make, target, arguments.getFirst(), arguments.get(2), arguments.get(1));
    }

    private static Expr collect(
            ExprHelper make, Expr target, Expr element, Expr value, Expr condition) {
        return make.fold(
                name(make, element),
                target,
                RESULT,
                make.newList(),
                make.literalBool(true),
                make.globalCall("@collect", make.ident(RESULT), value, condition, element),
                make.ident(RESULT));
    }

    private static Expr sortBy(ExprHelper make, Expr target, List<Expr> arguments) {
        Expr element = arguments.getFirst();
        return make.fold(
                name(make, element),
                target,
                RESULT,
                make.newList(),
                make.literalBool(true),
                make.globalCall("@rank", make.ident(RESULT), element, arguments.get(1), element),
                make.globalCall("@ranked", make.ident(RESULT)));
    }

    private static String name(ExprHelper make, Expr element) {
        if (!element.hasIdentExpr()) {
            throw new ErrorWithLocation(
                    make.offsetLocation(element.getId()),
                    "the first argument must be a simple name");
        }
        return element.getIdentExpr().getName();
    }
}
