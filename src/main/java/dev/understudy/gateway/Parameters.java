package dev.understudy.gateway;

import dev.understudy.model.BodyEdit;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.ModelRequest;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.model.UntranslatableException;
import dev.understudy.model.Wire;
import dev.understudy.translate.BodyEdits;
import dev.understudy.translate.InputSize;
import dev.understudy.translate.MalformedJsonException;
import java.util.ArrayList;

/// What the settings say of a request's length and fields.
final class Parameters {
    private Parameters() {}

    /// @throws RefusedException if the prompt is longer than any target may get
    static void checkInput(GatewaySettings settings, byte[] body)
            throws RefusedException, MalformedJsonException {
        if (settings.requests().maxInputTokens().isEmpty()) {
            return;
        }
        int most = settings.requests().maxInputTokens().getAsInt();
        long tokens = InputSize.tokens(body);
        if (tokens > most) {
            throw new RefusedException(
                    ErrorCode.INPUT_TOO_LONG,
                    "the prompt is about %,d tokens long, and no target may get more than %,d: send less, or raise max_input_tokens in gateway.yaml"
                            .formatted(tokens, most));
        }
    }

    /// Names the fields that the answering target was not sent.
    ///
    /// @param wire the one it was asked on
    static void tellRemoved(
            Exchange exchange,
            GatewaySettings settings,
            ModelRequest request,
            Wire wire,
            Target target) {
        var removed = new ArrayList<>(request.body().removed(wire, target));
        for (Provider provider : settings.providers()) {
            BodyEdit edit = provider.edit(wire, target.model());
            if (provider.id().equals(target.provider())
                    && request.body().path(wire).equals(wire.path())
                    && (!edit.allowed().isEmpty() || !edit.removed().isEmpty())) {
                try {
                    byte[] body = request.body().towards(wire, target);
                    removed.addAll(BodyEdits.apply(edit, body).removed());
                } catch (UntranslatableException e) {
                    throw new IllegalStateException("it was translated before", e);
                }
            }
        }
        if (!removed.isEmpty()) {
            exchange.header("Understudy-Removed-Params", String.join(", ", removed));
        }
    }
}
