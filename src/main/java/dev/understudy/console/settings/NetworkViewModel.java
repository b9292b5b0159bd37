package dev.understudy.console.settings;

import dev.understudy.console.settings.NetworkBook.Network;
import dev.understudy.console.settings.NetworkBook.Place;
import dev.understudy.console.ui.Changes;
import dev.understudy.console.ui.Jobs;
import dev.understudy.console.ui.Later;
import dev.understudy.console.ui.Texts;
import dev.understudy.model.WayCheck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// How providers are reached: what is written, and what a test of it found. Owned by the UI thread.
public final class NetworkViewModel {
    private final NetworkBook book;
    private final Jobs jobs;
    private final Texts texts;
    private final Changes changes;
    private final ReadOnlyObjectWrapper<Network> written =
            new ReadOnlyObjectWrapper<>(Network.STANDARD);
    private final ReadOnlyObjectWrapper<Optional<WayCheck>> found =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper testing = new ReadOnlyBooleanWrapper();
    private Optional<Future<?>> test = Optional.empty();

    public NetworkViewModel(NetworkBook book, Jobs jobs, Later later, Texts texts) {
        this.book = book;
        this.jobs = jobs;
        this.texts = texts;
        this.changes = new Changes(jobs, later);
        look();
    }

    Changes changes() {
        return changes;
    }

    /// What the settings say.
    ReadOnlyObjectProperty<Network> writtenProperty() {
        return written.getReadOnlyProperty();
    }

    /// What the latest test found; empty before, and after a change.
    ReadOnlyObjectProperty<Optional<WayCheck>> foundProperty() {
        return found.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty testingProperty() {
        return testing.getReadOnlyProperty();
    }

    List<Place> places() {
        return book.places();
    }

    /// Reads the settings again.
    void look() {
        var _ = jobs.run(book::read, written::set, changes::say);
    }

    /// @param password blank for none that is new
    void save(Network network, String password) {
        Optional<char[]> fresh =
                password.isEmpty() ? Optional.empty() : Optional.of(password.toCharArray());
        changes.make(
                () -> book.write(network, fresh),
                undo -> {
                    found.set(Optional.empty());
                    look();
                    changes.made(texts.get("network.saved"), undo, this::look);
                });
    }

    void test(Place place) {
        found.set(Optional.empty());
        testing.set(true);
        test =
                Optional.of(
                        jobs.run(
                                () -> book.test(place.id()),
                                check -> {
                                    if (testing.get()) {
                                        testing.set(false);
                                        found.set(Optional.of(check));
                                    }
                                },
                                e -> {
                                    testing.set(false);
                                    changes.say(e);
                                }));
    }

    void cancelTest() {
        test.ifPresent(running -> running.cancel(true));
        testing.set(false);
    }
}
