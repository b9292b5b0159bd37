package dev.understudy.app;

import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The models of a running gateway.
final class ModelDesk implements ModelBook {
    private static final System.Logger LOG = System.getLogger(ModelDesk.class.getName());
    private static final Duration OWN = Duration.ofDays(30);

    private final SettingsFile file;
    private final Gateway gateway;
    private final CatalogueCare care;
    private final Journal journal;
    private final InstantSource clock;
    private final Runnable takeUp;

    /// @param takeUp puts in force what the file says
    ModelDesk(Path file, Gateway gateway, InstantSource clock, Runnable takeUp) {
        this.file = new SettingsFile(file);
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
    public Undo addToChain(String chain, Target target) throws ModelBookException {
        return edit(editor -> {
            List<Chain> chains = written(editor.text());
            for (int i = 0; i < chains.size(); i++) {
                if (chains.get(i).id().equals(chain)) {
                    List<Object> path = new ArrayList<>(settingsPath(editor.text()));
                    path.addAll(List.of("chains", i, "targets"));
                    int last = chains.get(i).targets().size();
                    editor.insert(target.toString(), last, path.toArray());
                    if (!chains.get(i).weights().isEmpty()) {
                        path.set(path.size() - 1, "weights");
                        editor.insert(1, last, path.toArray());
                    }
                    return editor;
                }
            }
            throw new ModelBookException("There is no chain %s any more.".formatted(chain));
        });
    }

    @Override
    public Undo newChain(String chain, Target target) throws ModelBookException {
        return edit(editor -> {
            List<Chain> chains = written(editor.text());
            if (chains.stream().anyMatch(one -> one.id().equals(chain))) {
                throw new ModelBookException(
                        "There is a chain %s already: add the model to it, or choose another name."
                                .formatted(chain));
            }
            List<Object> path = new ArrayList<>(settingsPath(editor.text()));
            path.add("chains");
            var made = new LinkedHashMap<String, Object>();
            made.put("id", chain);
            made.put("targets", List.of(target.toString()));
            return editor.insert(made, chains.size(), path.toArray());
        });
    }

    private List<Chain> written(String text) throws ModelBookException {
        try {
            return gateway.reader().read(text).settings().chains();
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
            written(after);
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
