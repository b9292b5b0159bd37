package dev.understudy.console.chains;

import dev.understudy.model.ChainStep;
import dev.understudy.model.StepRules;
import java.util.List;

/// One change of the chains. Places count from 0.
public sealed interface ChainEdit {
    /// The chain that is changed, as it is called before.
    String chain();

    /// A chain is made behind the others.
    record Create(String chain, List<String> targets) implements ChainEdit {
        public Create {
            targets = List.copyOf(targets);
        }
    }

    /// A chain is copied, right behind it.
    record Duplicate(String chain, String copy) implements ChainEdit {}

    /// A chain is taken away.
    record Delete(String chain) implements ChainEdit {}

    /// A chain is called otherwise, and so it is wherever other chains name it.
    record Rename(String chain, String to) implements ChainEdit {}

    /// Steps are put in front of the one at a place, or behind the last.
    record Insert(String chain, int place, List<String> targets) implements ChainEdit {
        public Insert {
            targets = List.copyOf(targets);
        }
    }

    /// A step is put elsewhere.
    ///
    /// @param to its place afterwards
    record Move(String chain, int from, int to) implements ChainEdit {}

    /// A step is taken away.
    record Remove(String chain, int place) implements ChainEdit {}

    /// A step says something else.
    record Replace(String chain, int place, ChainStep with) implements ChainEdit {}

    /// The rules of all steps that say nothing else.
    record Rules(String chain, StepRules rules) implements ChainEdit {}
}
