package dev.understudy.gateway;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Target;
import java.util.HashSet;
import java.util.Set;

/// The targets that metrics name. Callers may ask for any name, and each new one would be kept for
/// good: so only those have a name that the settings hold, or that answered, of which the first
/// 200; the others of a provider are one. Thread-safe; its own lock guards the sets.
final class TargetLabels {
    private static final int MOST = 200;
    private static final int LONGEST = 128;
    private static final String OTHER = "other";

    private final Set<Target> configured = new HashSet<>();
    private final Set<Target> answered = new HashSet<>();

    /// What to call a target.
    ///
    /// @param spoke whether it answered just now
    synchronized Target of(Target target, GatewaySettings settings, boolean spoke) {
        if (configured.contains(target) || answered.contains(target)) {
            return target;
        }
        if (target.model().length() > LONGEST) {
            return new Target(target.provider(), OTHER);
        }
        if (isConfigured(target, settings)) {
            configured.add(target);
            return target;
        }
        if (spoke && answered.size() < MOST) {
            answered.add(target);
            return target;
        }
        return new Target(target.provider(), OTHER);
    }

    private static boolean isConfigured(Target target, GatewaySettings settings) {
        return settings.chains().stream()
                        .anyMatch(chain -> chain.targets().contains(target.toString()))
                || settings.providers().stream()
                        .filter(provider -> provider.id().equals(target.provider()))
                        .anyMatch(provider -> provider.model(target.model()).isPresent());
    }
}
