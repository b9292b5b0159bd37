package dev.understudy.console.shell;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;

/// What the status bar tells: the gateway's state and address, an access key, requests in flight.
///
/// Owned by the UI thread.
public final class StatusViewModel {
    private static final System.Logger LOG = System.getLogger(StatusViewModel.class.getName());

    private final AccessKeys accessKeys;
    private final Consumer<String> clipboard;
    private final Executor background;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<GatewayState> gateway;
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper addressCopied = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<AccessKeyAction> accessKey;
    private final IntegerProperty inFlight = new SimpleIntegerProperty();

    /// @param clipboard takes text to copy, on the UI thread
    /// @param background makes keys
    public StatusViewModel(
            GatewayState gateway,
            AccessKeys accessKeys,
            Consumer<String> clipboard,
            Executor background,
            Executor ui) {
        this.accessKeys = accessKeys;
        this.clipboard = clipboard;
        this.background = background;
        this.ui = ui;
        this.gateway = new ReadOnlyObjectWrapper<>(gateway);
        this.accessKey = new ReadOnlyObjectWrapper<>(offer());
        show(gateway);
    }

    /// Tells a new state of the gateway; the last known address stays.
    public void show(GatewayState state) {
        gateway.set(state);
        switch (state) {
            case GatewayState.Starting _ -> {}
            case GatewayState.Running(var base) -> address.set(base.toString());
            case GatewayState.Stopped _ -> addressCopied.set(false);
        }
    }

    public ReadOnlyObjectProperty<GatewayState> gatewayProperty() {
        return gateway.getReadOnlyProperty();
    }

    /// Where the gateway listens or last did; empty before its first start.
    public ReadOnlyStringProperty addressProperty() {
        return address.getReadOnlyProperty();
    }

    /// Whether the address was copied a moment ago.
    public ReadOnlyBooleanProperty addressCopiedProperty() {
        return addressCopied.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<AccessKeyAction> accessKeyProperty() {
        return accessKey.getReadOnlyProperty();
    }

    /// How many requests are being answered.
    public IntegerProperty inFlightProperty() {
        return inFlight;
    }

    /// Puts the address on the clipboard.
    public void copyAddress() {
        clipboard.accept(address.get());
        addressCopied.set(true);
    }

    /// Puts an access key on the clipboard: the one still known, or a new one.
    public void copyAccessKey() {
        var known = accessKeys.known();
        if (known.isPresent()) {
            copied(known.get());
        } else {
            background.execute(this::createKey);
        }
    }

    /// Takes confirmations back; what was copied stays on the clipboard.
    public void forgetCopied() {
        addressCopied.set(false);
        accessKey.set(offer());
    }

    private void createKey() {
        try {
            String key = accessKeys.create();
            ui.execute(() -> copied(key));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no access key could be made", e);
            ui.execute(() -> accessKey.set(AccessKeyAction.FAILED));
        }
    }

    private void copied(String key) {
        clipboard.accept(key);
        accessKey.set(AccessKeyAction.COPIED);
    }

    private AccessKeyAction offer() {
        return accessKeys.known().isPresent() ? AccessKeyAction.COPY : AccessKeyAction.CREATE;
    }
}
