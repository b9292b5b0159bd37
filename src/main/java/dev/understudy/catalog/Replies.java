package dev.understudy.catalog;

import dev.understudy.model.ListReply;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What many providers answer, asked at the same time.
record Replies(ModelSource source) {
    /// Asks once.
    @FunctionalInterface
    interface Question<T> {
        ListReply ask(T subject, ModelSource source) throws InterruptedException;
    }

    /// Waits for all of them; an interrupt ends all.
    <T> Map<T, ListReply> to(Collection<T> subjects, Question<T> question)
            throws InterruptedException {
        var replies = new LinkedHashMap<T, ListReply>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                var running = new LinkedHashMap<T, Future<ListReply>>();
                for (T subject : subjects) {
                    running.put(subject, threads.submit(() -> question.ask(subject, source)));
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
