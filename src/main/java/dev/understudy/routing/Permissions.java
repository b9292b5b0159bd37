package dev.understudy.routing;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Plan.Rejection;
import dev.understudy.model.Plan.Why;
import dev.understudy.model.Provider;
import dev.understudy.model.Provider.ProviderModel;
import dev.understudy.model.Provider.Standing;
import dev.understudy.model.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which targets the settings let through. Immutable.
public final class Permissions {
    private final Map<String, Provider> providers = new HashMap<>();
    private final GatewaySettings.Restrictions restrictions;

    public Permissions(GatewaySettings settings) {
        settings.providers().forEach(provider -> providers.put(provider.id(), provider));
        restrictions = settings.restrictions();
    }

    /// Why a target may not be tried; empty if it may.
    public Optional<Rejection> refusal(Target target) {
        Provider provider = providers.get(target.provider());
        if (provider == null) {
            return refused(target, Why.UNKNOWN, "there is no provider \"%s\"", target.provider());
        }
        Optional<ProviderModel> model = provider.model(target.model());
        if (provider.standing() == Standing.DISABLED) {
            return refused(
                    target, Why.DISABLED, "the provider \"%s\" is switched off", provider.id());
        }
        if (model.filter(ProviderModel::disabled).isPresent()) {
            return refused(target, Why.DISABLED, "the model \"%s\" is switched off", target);
        }
        if (restrictions.onlyConfiguredProviders() && provider.standing() != Standing.LISTED) {
            return refused(
                    target,
                    Why.NOT_ALLOWED,
                    "the provider \"%s\" is not allowed: only_allow_configured_providers is set, and it is not among the providers of gateway.yaml",
                    provider.id());
        }
        if (restrictions.onlyConfiguredModels() && model.isEmpty()) {
            return refused(
                    target,
                    Why.NOT_ALLOWED,
                    "the model \"%s\" is not allowed: only_allow_configured_models is set, and it is not among the models of its provider in gateway.yaml",
                    target);
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refused(
            Target target, Why why, String reason, Object subject) {
        return Optional.of(new Rejection(target.toString(), reason.formatted(subject), why));
    }
}
