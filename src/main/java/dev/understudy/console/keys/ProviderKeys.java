package dev.understudy.console.keys;

import dev.understudy.model.KeySlot;
import java.util.List;

/// A provider and its keys, in the order in which they are used.
///
/// @param custom whether the settings made it, with an address of its own
/// @param needsKey whether it refuses calls without one
/// @param weighted whether keys share requests by weight, not only by order
public record ProviderKeys(
        String id,
        String name,
        String baseUrl,
        boolean custom,
        boolean needsKey,
        boolean weighted,
        List<KeySlot> keys) {
    public ProviderKeys {
        keys = List.copyOf(keys);
    }
}
