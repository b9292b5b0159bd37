package dev.understudy.gateway;

import dev.understudy.translate.Recorded;
import java.util.List;
import java.util.Optional;

/// What a client tells its program of an answer.
///
/// @param finish in the words of chat completions
/// @param input tokens of the prompt; empty if the client was not told
record ReadAnswer(
        String text,
        String refusal,
        List<Recorded.Call> calls,
        String finish,
        Optional<Long> input,
        Optional<Long> output) {}
