package dev.understudy.model;

/// A number that tunes an answer.
public enum Parameter {
    TEMPERATURE,
    TOP_P,
    TOP_K,
    SEED,
    FREQUENCY_PENALTY,
    PRESENCE_PENALTY
}
