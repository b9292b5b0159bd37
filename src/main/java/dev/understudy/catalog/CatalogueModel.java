package dev.understudy.catalog;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.model.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A model as the catalogue has it.
///
/// @param author who made it; empty if that is not known
/// @param released since when it is known
/// @param features such as `tool-calling`, `structured-outputs`, `json-mode`, `reasoning`, `vision`
/// @param routed whether another model answers, chosen by the provider; it then has no price
/// @param aliasOf the id of the model this name stands for now
/// @param details what few ask for
public record CatalogueModel(
        Target target,
        String name,
        String author,
        String description,
        LocalDate released,
        OptionalLong contextWindow,
        OptionalLong maxOutputTokens,
        List<String> inputModalities,
        List<String> outputModalities,
        List<String> features,
        PriceList prices,
        boolean routed,
        Optional<String> aliasOf,
        Details details) {
    /// What names tell of models that are no use in a conversation, as the modalities do not.
    private static final Pattern OTHER_USE =
            Pattern.compile(
                    ":batch$|embed|whisper|-asr-|realtime|rerank|moderation|prompt-guard|gpt-image");

    private static final Map<Price, String> TYPES =
            Map.of(
                    Price.INPUT, "text.input",
                    Price.OUTPUT, "text.output",
                    Price.CACHE_READ, "text.input_cache_read",
                    Price.CACHE_WRITE, "text.input_cache_write",
                    Price.WEB_SEARCH, "tools.web_search.per_search_call");

    public CatalogueModel {
        inputModalities = List.copyOf(inputModalities);
        outputModalities = List.copyOf(outputModalities);
        features = List.copyOf(features);
    }

    /// What a catalogue tells beside.
    ///
    /// @param expires the last day it is served; empty if none is told
    /// @param cutoff the last day it may know of, or the first of that month
    /// @param openWeights whether everybody may have its weights
    /// @param parameters what requests may set, as OpenRouter calls it; empty if that is not known
    /// @param permanent its name that never changes; empty if there is none
    /// @param moderated whether prompts are looked through before they reach it
    public record Details(
            Optional<LocalDate> expires,
            Optional<LocalDate> cutoff,
            boolean openWeights,
            List<String> parameters,
            String permanent,
            boolean moderated) {
        /// Nothing is told.
        public static final Details NONE =
                new Details(Optional.empty(), Optional.empty(), false, List.of(), "", false);

        public Details {
            parameters = List.copyOf(parameters);
        }
    }

    /// Whether it is of the limited pool without a price. A price of zero alone is no such promise.
    public boolean free() {
        return target.model().endsWith(":free");
    }

    /// Whether it answers a prompt in text at once, under a name of its own: it is no alias, and
    /// neither for batches nor for embeddings, speech or pictures.
    public boolean converses() {
        return outputModalities.contains("text")
                && aliasOf.isEmpty()
                && !OTHER_USE.matcher(target.model()).find();
    }

    /// The usual prices by type, as selection strategies call them: of a million tokens, or of one
    /// use.
    public Map<String, BigDecimal> pricesByType() {
        var byType = new HashMap<String, BigDecimal>();
        TYPES.forEach(
                (price, type) -> prices.usual(price).ifPresent(amount -> byType.put(type, amount)));
        return byType;
    }
}
