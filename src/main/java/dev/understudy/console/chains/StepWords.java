package dev.understudy.console.chains;

import dev.understudy.catalog.PriceList.Price;
import dev.understudy.console.chains.StepNow.Health;
import dev.understudy.console.ui.Chip.Tone;
import dev.understudy.console.ui.Numbers;
import dev.understudy.console.ui.Texts;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Chain;
import dev.understudy.model.ChainStep;
import dev.understudy.model.StepParameters;
import dev.understudy.model.StepRules;
import dev.understudy.model.StepRules.OnRefusal;
import dev.understudy.model.StepRules.OnStreamBreak;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// How a step is and what it says for itself, in words.
record StepWords(Texts texts, InstantSource clock) {
    /// A status.
    ///
    /// @param why more of it, for a tooltip
    record Said(String words, Tone tone, Optional<String> why) {
        Said(String words, Tone tone) {
            this(words, tone, Optional.empty());
        }
    }

    /// How a step is now: what matters most.
    Said status(StepNow now) {
        if (now.health() instanceof Health.Off) {
            return new Said(texts.get("chains.off"), Tone.NEUTRAL);
        }
        if (now.targets().isEmpty()) {
            return new Said(texts.get("chains.nowhere"), Tone.BAD, now.problem());
        }
        if (now.keyMissing()) {
            return new Said(texts.get("chains.noKey"), Tone.CAUTION);
        }
        if (now.health() instanceof Health.Rests(var until, var why)) {
            return new Said(texts.format("chains.rests", rest(until), why), Tone.CAUTION);
        }
        return keys(now).orElseGet(() -> figures(now));
    }

    private Optional<Said> keys(StepNow now) {
        int all = now.keys().size();
        List<String> reasons = now.keys().stream().flatMap(k -> k.attention().stream()).toList();
        if (!reasons.isEmpty()) {
            return Optional.of(
                    new Said(
                            texts.format("chains.attention", reasons.size(), all),
                            reasons.size() == all ? Tone.BAD : Tone.CAUTION,
                            Optional.of(String.join(", ", reasons))));
        }
        List<Instant> resting = now.keys().stream().flatMap(k -> k.rests().stream()).toList();
        return resting.stream()
                .min(Instant::compareTo)
                .map(first ->
                        new Said(
                                texts.format("chains.keysRest", resting.size(), all, rest(first)),
                                Tone.CAUTION));
    }

    private Said figures(StepNow now) {
        Optional<Duration> first = now.own().flatMap(TargetUse::firstToken);
        if (first.isPresent()) {
            return new Said(texts.format("chains.answersIn", Numbers.time(first.get())), Tone.GOOD);
        }
        return now.uptime().isPresent()
                ? new Said(texts.format("chains.uptime", Numbers.percent(now.uptime())), Tone.GOOD)
                : new Said(texts.get("chains.ready"), Tone.GOOD);
    }

    private String rest(Instant until) {
        return String.valueOf(Math.max(1, Duration.between(clock.instant(), until).toSeconds()));
    }

    /// What a step uses, costs, and says for itself.
    List<String> facts(Chain chain, int place, StepNow now) {
        ChainStep step = chain.steps().get(place);
        var facts = new ArrayList<String>();
        if (now.targets().size() > 1) {
            facts.add(texts.format("chains.leadsTo", now.targets().size()));
        } else if (!now.targets().isEmpty() && !now.keyMissing()) {
            facts.add(
                    now.keys().isEmpty()
                            ? texts.get("chains.noKeyNeeded")
                            : texts.format(
                                    "chains.keys",
                                    now.keys().size(),
                                    now.keys().stream()
                                            .map(StepNow.Key::alias)
                                            .collect(Collectors.joining(", "))));
        }
        price(now).ifPresent(facts::add);
        weight(chain, place).ifPresent(facts::add);
        own(step, facts);
        return facts;
    }

    private Optional<String> price(StepNow now) {
        return now.model()
                .flatMap(model -> {
                    Optional<BigDecimal> in = model.prices().usual(Price.INPUT);
                    Optional<BigDecimal> out = model.prices().usual(Price.OUTPUT);
                    if (model.routed()) {
                        return Optional.of(texts.get("chains.routed"));
                    }
                    if (in.isEmpty() || out.isEmpty()) {
                        return Optional.empty();
                    }
                    return Optional.of(price(in.get(), out.get()));
                });
    }

    /// Prices in and out, for a million tokens.
    String price(BigDecimal in, BigDecimal out) {
        return in.signum() == 0 && out.signum() == 0
                ? texts.get("chains.free")
                : texts.format("chains.price", Numbers.usd(in), Numbers.usd(out));
    }

    private Optional<String> weight(Chain chain, int place) {
        List<Integer> weights = weights(chain);
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        return sum == 0
                ? Optional.empty()
                : Optional.of(
                        texts.format(
                                "chains.firstFor",
                                Numbers.percent(
                                        OptionalDouble.of(100.0 * weights.get(place) / sum))));
    }

    private static List<Integer> weights(Chain chain) {
        return chain.weights().isEmpty()
                ? chain.steps().stream().map(step -> step.weight().orElse(0)).toList()
                : chain.weights();
    }

    private void own(ChainStep step, List<String> facts) {
        ChainStep.Own own = step.own();
        own.waits()
                .firstToken()
                .ifPresent(
                        wait -> facts.add(texts.format("chains.firstToken", Durations.of(wait))));
        own.waits()
                .perRequest()
                .ifPresent(
                        wait -> facts.add(texts.format("chains.perRequest", Durations.of(wait))));
        own.waits()
                .streamIdle()
                .ifPresent(wait -> facts.add(texts.format("chains.idle", Durations.of(wait))));
        own.hedgeAfter()
                .ifPresent(wait -> facts.add(texts.format("chains.hedge", Durations.of(wait))));
        own.onStreamBreak()
                .ifPresent(rule ->
                        facts.add(
                                texts.get(
                                        rule == OnStreamBreak.RESUME
                                                ? "chains.resumes"
                                                : "chains.fails")));
        own.onRefusal()
                .ifPresent(rule ->
                        facts.add(
                                texts.get(
                                        rule == OnRefusal.NEXT
                                                ? "chains.refusalNext"
                                                : "chains.refusalStop")));
        parameters(own.parameters(), facts);
    }

    private void parameters(StepParameters parameters, List<String> facts) {
        parameters
                .numbers()
                .forEach((name, value) ->
                        facts.add(
                                name.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + " "
                                        + value.toPlainString()));
        parameters.maxTokens().ifPresent(most -> facts.add(texts.format("chains.maxTokens", most)));
        if (!parameters.stops().isEmpty()) {
            facts.add(texts.format("chains.stops", parameters.stops().size()));
        }
        parameters.others().forEach((name, json) -> facts.add(name + " " + json));
    }

    /// What leads from a step to the next.
    String onwards(Chain chain, int place) {
        StepRules rules = chain.steps().get(place).rules(chain.rules());
        var words = new ArrayList<String>();
        words.add(texts.get("chains.onFailure"));
        words.add(
                texts.get(
                        rules.onStreamBreak() == OnStreamBreak.RESUME
                                ? "chains.onBreak"
                                : "chains.notOnBreak"));
        if (rules.onRefusal() == OnRefusal.NEXT) {
            words.add(texts.get("chains.onRefusal"));
        }
        rules.hedgeAfter()
                .ifPresent(wait -> words.add(texts.format("chains.onSilence", Durations.of(wait))));
        return String.join(" · ", words) + " ↓";
    }
}
