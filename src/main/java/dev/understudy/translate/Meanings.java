package dev.understudy.translate;

import dev.understudy.model.Delta;
import dev.understudy.model.Meaning;
import dev.understudy.model.ProviderError;
import dev.understudy.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What pieces of an answer mean for its route, and the other way round.
final class Meanings {
    private Meanings() {}

    /// @param tellsAll whether the pieces themselves are needed too
    static Meaning of(List<Delta> deltas, boolean tellsAll) {
        Meaning meaning = of(deltas);
        return tellsAll && !deltas.isEmpty() ? meaning.with(deltas) : meaning;
    }

    static Meaning of(List<Delta> deltas) {
        if (deltas.isEmpty()) {
            return Meaning.NOTHING;
        }
        var text = new StringBuilder();
        var thinking = new StringBuilder();
        boolean beyond = false;
        Optional<String> finish = Optional.empty();
        Optional<Usage> usage = Optional.empty();
        Optional<ProviderError> error = Optional.empty();
        for (Delta delta : deltas) {
            switch (delta) {
                case Delta.Text(var piece) -> text.append(piece);
                case Delta.Refusal(var piece) -> text.append(piece);
                case Delta.Thinking(var piece, _) -> thinking.append(piece);
                case Delta.ToolBegun _, Delta.ToolArguments _, Delta.Beyond _ -> beyond = true;
                case Delta.Finished(var reason, _, _) -> finish = Optional.of(reason.word());
                case Delta.Used(var used) -> usage = Optional.of(used);
                case Delta.Failed(var failed) -> error = Optional.of(failed);
                case Delta.Started _,
                        Delta.Logprobs _,
                        Delta.Signature _,
                        Delta.Redacted _,
                        Delta.ToolEnded _,
                        Delta.Cited _,
                        Delta.Ended _ -> {}
            }
        }
        return new Meaning(text.toString(), thinking.toString(), beyond, finish, usage, error);
    }

    /// The pieces with which an answer's text is carried on.
    static List<Delta> text(Meaning meaning) {
        var deltas = new ArrayList<Delta>();
        if (!meaning.text().isEmpty()) {
            deltas.add(new Delta.Text(meaning.text()));
        }
        meaning.finish()
                .ifPresent(word ->
                        deltas.add(
                                new Delta.Finished(
                                        dev.understudy.model.FinishReason.of(word), word, "")));
        meaning.usage().ifPresent(used -> deltas.add(new Delta.Used(used)));
        return deltas;
    }
}
