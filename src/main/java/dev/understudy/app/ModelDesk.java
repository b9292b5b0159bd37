package dev.understudy.app;

import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
import dev.understudy.console.chains.ChainBookException;
import dev.understudy.console.chains.ChainEdit;
import dev.understudy.console.models.ModelBook;
import dev.understudy.console.models.ModelBookException;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.Chain;
import dev.understudy.model.GatewaySettings;
import dev.understudy.model.GatewaySettings.Sync;
import dev.understudy.model.Target;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The models of a running gateway.
final class ModelDesk implements ModelBook {
    private final SettingsChange file;
    private final ChainsFile chains;
    private final Gateway gateway;
    private final CatalogueCare care;
    private final PastUse past;
    private final Runnable takeUp;

    /// @param chains of the same file
    /// @param takeUp puts in force what the file says
    ModelDesk(Path file, ChainsFile chains, Gateway gateway, InstantSource clock, Runnable takeUp) {
        this.file = new SettingsChange(new SettingsFile(file), gateway.reader(), takeUp);
        this.chains = chains;
        this.gateway = gateway;
        this.care = gateway.catalogue();
        this.past = new PastUse(gateway.journal(), clock);
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
                settings.callable(),
                past.ofTargets(),
                chains(settings),
                settings.chains().stream().map(Chain::id).toList(),
                settings.catalogue() == Sync.DAILY,
                care.mayAsk(stock));
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
        return care.served().known(target);
    }

    @Override
    public EndpointList askEndpoints(Target target) throws InterruptedException {
        return care.served().ask(List.of(target)).getOrDefault(target, EndpointList.UNKNOWN);
    }

    @Override
    public Undo syncDaily(boolean daily) throws ModelBookException {
        try {
            return file.make((editor, root) -> {
                Object[] path = SettingsChange.path(root, "catalogue_sync");
                if (daily) {
                    editor.set("daily", path);
                } else {
                    editor.remove(path);
                }
            });
        } catch (SettingsEditException | IOException e) {
            throw new ModelBookException(String.valueOf(e.getMessage()), e);
        }
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

    @Override
    public Runnable onSync(Runnable listener) {
        return care.onSync(_ -> listener.run());
    }
}
