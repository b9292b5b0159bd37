package dev.understudy.console.models;

import dev.understudy.catalog.EndpointList;
import dev.understudy.catalog.Stock;
import dev.understudy.console.ui.Undo;
import dev.understudy.journal.TargetUse;
import dev.understudy.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The models there are, as people look through them.
///
/// All may wait for the disk or the network: it is called in the background, and an interrupt ends
/// it. Thread-safe.
public interface ModelBook {
    /// What is there without asking anybody.
    Models read() throws InterruptedException;

    /// Asks the providers for their models; what cannot be had stays as it was and says why.
    Models sync() throws InterruptedException;

    /// Where a model is served, as told last.
    EndpointList endpoints(Target target);

    /// Asks where a model is served; what was told last stays, if that fails.
    EndpointList askEndpoints(Target target) throws InterruptedException;

    /// Has the models synced once a day, or no more.
    Undo syncDaily(boolean daily) throws ModelBookException;

    /// Puts a model behind the last step of a chain.
    Undo addToChain(String chain, Target target) throws ModelBookException, InterruptedException;

    /// Makes a chain of one model.
    Undo newChain(String chain, Target target) throws ModelBookException, InterruptedException;

    /// Tells when models have been synced by others, on any thread.
    ///
    /// @return tells no more
    Runnable onSync(Runnable listener);

    /// The models, and what this machine has to do with them.
    ///
    /// @param callable the providers that can be asked
    /// @param own how requests from here went
    /// @param chains what chains use, by the target
    /// @param chainNames all chains
    /// @param daily whether they are synced once a day
    /// @param mayAsk whether OpenRouter may be asked without being told to
    record Models(
            Stock stock,
            Set<String> callable,
            Map<Target, TargetUse> own,
            Map<Target, List<String>> chains,
            List<String> chainNames,
            boolean daily,
            boolean mayAsk) {
        public Models {
            callable = Set.copyOf(callable);
            own = Map.copyOf(own);
            chains = Map.copyOf(chains);
            chainNames = List.copyOf(chainNames);
        }
    }
}
