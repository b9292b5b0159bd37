package dev.understudy.app;

import dev.understudy.journal.Archive;
import dev.understudy.model.Trace;
import java.util.Optional;
import java.util.function.Consumer;

/// An archive that tells of each trace it has been given.
record ToldArchive(Archive archive, Consumer<Trace> told) implements Archive {
    @Override
    public void keep(Trace trace) {
        archive.keep(trace);
        told.accept(trace);
    }

    @Override
    public Optional<Trace> find(String id) {
        return archive.find(id);
    }
}
