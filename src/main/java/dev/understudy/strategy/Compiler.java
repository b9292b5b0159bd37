package dev.understudy.strategy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.CheckedExpr;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Constant;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Expr;

/// Turns a checked expression into nodes. For one expression.
final class Compiler {
    private static final int DEEPEST = 60;

    private final CheckedExpr checked;
    private final Map<String, Builtin> functions;
    private final Map<String, Integer> scope = new HashMap<>();
    private int slots;
    private int depth;

    /// @param functions by name
    Compiler(CheckedExpr checked, Map<String, Builtin> functions) {
        this.checked = checked;
        this.functions = functions;
    }

    /// @throws EvaluationException if it holds what is not allowed
    Node compile() {
        return node(checked.getExpr());
    }

    /// How many variables its loops have.
    int slots() {
        return slots;
    }

    private Node node(Expr expr) {
        if (++depth > DEEPEST) {
            throw refused(expr, "the expression is nested too deeply");
        }
        Node made =
                switch (expr.getExprKindCase()) {
                    case CONST_EXPR -> constant(expr);
                    case IDENT_EXPR -> variable(expr.getIdentExpr().getName());
                    case SELECT_EXPR -> selected(expr);
                    case CALL_EXPR -> called(expr);
                    case LIST_EXPR -> list(expr.getListExpr().getElementsList());
                    case COMPREHENSION_EXPR -> loop(expr.getComprehensionExpr());
                    case STRUCT_EXPR, EXPRKIND_NOT_SET ->
                            throw refused(expr, "maps and objects cannot be made here");
                };
        depth--;
        return made;
    }

    private Node constant(Expr expr) {
        Constant constant = expr.getConstExpr();
        Object value =
                switch (constant.getConstantKindCase()) {
                    case BOOL_VALUE -> constant.getBoolValue();
                    case INT64_VALUE -> constant.getInt64Value();
                    case DOUBLE_VALUE -> constant.getDoubleValue();
                    case STRING_VALUE -> constant.getStringValue();
                    case NULL_VALUE -> Absent.NULL;
                    case UINT64_VALUE -> constant.getUint64Value();
                    case BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, CONSTANTKIND_NOT_SET ->
                            throw refused(expr, "only texts, numbers, true, false and null");
                };
        return new Nodes.Constant(value);
    }

    private Node variable(String name) {
        Integer slot = scope.get(name);
        return slot == null ? Run::root : new Nodes.Variable(slot);
    }

    private Node selected(Expr expr) {
        Expr.Select select = expr.getSelectExpr();
        String name = select.getField();
        Node holder = node(select.getOperand());
        String type =
                checked.getTypeMapOrDefault(select.getOperand().getId(), Decls.Dyn)
                        .getMessageType();
        Optional<FactType.Field> field =
                Facts.TYPES.stream()
                        .filter(of -> of.name().equals(type))
                        .findFirst()
                        .flatMap(of -> of.field(name));
        Node read =
                select.getTestOnly()
                        ? run -> Operators.has(holder.eval(run), name)
                        : field.<Node>map(known -> run -> known.read(holder.eval(run)))
                                .orElse(run -> Operators.select(holder.eval(run), name));
        return at(expr, read);
    }

    private Node called(Expr expr) {
        Expr.Call call = expr.getCallExpr();
        var arguments = new ArrayList<Node>();
        if (call.hasTarget()) {
            arguments.add(node(call.getTarget()));
        }
        call.getArgsList().forEach(argument -> arguments.add(node(argument)));
        return switch (call.getFunction()) {
            case "_&&_" -> new Nodes.Decided(arguments.get(0), arguments.get(1), false);
            case "_||_" -> new Nodes.Decided(arguments.get(0), arguments.get(1), true);
            case "_?_:_" ->
                    new Nodes.Conditional(arguments.get(0), arguments.get(1), arguments.get(2));
            case "@not_strictly_false" -> new Nodes.NotFalse(arguments.getFirst());
            case "@collect" ->
                    new Nodes.Collect(
                            arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3));
            case "@rank" -> new Nodes.Rank(arguments.get(0), arguments.get(1), arguments.get(2));
            default -> at(expr, call(expr, call.getFunction(), arguments));
        };
    }

    private Node call(Expr expr, String name, List<Node> arguments) {
        Builtin function = functions.get(name);
        if (function == null) {
            throw refused(expr, "there is no function " + name);
        }
        checkPriceType(expr, name, arguments);
        return new Nodes.Call(function.body(), List.copyOf(arguments));
    }

    /// A misspelt type of price is told before the first request.
    private void checkPriceType(Expr expr, String function, List<Node> arguments) {
        if ((function.equals("underCost") || function.equals("sortBy"))
                && arguments.get(1) instanceof Nodes.Constant(String type)
                && !(function.equals("sortBy") && type.equals("price"))
                && !Pricing.TYPES.contains(type)) {
            throw refused(expr, Pricing.unknown(type));
        }
    }

    private Node list(List<Expr> elements) {
        List<Node> nodes = elements.stream().map(this::node).toList();
        if (nodes.stream().allMatch(node -> node instanceof Nodes.Constant)) {
            List<Object> values =
                    nodes.stream().map(node -> ((Nodes.Constant) node).value()).toList();
            return new Nodes.Constant(values);
        }
        return run -> nodes.stream().map(node -> node.eval(run)).toList();
    }

    private Node loop(Expr.Comprehension loop) {
        Node range = node(loop.getIterRange());
        Node start = node(loop.getAccuInit());
        var outer = new HashMap<>(scope);
        int accumulator = slots++;
        scope.put(loop.getAccuVar(), accumulator);
        int element = slots++;
        scope.put(loop.getIterVar(), element);
        Node condition = node(loop.getLoopCondition());
        Node step = node(loop.getLoopStep());
        scope.clear();
        scope.putAll(outer);
        scope.put(loop.getAccuVar(), accumulator);
        Node result = node(loop.getResult());
        scope.clear();
        scope.putAll(outer);
        return new Nodes.Loop(range, start, condition, step, result, accumulator, element);
    }

    private Node at(Expr expr, Node node) {
        return new Nodes.At(node, offset(expr));
    }

    private EvaluationException refused(Expr expr, String why) {
        return new EvaluationException(why).at(offset(expr));
    }

    private int offset(Expr expr) {
        return checked.getSourceInfo().getPositionsOrDefault(expr.getId(), 0);
    }
}
