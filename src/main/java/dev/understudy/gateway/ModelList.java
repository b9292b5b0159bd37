package dev.understudy.gateway;

import dev.understudy.catalog.CatalogueModel;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.routing.Reach;
import dev.understudy.translate.ModelNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// `GET /v1/models`: chains first, then the models the settings name, then the catalogue's of
/// providers that can be called, with their provider's prefix.
final class ModelList {
    private final List<ModelNames.Name> names = new ArrayList<>();

    /// @param reach what the caller may ask for
    ModelList(Routes routes, Reach reach) {
        configured(routes, reach);
        var listed = new HashSet<>(names);
        for (CatalogueModel offer : routes.repertoire().offers()) {
            var name = new ModelNames.Name(offer.target().toString(), offer.target().provider());
            if (reach.permits(offer.target()) && listed.add(name)) {
                names.add(name);
            }
        }
    }

    private void configured(Routes routes, Reach reach) {
        GatewaySettings settings = routes.settings();
        settings.chains().stream()
                .filter(chain -> reach.unbounded() || routes.resolver().leads(chain, reach))
                .forEach(chain -> names.add(new ModelNames.Name(chain.id(), "understudy")));
        for (Provider provider : settings.providers()) {
            if (provider.standing() == Provider.Standing.DISABLED) {
                continue;
            }
            for (Provider.ProviderModel model : provider.models()) {
                if (!model.disabled() && reach.permits(new Target(provider.id(), model.id()))) {
                    names.add(new ModelNames.Name(provider.id() + ":" + model.id(), provider.id()));
                }
            }
        }
    }

    /// @param anthropic whether in the shape Anthropic's clients expect
    byte[] all(boolean anthropic) {
        return anthropic ? ModelNames.messagesList(names) : ModelNames.list(names);
    }

    /// One of them.
    ///
    /// @param id as it stands in the path, percent-encoded or not
    byte[] one(String id, boolean anthropic) throws RefusedException {
        String plain =
                URLDecoder.decode(
                        id.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25"),
                        StandardCharsets.UTF_8);
        for (ModelNames.Name name : names) {
            if (name.id().equals(plain)) {
                return anthropic ? ModelNames.messagesOne(name) : ModelNames.one(name);
            }
        }
        throw new RefusedException(
                ErrorCode.MODEL_NOT_FOUND,
                "no model is listed under this name: GET /v1/models lists all");
    }
}
