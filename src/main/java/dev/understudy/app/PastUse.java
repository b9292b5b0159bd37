package dev.understudy.app;

import dev.understudy.console.chains.ChainBook.Use;
import dev.understudy.journal.Journal;
import dev.understudy.journal.NameUse;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How requests from here went, as the journal has it; nothing if it cannot be asked now.
record PastUse(Journal journal, InstantSource clock) {
    private static final System.Logger LOG = System.getLogger(PastUse.class.getName());
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);

    /// How each target did in thirty days.
    Map<Target, TargetUse> ofTargets() {
        try {
            return journal.targetUse(clock.instant().minus(MONTH)).stream()
                    .collect(Collectors.toMap(TargetUse::target, Function.identity()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "how requests went is not known now", e);
            return Map.of();
        }
    }

    /// Who asked for which names in seven days; the names in small letters.
    Map<String, Use> ofNames() {
        try {
            return journal.nameUse(clock.instant().minus(WEEK)).stream()
                    .collect(
                            Collectors.toMap(
                                    NameUse::name,
                                    use -> new Use(use.programs(), use.requests()),
                                    (one, _) -> one));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "who asks for chains is not known now", e);
            return Map.of();
        }
    }
}
