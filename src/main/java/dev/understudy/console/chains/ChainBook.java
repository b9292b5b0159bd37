package dev.understudy.console.chains;

import dev.understudy.model.Chain;
import dev.understudy.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chains there are, as people compose them.
///
/// A change is written into the settings' file, comments and all else kept, and is in force for the
/// next request; one that would make the file wrong is refused. All may wait for the disk or the
/// network: it is called in the background, and an interrupt ends it. Thread-safe.
public interface ChainBook {
    /// The chains as the file has them, and how their steps are now.
    Chains read() throws ChainBookException, InterruptedException;

    /// Makes a change.
    ///
    /// @return the chains with it
    Chains change(ChainEdit edit) throws ChainBookException, InterruptedException;

    /// Takes the last change back that is not taken back yet.
    Chains undo() throws ChainBookException, InterruptedException;

    /// Makes the change again that was taken back last.
    Chains redo() throws ChainBookException, InterruptedException;

    /// What can be expected of a chain as it is, out of what is known.
    Forecast forecast(String chain) throws InterruptedException;

    /// The same, once OpenRouter has been asked for what it would tell more, or anew.
    Forecast askedForecast(String chain) throws InterruptedException;

    /// What a step could lead to, the best match first: models, aliases and chains.
    ///
    /// @param words parts of names in any order, letters may be left out; all if blank
    /// @param chain the one it is for, which is not suggested itself
    List<Suggestion> search(String words, String chain, int most) throws InterruptedException;

    /// The steps of a chain made after a template.
    ///
    /// @throws ChainBookException if what it needs is not there; the message says what to do
    List<String> compose(ChainTemplate template) throws ChainBookException, InterruptedException;

    /// Models that can all that this one can and cost less, the cheapest first.
    List<Suggestion> cheaper(Target target, int most) throws InterruptedException;

    /// Tells when chains were changed by others, or targets and keys rest or are back; on any
    /// thread.
    ///
    /// @return tells no more
    Runnable onChange(Runnable listener);

    /// The chains.
    ///
    /// @param problem why the file cannot be used as it stands, for people; the chains are then
    ///   those in force, and cannot be changed
    /// @param undo what would be taken back
    /// @param redo what would be made again
    record Chains(
            List<Entry> entries,
            Map<String, Use> used,
            Optional<String> problem,
            Optional<ChainEdit> undo,
            Optional<ChainEdit> redo) {
        public Chains {
            entries = List.copyOf(entries);
            used = Map.copyOf(used);
        }
    }

    /// A chain.
    ///
    /// @param steps how they are now, one for each of the chain's
    record Entry(Chain chain, List<StepNow> steps, List<Warning> warnings) {
        public Entry {
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }

        /// What a request for it tries, in order and each once.
        public List<Target> plan() {
            return steps.stream()
                    .filter(now -> !(now.health() instanceof StepNow.Health.Off))
                    .flatMap(now -> now.targets().stream())
                    .distinct()
                    .toList();
        }

        /// Which step of the plan a step leads to first, from 1; 0 if it leads nowhere.
        ///
        /// @param place of the step, from 0
        public int planned(int place) {
            StepNow now = steps.get(place);
            return now.health() instanceof StepNow.Health.Off || now.targets().isEmpty()
                    ? 0
                    : plan().indexOf(now.targets().getFirst()) + 1;
        }
    }

    /// Who asked for a chain in the last seven days.
    record Use(int programs, long requests) {}
}
