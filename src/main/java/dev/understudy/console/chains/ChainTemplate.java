package dev.understudy.console.chains;

/// A way to compose a chain of what is there.
public enum ChainTemplate {
    /// What costs little first; what can more where that fails.
    CHEAP_TO_STRONG,
    /// Models without a price first, then ones that are paid for.
    FREE_TO_PAID,
    /// A model at its maker, then the same at OpenRouter.
    NATIVE_TO_OPENROUTER,
    /// This machine first, then a provider.
    LOCAL_TO_CLOUD
}
