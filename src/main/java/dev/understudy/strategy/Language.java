package dev.understudy.strategy;

import dev.understudy.model.Closest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.projectnessie.cel.CEL;
import org.projectnessie.cel.Env;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.Issues;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.CheckedExpr;
import org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1.Type;

/// The language of one kind of strategy: what `ai` is, and what an expression has to give.
/// Thread-safe.
final class Language {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 24;
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '(.*)'");
    private static final Pattern UNKNOWN_NAME =
            Pattern.compile("undeclared reference to '(.*)' \\(in container ''\\)");
    private static final Pattern TYPE_VARIABLE = Pattern.compile("type_param: \"[^\"]*\"");

    private final Type element;
    private final Map<String, Builtin> functions = new LinkedHashMap<>();
    private final Env env;

    private Language(Type root, Type element) {
        this.element = element;
        var all = new ArrayList<>(CoreFunctions.all());
        all.addAll(ListFunctions.all());
        all.addAll(ModelFunctions.all());
        all.forEach(function -> functions.put(function.name(), function));
        var declarations = new ArrayList<>(all.stream().map(Builtin::declaration).toList());
        declarations.add(Decls.newVar("ai", root));
        this.env =
                Env.newCustomEnv(
                        EnvOption.customTypeProvider(new FactTypes()),
                        EnvOption.declarations(declarations),
                        EnvOption.macros(Macros.all()));
    }

    /// For choosing among `ai.models`.
    static Language models() {
        return new Language(Facts.MODELS_ROOT, Facts.MODEL);
    }

    /// For choosing among `ai.keys`.
    static Language keys() {
        return new Language(Facts.KEYS_ROOT, Facts.KEY);
    }

    /// @throws InvalidExpressionException if the text is no expression that can choose
    Expression compile(String text) throws InvalidExpressionException {
        guard(text);
        CheckedExpr checked;
        try {
            Optional<Problem> fault = Syntax.fault(text);
            if (fault.isPresent()) {
                throw new InvalidExpressionException(text, List.of(fault.get()));
            }
            Env.AstIssuesTuple parsed = env.parse(text);
            refuse(text, parsed.getIssues());
            Env.AstIssuesTuple done = env.check(parsed.getAst());
            refuse(text, done.getIssues());
            checked = CEL.astToCheckedExpr(done.getAst());
        } catch (StackOverflowError _) {
            throw invalid(text, 0, "the expression is nested too deeply");
        }
        Type result = checked.getTypeMapOrDefault(checked.getExpr().getId(), Decls.Dyn);
        if (!chooses(result)) {
            throw invalid(
                    text,
                    0,
                    "the result is %s, where a %s or a list of them is needed"
                            .formatted(Types.shown(result), Types.shown(element)));
        }
        try {
            var compiler = new Compiler(checked, functions);
            Node node = compiler.compile();
            return new Expression(text, node, compiler.slots());
        } catch (EvaluationException e) {
            throw invalid(text, e.offset(), e.reason());
        }
    }

    private boolean chooses(Type result) {
        Type one = result.hasListType() ? result.getListType().getElemType() : result;
        return one.equals(element) || one.hasDyn() || one.getTypeParam().length() > 0;
    }

    /// What would take the parser long, or too deep.
    private static void guard(String text) throws InvalidExpressionException {
        if (text.isBlank()) {
            throw invalid(text, 0, "the expression is empty");
        }
        if (text.length() > LONGEST) {
            throw invalid(
                    text.substring(0, 100) + "…",
                    0,
                    "the expression is longer than %,d characters".formatted(LONGEST));
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth +=
                    switch (text.charAt(i)) {
                        case '(', '[', '{' -> 1;
                        case ')', ']', '}' -> -1;
                        default -> 0;
                    };
            if (depth > DEEPEST) {
                throw invalid(
                        text,
                        text.codePointCount(0, i),
                        "more than %d brackets are open".formatted(DEEPEST));
            }
        }
    }

    private void refuse(String text, Issues issues) throws InvalidExpressionException {
        if (issues.hasIssues()) {
            throw new InvalidExpressionException(
                    text,
                    issues.getErrors().stream()
                            .map(error ->
                                    new Problem(
                                            Math.max(1, error.getLocation().line()),
                                            Math.max(0, error.getLocation().column()) + 1,
                                            worded(error.getMessage())))
                            .toList());
        }
    }

    private String worded(String message) {
        Matcher field = UNKNOWN_FIELD.matcher(message);
        if (field.matches()) {
            return "there is no field \"%s\"%s"
                    .formatted(field.group(1), meant(field.group(1), Vocabulary.fields()));
        }
        Matcher name = UNKNOWN_NAME.matcher(message);
        if (name.matches()) {
            return "there is no \"%s\"%s"
                    .formatted(name.group(1), meant(name.group(1), Vocabulary.functions()));
        }
        return message.contains("'@collect'")
                ? "the condition must be true or false"
                : TYPE_VARIABLE.matcher(message).replaceAll("any");
    }

    private static String meant(String word, List<String> known) {
        return Closest.to(word, known).map(": did you mean \"%s\"?"::formatted).orElse("");
    }

    private static InvalidExpressionException invalid(String text, int offset, String message) {
        return new InvalidExpressionException(text, List.of(Problem.at(text, offset, message)));
    }
}
