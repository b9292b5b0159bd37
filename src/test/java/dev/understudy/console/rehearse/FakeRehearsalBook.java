package dev.understudy.console.rehearse;

import dev.understudy.client.PlayClient;
import dev.understudy.console.ui.Undo;
import dev.understudy.model.RehearsalCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Tests in memory, and a gateway that goes as a test says.
public final class FakeRehearsalBook implements RehearsalBook {
    final Script script = new Script();
    final List<RehearsalCase> kept = Collections.synchronizedList(new ArrayList<>());
    volatile Optional<String> problem = Optional.empty();

    @Override
    public PlayClient client() {
        return script;
    }

    @Override
    public List<RehearsalCase> kept() throws RehearsalBookException {
        if (problem.isPresent()) {
            throw new RehearsalBookException(problem.get(), new IOException());
        }
        return List.copyOf(kept);
    }

    @Override
    public Undo keep(RehearsalCase test) {
        kept.add(test);
        return () -> kept.remove(test);
    }

    @Override
    public Undo remove(RehearsalCase test) {
        int place = kept.indexOf(test);
        kept.remove(place);
        return () -> kept.add(place, test);
    }

    @Override
    public Path file() {
        return Path.of("rehearsals.yaml");
    }
}
