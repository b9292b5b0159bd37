package dev.understudy.catalog;

import dev.understudy.catalog.CatalogueSync.Wanted;
import dev.understudy.model.ListReply;
import dev.understudy.model.ListReply.Validators;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// What many providers answer, asked at the same time.
record Replies(ModelSource source) {
    /// Waits for all of them; an interrupt ends all.
    Map<Wanted, ListReply> to(List<Wanted> wanted, Function<Wanted, Validators> known)
            throws InterruptedException {
        var replies = new LinkedHashMap<Wanted, ListReply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var running = new LinkedHashMap<Wanted, Future<ListReply>>();
                for (Wanted list : wanted) {
                    running.put(
                            list,
                            threads.submit(() ->
                                    source.get(list.provider(), list.path(), known.apply(list))));
                }
                for (var one : running.entrySet()) {
                    replies.put(one.getKey(), one.getValue().get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return replies;
    }
}
