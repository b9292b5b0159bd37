package dev.understudy.model;

/// What else a request may ask, where a wire has a word for it.
public enum RequestOption {
    /// How quickly, at what price: `auto`, `default`, `flex`, `priority`.
    SERVICE_TIER,
    /// How many words to make: `low`, `medium`, `high`.
    VERBOSITY,
    /// How visible reasoning is told: `auto`, `concise`, `detailed`.
    REASONING_SUMMARY,
    /// How many alternatives of each token are told, with how likely they were.
    LOGPROBS,
    /// A caching of the prompt that finds its places by itself.
    CACHING,
    /// A name that groups prompts which share a cache.
    CACHE_KEY,
    /// How long such a cache is kept.
    CACHE_RETENTION,
    /// A word that stands for the end user, so that abuse can be told apart.
    SAFETY_ID,
    /// The caller's own notes.
    METADATA
}
