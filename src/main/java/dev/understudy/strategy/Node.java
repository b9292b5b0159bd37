package dev.understudy.strategy;

/// A part of an expression, ready to be evaluated any number of times by any thread.
///
/// Values are [Absent], booleans, `Long`, `Double`, texts, lists, maps, [Pricing] and the facts.
@FunctionalInterface
interface Node {
    /// The part's value.
    ///
    /// @throws EvaluationException if it has no value
    /// @throws OverBudgetException if it costs too much
    Object eval(Run run);
}
