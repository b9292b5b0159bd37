package dev.understudy.console.models;

import dev.understudy.catalog.Change;
import dev.understudy.catalog.Change.What;
import dev.understudy.console.ui.Chip;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import java.math.BigDecimal;

/// What has changed, in words.
record ChangeWords(Texts texts) {
    /// In one or two.
    String kind(Change change) {
        return texts.get(
                switch (change.what()) {
                    case What.Appeared() -> "models.new";
                    case What.Gone() -> "models.gone";
                    case What.Expires _ -> "models.ending";
                    case What.Repriced priced when priced.dearer() -> "models.dearer";
                    case What.Repriced _ -> "models.cheaper";
                });
    }

    static Chip.Tone tone(Change change) {
        return switch (change.what()) {
            case What.Appeared() -> Chip.Tone.ACTIVE;
            case What.Gone() -> Chip.Tone.BAD;
            case What.Expires _ -> Chip.Tone.CAUTION;
            case What.Repriced priced when priced.dearer() -> Chip.Tone.CAUTION;
            case What.Repriced _ -> Chip.Tone.GOOD;
        };
    }

    /// In a sentence without its end.
    String what(Change change) {
        return switch (change.what()) {
            case What.Appeared() -> texts.get("models.newSince");
            case What.Gone() -> texts.get("models.goneSince");
            case What.Expires(var last) -> texts.format("models.servedUntil", Numbers.day(last));
            case What.Repriced(var price, BigDecimal from, BigDecimal to) when from.signum() == 0 ->
                    texts.format(
                            "models.wasFree",
                            texts.get("models.price." + Figures.word(price)),
                            Numbers.exact(to));
            case What.Repriced priced ->
                    texts.format(
                            "models.repriced",
                            texts.get("models.price." + Figures.word(priced.price())),
                            Numbers.exact(priced.from()),
                            Numbers.exact(priced.to()),
                            (priced.dearer() ? "+" : "−") + Math.abs(priced.percent()) + " %");
        };
    }
}
