package dev.understudy.client;

/// What the console sends: one prompt to one model or chain.
///
/// @param model a chain, an alias or `provider:model`
/// @param system the instructions; empty for none
public record ChatPrompt(String model, String system, String user) {}
