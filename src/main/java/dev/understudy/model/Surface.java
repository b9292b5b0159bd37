package dev.understudy.model;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// One of the request formats a provider serves.
///
/// @param format the family: `openai` or `anthropic`
/// @param name the format's own name, such as `chat-completions`; empty for the family's usual one
/// @param baseUrl where it is served, if not at the provider's own address
/// @param supportedParams the top-level fields it takes; empty if it takes all
public record Surface(
        String format, String name, Optional<URI> baseUrl, Set<String> supportedParams) {
    public Surface {
        supportedParams = Set.copyOf(new LinkedHashSet<>(supportedParams));
    }

    /// The one for a wire, with all its fields.
    public static Surface of(Wire wire) {
        return new Surface(wire.format(), wire.surface(), Optional.empty(), Set.of());
    }

    /// Whether requests of this wire may be sent.
    public boolean serves(Wire wire) {
        return format.equals(wire.format())
                && (name.equals(wire.surface()) || (name.isEmpty() && wire != Wire.RESPONSES));
    }
}
