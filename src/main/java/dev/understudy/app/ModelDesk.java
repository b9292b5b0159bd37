package dev.understudy.app;

import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.console.models.ModelBook;
import dev.understudy.console.models.ModelBookException;
import dev.understudy.console.ui.Undo;
import dev.understudy.journal.Journal;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Sync;
import dev.understudy.model.Provider;
import dev.understudy.model.Target;
import dev.understudy.settings.InvalidSettingsException;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsEditor;
import dev.understudy.settings.SettingsFile;
import dev.understudy.settings.WrittenSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The models of a running gateway.
final class ModelDesk implements ModelBook {
    private static final System.Logger LOG = System.getLogger(ModelDesk.class.getName());
    private static final Duration OWN = Duration.ofDays(30);

    private final SettingsFile file;
    private final ChainsFile chains;
    private final Gateway gateway;
    private final CatalogueCare care;
    private final Journal journal;
    private final InstantSource clock;
    private final Runnable takeUp;

    /// @param chains of the same file
    /// @param takeUp puts in force what the file says
    ModelDesk(Path file, ChainsFile chains, Gateway gateway, InstantSource clock, Runnable takeUp) {
        this.file = new SettingsFile(file);
        this.chains = chains;
        this.gateway = gateway;
        this.care = gateway.catalogue();
        this.journal = gateway.journal();
        this.clock = clock;
        this.takeUp = takeUp;
    }

    @Override
    public Models read() {
        return models(care.stock());
    }

    @Override
    public Models sync() throws InterruptedException {
        return models(care.sync());
    }

    private Models models(Stock stock) {
        GatewaySettings settings = gateway.settings();
        return new Models(
                stock,
                settings.providers().stream()
                        .filter(provider -> provider.standing() != Provider.Standing.DISABLED)
                        .filter(provider -> !provider.needsKey() || !provider.keys().isEmpty())
                        .map(Provider::id)
                        .collect(Collectors.toUnmodifiableSet()),
                own(),
                chains(settings),
                settings.chains().stream().map(Chain::id).toList(),
                settings.catalogue() == Sync.DAILY);
    }

    private Map<Target, TargetUse> own() {
        try {
            return journal.targetUse(clock.instant().minus(OWN)).stream()
                    .collect(Collectors.toMap(TargetUse::target, Function.identity()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "how requests went is not known now", e);
            return Map.of();
        }
    }

    private Map<Target, List<String>> chains(GatewaySettings settings) {
        var chains = new HashMap<Target, List<String>>();
        for (Chain chain : settings.chains()) {
            for (Target target : gateway.targets(chain.id())) {
                chains.computeIfAbsent(target, _ -> new ArrayList<>()).add(chain.id());
            }
        }
        return chains;
    }

    @Override
    public EndpointList endpoints(Target target) {
        return care.endpoints(target);
    }

    @Override
    public EndpointList askEndpoints(Target target) throws InterruptedException {
        return care.askEndpoints(target);
    }

    @Override
    public Undo syncDaily(boolean daily) throws ModelBookException {
        return edit(editor -> {
            List<Object> path = new ArrayList<>(settingsPath(editor.text()));
            path.add("catalogue_sync");
            return daily ? editor.set("daily", path.toArray()) : editor.remove(path.toArray());
        });
    }

    @Override
    public Undo addToChain(String chain, Target target)
            throws ModelBookException, InterruptedException {
        try {
            int last =
                    chains.read().chains().stream()
                            .filter(one -> one.id().equalsIgnoreCase(chain))
                            .findFirst()
                            .map(one -> one.steps().size())
                            .orElse(0);
            return change(new ChainEdit.Insert(chain, last, List.of(target.toString())));
        } catch (ChainBookException e) {
            throw new ModelBookException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Undo newChain(String chain, Target target)
            throws ModelBookException, InterruptedException {
        try {
            return change(new ChainEdit.Create(chain, List.of(target.toString())));
        } catch (ChainBookException e) {
            throw new ModelBookException(String.valueOf(e.getMessage()), e);
        }
    }

    private Undo change(ChainEdit edit) throws ChainBookException, InterruptedException {
        String after = chains.change(edit).text();
        takeUp.run();
        return () -> {
            chains.undo(after);
            takeUp.run();
        };
    }

    private void check(String text) throws ModelBookException {
        try {
            var _ = gateway.reader().read(text);
        } catch (InvalidSettingsException e) {
            throw new ModelBookException(
                    "The file cannot be used as it stands: " + e.problems().getFirst(), e);
        }
    }

    private static List<Object> settingsPath(String text) throws SettingsEditException {
        return WrittenSettings.read(text, List.of()).path();
    }

    private interface Edit {
        SettingsEditor in(SettingsEditor editor) throws SettingsEditException, ModelBookException;
    }

    private Undo edit(Edit edit) throws ModelBookException {
        try {
            String before = file.read();
            String after = edit.in(new SettingsEditor(before)).text();
            check(after);
            file.save(before, after);
            takeUp.run();
            return () -> {
                file.save(after, before);
                takeUp.run();
            };
        } catch (SettingsEditException | IOException e) {
            throw new ModelBookException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Runnable onSync(Runnable listener) {
        return care.onSync(_ -> listener.run());
    }
}
