package dev.understudy.app;

import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The terms of an access key, as the command line says them.
final class AccessTermsOptions {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,5})([hdw])");
    private static final Pattern BUDGET =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)/(day|month)", Pattern.CASE_INSENSITIVE);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "PATTERN",
            description =
                    "A model it may ask for, such as \"openrouter:anthropic/*\"; may stand more than once.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--chain",
            paramLabel = "ID",
            description = "A chain it may ask for; may stand more than once.")
    private List<String> chains = new ArrayList<>();

    @Option(
            names = "--provider",
            paramLabel = "ID",
            description = "A provider it may use; may stand more than once.")
    private List<String> providers = new ArrayList<>();

    @Option(names = "--may-rehearse", description = "It may inject faults.")
    private boolean mayRehearse;

    @Option(
            names = "--expires",
            paramLabel = "30d|DATE",
            description =
                    "When it ends: in so many hours, days or weeks (12h, 30d, 4w), or with a day (2027-01-31).")
    private @Nullable String expires;

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Its rate.")
    private @Nullable Integer requests;

    @Option(names = "--tokens-per-minute", paramLabel = "N", description = "Its rate in tokens.")
    private @Nullable Integer tokens;

    @Option(
            names = "--budget",
            paramLabel = "USD/day|USD/month",
            description = "What it may spend, such as 5/day or 20.50/month.")
    private @Nullable String budget;

    @Option(
            names = "--degrade",
            description = "With the budget spent, the cheapest model answers instead of an error.")
    private boolean degrade;

    /// The names in its scope.
    Scope scope() {
        return new Scope(models, chains, providers, mayRehearse);
    }

    /// @throws ParameterException if an option has a value that cannot be
    AccessTerms terms(Instant now, ZoneId zone) {
        if (degrade && budget == null) {
            throw wrong("--degrade", "goes with --budget");
        }
        return new AccessTerms(
                scope(),
                Optional.ofNullable(expires).map(text -> end(text, now, zone)),
                new Rate(
                        positive("--requests-per-minute", requests),
                        positive("--tokens-per-minute", tokens)),
                Optional.ofNullable(budget).map(this::budget));
    }

    private Optional<Integer> positive(String option, @Nullable Integer value) {
        if (value != null && value <= 0) {
            throw wrong(option, "expected a number above 0");
        }
        return Optional.ofNullable(value);
    }

    private Instant end(String text, Instant now, ZoneId zone) {
        Matcher length = LENGTH.matcher(text);
        if (length.matches()) {
            long count = Long.parseLong(length.group(1));
            return now.plus(
                    switch (length.group(2)) {
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        default -> Duration.ofDays(7 * count);
                    });
        }
        try {
            return LocalDate.parse(text).plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeException _) {
            throw wrong(
                    "--expires",
                    "expected a length of time such as 30d, or a day such as 2027-01-31");
        }
    }

    private Budget budget(String text) {
        Matcher matcher = BUDGET.matcher(text);
        if (!matcher.matches() || new BigDecimal(matcher.group(1)).signum() == 0) {
            throw wrong("--budget", "expected an amount in USD such as 5/day or 20.50/month");
        }
        return new Budget(
                new BigDecimal(matcher.group(1)),
                matcher.group(2).equalsIgnoreCase("day") ? Period.DAY : Period.MONTH,
                degrade ? Spent.DEGRADE : Spent.STOP);
    }

    private ParameterException wrong(String option, String what) {
        return new ParameterException(
                Commands.filled(spec).commandLine(), "%s: %s".formatted(option, what));
    }
}
