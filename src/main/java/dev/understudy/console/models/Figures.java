package dev.understudy.console.models;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import dev.understudy.journal.TargetUse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How the numbers of models are written.
record Figures(Texts texts) {

    /// What a cell of the table says.
    String cell(ModelColumn column, ModelRow row) {
        return switch (column) {
            case NAME -> row.title();
            case CONTEXT -> Numbers.tokens(row.context());
            case OUTPUT -> Numbers.tokens(row.model().maxOutputTokens());
            case PRICE_IN -> price(row, Price.INPUT);
            case PRICE_OUT -> price(row, Price.OUTPUT);
            case PRICE_CACHED -> price(row, Price.CACHE_READ);
            case TAKES -> takes(row);
            case ABILITIES -> abilities(row);
            case RELEASED -> row.released().map(this::month).orElse(Numbers.NONE);
            case FIRST_TOKEN ->
                    row.own()
                            .flatMap(TargetUse::firstToken)
                            .map(Numbers::time)
                            .orElse(Numbers.NONE);
            case SUCCESS -> row.own().map(this::success).orElse(Numbers.NONE);
            case PROVIDER -> row.target().provider();
            case ID -> row.target().toString();
        };
    }

    String heading(ModelColumn column) {
        return texts.get("models.column." + column.word());
    }

    private String price(ModelRow row, Price price) {
        return row.model().routed() && price != Price.CACHE_READ
                ? texts.get("models.routed")
                : row.usual(price).map(Numbers::usd).orElse(Numbers.NONE);
    }

    private String takes(ModelRow row) {
        return String.join(" ", row.model().inputModalities());
    }

    private String abilities(ModelRow row) {
        List<String> words = new ArrayList<>();
        for (Trait trait : List.of(Trait.TOOLS, Trait.STRUCTURED, Trait.REASONING)) {
            if (row.traits().contains(trait)) {
                words.add(texts.get("models.can." + word(trait)));
            }
        }
        return words.isEmpty() ? Numbers.NONE : String.join(" ", words);
    }

    /// The share of requests from here that it answered.
    String success(TargetUse use) {
        return Numbers.percent(OptionalDouble.of(use.rate() * 100));
    }

    /// For a million tokens, or for one of what is no token.
    static BigDecimal usual(Price price, BigDecimal amount) {
        return price.token() ? amount.movePointRight(6) : amount;
    }

    static String word(Price price) {
        return switch (price) {
            case INPUT -> "input";
            case OUTPUT -> "output";
            case CACHE_READ -> "cacheRead";
            case CACHE_WRITE -> "cacheWrite";
            case CACHE_WRITE_HOUR -> "cacheWriteHour";
            case REASONING -> "reasoning";
            case AUDIO_INPUT -> "audioInput";
            case AUDIO_OUTPUT -> "audioOutput";
            case AUDIO_CACHE -> "audioCache";
            case IMAGE_OUTPUT -> "imageOutput";
            case IMAGE -> "image";
            case REQUEST -> "request";
            case WEB_SEARCH -> "webSearch";
        };
    }

    static String word(Trait trait) {
        return switch (trait) {
            case FREE -> "free";
            case TOOLS -> "tools";
            case STRUCTURED -> "structured";
            case REASONING -> "reasoning";
            case VISION -> "vision";
            case LONG_CONTEXT -> "long";
            case OPEN_WEIGHTS -> "open";
        };
    }

    private String month(LocalDate date) {
        return DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH).format(date);
    }
}
