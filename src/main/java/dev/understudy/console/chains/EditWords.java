package dev.understudy.console.chains;

import dev.understudy.console.ui.Texts;

/// What was done to chains, in words.
record EditWords(Texts texts) {
    /// Such as `a step was moved in support`.
    String done(ChainEdit edit) {
        return switch (edit) {
            case ChainEdit.Create(var chain, _) -> texts.format("chains.did.create", chain);
            case ChainEdit.Duplicate(var chain, var copy) ->
                    texts.format("chains.did.duplicate", chain, copy);
            case ChainEdit.Delete(var chain) -> texts.format("chains.did.delete", chain);
            case ChainEdit.Rename(var chain, var to) ->
                    texts.format("chains.did.rename", chain, to);
            case ChainEdit.Insert(var chain, _, var targets) ->
                    texts.format("chains.did.insert", chain, String.join(", ", targets));
            case ChainEdit.Move(var chain, var from, var to) ->
                    texts.format("chains.did.move", chain, from + 1, to + 1);
            case ChainEdit.Remove(var chain, var place) ->
                    texts.format("chains.did.remove", chain, place + 1);
            case ChainEdit.Replace(var chain, var place, _) ->
                    texts.format("chains.did.replace", chain, place + 1);
            case ChainEdit.Rules(var chain, _) -> texts.format("chains.did.rules", chain);
        };
    }

    /// That it was taken back.
    String undone(ChainEdit edit) {
        return texts.format("chains.undone", done(edit));
    }
}
