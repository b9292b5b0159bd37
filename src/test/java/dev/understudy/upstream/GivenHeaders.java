package dev.understudy.upstream;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Headers a provider might send.
final class GivenHeaders {
    private GivenHeaders() {}

    static Headers of(Map<String, String> values) {
        var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(values);
        return name -> Optional.ofNullable(byName.get(name));
    }
}
