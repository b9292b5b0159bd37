package dev.understudy.settings;

import java.util.List;
import java.util.Optional;

/// A provider as a settings file writes it.
///
/// @param place in the file's list, from 0
/// @param id its usual one, where the file has an alias of it
/// @param keyed whether the file lists its keys, if only as none
public record WrittenProvider(int place, String id, boolean keyed, List<WrittenKey> keys) {
    public WrittenProvider {
        keys = List.copyOf(keys);
    }

    /// The place of the key of that alias, from 0.
    public Optional<Integer> place(String alias) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).alias().equals(alias)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
