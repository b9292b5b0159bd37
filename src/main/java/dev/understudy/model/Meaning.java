package dev.understudy.model;

import java.util.List;
import java.util.Optional;

/// What one event of an answer means, whatever its wire.
///
/// @param text a piece of the answer's text
/// @param thinking a piece of visible reasoning
/// @param beyondText whether it holds another part of an answer: a tool call, an image, audio
/// @param finish why the answer ended, once it has, in the words of chat completions
/// @param usage what was used, where the event tells
/// @param error the failure the event reports
/// @param pieces all that the event says, for a caller of another wire; empty where the caller's is
///   the provider's
public record Meaning(
        String text,
        String thinking,
        boolean beyondText,
        Optional<String> finish,
        Optional<Usage> usage,
        Optional<ProviderError> error,
        List<Delta> pieces) {
    /// An event that says nothing of the answer: a comment, a role, padding.
    public static final Meaning NOTHING =
            new Meaning("", "", false, Optional.empty(), Optional.empty(), Optional.empty());

    public Meaning {
        pieces = List.copyOf(pieces);
    }

    /// What matters for the route, and nothing else.
    public Meaning(
            String text,
            String thinking,
            boolean beyondText,
            Optional<String> finish,
            Optional<Usage> usage,
            Optional<ProviderError> error) {
        this(text, thinking, beyondText, finish, usage, error, List.of());
    }

    /// The same with all that was said.
    public Meaning with(List<Delta> said) {
        return new Meaning(text, thinking, beyondText, finish, usage, error, said);
    }

    /// An event that reports a failure.
    public static Meaning failed(ProviderError error) {
        return new Meaning("", "", false, Optional.empty(), Optional.empty(), Optional.of(error));
    }

    /// Whether the event holds a first token: text, reasoning, a tool call, an image.
    public boolean speaks() {
        return !text.isEmpty() || !thinking.isEmpty() || beyondText;
    }

    /// Whether the answer ended here as if it were well, which without a token before it is a
    /// fault.
    public boolean stops() {
        return finish.filter("stop"::equals).isPresent();
    }

    /// The same with another text, and without reasoning.
    public Meaning saying(String text) {
        return new Meaning(text, "", beyondText, finish, usage, error);
    }
}
