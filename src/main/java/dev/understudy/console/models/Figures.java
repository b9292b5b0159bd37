package dev.understudy.console.models;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.ui.Texts;
import dev.understudy.journal.TargetUse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How the numbers of models are written.
record Figures(Texts texts) {
    static final String NONE = "–";

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);

    /// What a cell of the table says.
    String cell(ModelColumn column, ModelRow row) {
        return switch (column) {
            case NAME -> row.title();
            case CONTEXT -> tokens(row.context());
            case OUTPUT -> tokens(row.model().maxOutputTokens());
            case PRICE_IN -> price(row, Price.INPUT);
            case PRICE_OUT -> price(row, Price.OUTPUT);
            case PRICE_CACHED -> price(row, Price.CACHE_READ);
            case TAKES -> takes(row);
            case ABILITIES -> abilities(row);
            case RELEASED -> row.released().map(this::month).orElse(NONE);
            case FIRST_TOKEN ->
                    row.own().flatMap(TargetUse::firstToken).map(Figures::time).orElse(NONE);
            case SUCCESS -> row.own().map(this::success).orElse(NONE);
            case PROVIDER -> row.target().provider();
            case ID -> row.target().toString();
        };
    }

    String heading(ModelColumn column) {
        return texts.get("models.column." + column.word());
    }

    /// `1M`, `200k`, `131k`, `512`.
    static String tokens(OptionalLong tokens) {
        if (tokens.isEmpty()) {
            return NONE;
        }
        long count = tokens.getAsLong();
        if (count >= 1_000_000) {
            return scaled(count, 1_000_000) + "M";
        }
        return count >= 1_000 ? Math.round(count / 1_000.0) + "k" : String.valueOf(count);
    }

    private static String scaled(long count, long unit) {
        return BigDecimal.valueOf(count)
                .divide(BigDecimal.valueOf(unit), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private String price(ModelRow row, Price price) {
        return row.model().routed() && price != Price.CACHE_READ
                ? texts.get("models.routed")
                : row.usual(price).map(Figures::usd).orElse(NONE);
    }

    /// Two places; as many as tell two figures if it is less than a cent.
    static String usd(BigDecimal usd) {
        if (usd.signum() == 0) {
            return "$0";
        }
        return usd.abs().compareTo(CENT) < 0
                ? "$" + usd.round(new MathContext(2)).stripTrailingZeros().toPlainString()
                : "$" + usd.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /// All its figures.
    static String exact(BigDecimal usd) {
        BigDecimal plain = usd.stripTrailingZeros();
        return "$" + (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
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
        return words.isEmpty() ? NONE : String.join(" ", words);
    }

    /// The share of requests from here that it answered.
    String success(TargetUse use) {
        return percent(OptionalDouble.of(use.rate() * 100));
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

    static String day(LocalDate date) {
        return DAY.withLocale(Locale.ENGLISH).format(date);
    }

    /// `412 ms`, `1.3 s`.
    static String time(Duration time) {
        return millis(time.toNanos() / 1e6);
    }

    static String millis(double millis) {
        return millis < 1_000
                ? Math.round(millis) + " ms"
                : BigDecimal.valueOf(millis / 1_000).setScale(1, RoundingMode.HALF_UP) + " s";
    }

    /// `99.8 %`.
    static String percent(OptionalDouble percent) {
        return percent.isEmpty()
                ? NONE
                : BigDecimal.valueOf(percent.getAsDouble()).setScale(1, RoundingMode.HALF_UP)
                        + " %";
    }
}
