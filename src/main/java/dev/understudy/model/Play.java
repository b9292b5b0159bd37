package dev.understudy.model;

/// A request to rehearse with.
///
/// @param model a chain, an alias or `provider:model`
/// @param streamed whether the answer is to come in pieces
/// @param wire the caller's
/// @param faults what goes wrong on purpose
public record Play(String model, String prompt, boolean streamed, Wire wire, Rehearsal faults) {
    /// What is asked where nothing else is said: short to answer, but in several pieces.
    public static final String PROMPT =
            "Tell in about sixty words what a theatre's understudy does.";

    public Play {
        if (model.isBlank() || prompt.isBlank()) {
            throw new IllegalArgumentException("a play has a model and a prompt");
        }
    }

    /// A streamed chat with the standard prompt, in which nothing goes wrong.
    public static Play of(String model) {
        return new Play(model, PROMPT, true, Wire.CHAT_COMPLETIONS, Rehearsal.NONE);
    }

    /// The same with other faults.
    public Play with(Rehearsal others) {
        return new Play(model, prompt, streamed, wire, others);
    }
}
