package dev.understudy.gateway;

import dev.understudy.model.GatewaySettings;
import dev.understudy.model.Provider;
import dev.understudy.translate.ModelNames;
import java.util.ArrayList;

/// `GET /v1/models`: chains first, then the models the settings name, with their provider's prefix.
final class ModelList {
    private ModelList() {}

    static byte[] of(GatewaySettings settings) {
        var names = new ArrayList<ModelNames.Name>();
        settings.chains()
                .forEach(chain -> names.add(new ModelNames.Name(chain.id(), "understudy")));
        for (Provider provider : settings.providers()) {
            if (provider.standing() == Provider.Standing.DISABLED) {
                continue;
            }
            for (Provider.ProviderModel model : provider.models()) {
                if (!model.disabled()) {
                    names.add(new ModelNames.Name(provider.id() + ":" + model.id(), provider.id()));
                }
            }
        }
        return ModelNames.list(names);
    }
}
