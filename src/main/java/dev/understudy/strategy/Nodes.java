package dev.understudy.strategy;

import java.util.List;
import java.util.Map;

/// The kinds of node.
final class Nodes {
    private Nodes() {}

    record Constant(Object value) implements Node {
        @Override
        public Object eval(Run run) {
            return value;
        }
    }

    record Variable(int slot) implements Node {
        @Override
        public Object eval(Run run) {
            Object value = run.local(slot);
            if (value instanceof EvaluationException failed) {
                throw failed;
            }
            return value;
        }
    }

    /// Tells where in the expression a failure was.
    record At(Node node, int offset) implements Node {
        @Override
        public Object eval(Run run) {
            try {
                return node.eval(run);
            } catch (EvaluationException e) {
                throw e.at(offset);
            }
        }
    }

    record Call(Builtin.Body body, List<Node> arguments) implements Node {
        @Override
        public Object eval(Run run) {
            var values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).eval(run);
            }
            return body.call(run, values);
        }
    }

    /// `&&` and `||`: either side alone may decide, even if the other has no value.
    ///
    /// @param by the value that decides
    record Decided(Node left, Node right, boolean by) implements Node {
        @Override
        public Object eval(Run run) {
            try {
                if (CoreFunctions.bool(left.eval(run)) == by) {
                    return by;
                }
            } catch (EvaluationException e) {
                if (CoreFunctions.bool(right.eval(run)) == by) {
                    return by;
                }
                throw e;
            }
            return CoreFunctions.bool(right.eval(run));
        }
    }

    record Conditional(Node condition, Node yes, Node no) implements Node {
        @Override
        public Object eval(Run run) {
            return CoreFunctions.bool(condition.eval(run)) ? yes.eval(run) : no.eval(run);
        }
    }

    /// What stops the language's own loops early.
    record NotFalse(Node node) implements Node {
        @Override
        public Object eval(Run run) {
            try {
                return !Boolean.FALSE.equals(node.eval(run));
            } catch (EvaluationException _) {
                return true;
            }
        }
    }

    /// Keeps an element's value if its condition holds.
    record Collect(Node into, Node value, Node condition, Node element) implements Node {
        @Override
        public Object eval(Run run) {
            Bag bag = Bag.of(into.eval(run));
            boolean kept;
            try {
                kept = CoreFunctions.bool(condition.eval(run));
            } catch (EvaluationException e) {
                run.drop(element.eval(run), e);
                return bag;
            }
            if (kept) {
                bag.put(value.eval(run));
            }
            return bag;
        }
    }

    /// Keeps an element with what it is sorted by.
    record Rank(Node into, Node element, Node key) implements Node {
        @Override
        public Object eval(Run run) {
            Bag bag = Bag.of(into.eval(run));
            Object of = element.eval(run);
            Object by;
            try {
                by = key.eval(run);
            } catch (EvaluationException _) {
                by = Absent.NULL;
            }
            bag.put(new ListFunctions.Ranked(of, by));
            return bag;
        }
    }

    /// A loop over a list, or over the keys of a map.
    record Loop(
            Node range,
            Node start,
            Node condition,
            Node step,
            Node result,
            int accumulator,
            int element)
            implements Node {
        @Override
        public Object eval(Run run) {
            Object over = range.eval(run);
            Iterable<?> elements =
                    over instanceof Map<?, ?> map ? map.keySet() : ListFunctions.elements(over);
            run.local(accumulator, start.eval(run));
            for (Object each : elements) {
                run.budget().step();
                run.local(element, Values.of(each));
                if (Boolean.FALSE.equals(condition.eval(run))) {
                    break;
                }
                run.local(accumulator, next(run));
            }
            return result.eval(run);
        }

        /// A failure is kept as the loop's value, as a later turn may decide without it.
        private Object next(Run run) {
            try {
                return step.eval(run);
            } catch (EvaluationException e) {
                return e;
            }
        }
    }
}
