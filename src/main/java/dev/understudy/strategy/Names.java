package dev.understudy.strategy;

import dev.understudy.model.ModelProfile;
import dev.understudy.model.ModelProfile.Party;
import java.util.ArrayList;
import java.util.List;

/// What a fact may be called: its id, its aliases, and a model's `provider:model`.
final class Names {
    private Names() {}

    static List<String> of(Object fact) {
        return switch (fact) {
            case ModelProfile model -> {
                var names = new ArrayList<>(model.aliases());
                names.add(model.target().model());
                names.add(model.target().toString());
                yield names;
            }
            case Facts.Provider provider -> of(provider.party());
            case Facts.Author author -> of(author.party());
            default -> List.of();
        };
    }

    static List<String> of(Party party) {
        var names = new ArrayList<>(party.aliases());
        names.add(party.id());
        return names;
    }
}
