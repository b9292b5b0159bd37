package dev.understudy.console.access;

import dev.understudy.model.AccessTerms;
import dev.understudy.model.AccessTerms.Budget;
import dev.understudy.model.AccessTerms.Period;
import dev.understudy.model.AccessTerms.Rate;
import dev.understudy.model.AccessTerms.Scope;
import dev.understudy.model.AccessTerms.Spent;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// An access book in memory.
final class FakeAccessBook implements AccessBook {
    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final List<Entry> keys = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile boolean open;
    volatile Optional<Visitor> visitor = Optional.empty();
    volatile Optional<String> refuses = Optional.empty();

    FakeAccessBook filled() {
        keys.add(
                entry(
                        "ak_1",
                        "Claude Code",
                        new AccessTerms(
                                new Scope(List.of(), List.of("support"), List.of(), false),
                                Optional.empty(),
                                new Rate(Optional.of(60), Optional.empty()),
                                Optional.of(
                                        new Budget(
                                                new BigDecimal("5"), Period.DAY, Spent.DEGRADE))),
                        Optional.of(NOW.minusSeconds(20)),
                        "claude-cli/2.1",
                        "1.87"));
        keys.add(
                entry(
                        "ak_2",
                        "nightly tests",
                        new AccessTerms(
                                new Scope(
                                        List.of("sandbox:*"), List.of(), List.of("sandbox"), true),
                                Optional.of(NOW.plus(Duration.ofDays(30))),
                                Rate.UNBOUNDED,
                                Optional.empty()),
                        Optional.of(NOW.minus(Duration.ofHours(9))),
                        "openai-java/4.6",
                        "0"));
        keys.add(
                entry(
                        "ak_3",
                        "intern's notebook",
                        new AccessTerms(
                                Scope.ALL,
                                Optional.empty(),
                                new Rate(Optional.empty(), Optional.of(20_000)),
                                Optional.of(
                                        new Budget(
                                                new BigDecimal("20"), Period.MONTH, Spent.STOP))),
                        Optional.of(NOW.minus(Duration.ofDays(2))),
                        "python-requests/2.32",
                        "20.01"));
        keys.add(
                entry(
                        "ak_4",
                        "old laptop",
                        new AccessTerms(
                                Scope.ALL,
                                Optional.of(NOW.minus(Duration.ofDays(1))),
                                Rate.UNBOUNDED,
                                Optional.empty()),
                        Optional.empty(),
                        "",
                        "0"));
        return this;
    }

    private static Entry entry(
            String id,
            String name,
            AccessTerms terms,
            Optional<Instant> last,
            String client,
            String spent) {
        return new Entry(id, name, NOW, terms, last, client, 3, new BigDecimal(spent));
    }

    /// The first request of a key's program.
    void ask(String name) {
        keys.replaceAll(key ->
                key.name().equals(name)
                        ? entry(
                                key.id(),
                                name,
                                key.terms(),
                                Optional.of(NOW.plusSeconds(1)),
                                "curl/8.9",
                                "0")
                        : key);
        tell();
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public Optional<Visitor> visitor() {
        return visitor;
    }

    void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<Entry> keys() {
        return List.copyOf(keys);
    }

    @Override
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Created create(String name, AccessTerms terms) throws IOException {
        refuse();
        Entry made = entry("ak_" + name, name, terms, Optional.empty(), "", "0");
        keys.add(made);
        tell();
        return new Created(made, "us-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");
    }

    private void refuse() throws IOException {
        if (refuses.isPresent()) {
            throw new IOException(refuses.get());
        }
    }

    @Override
    public void change(String id, String name, AccessTerms terms) throws IOException {
        refuse();
        keys.replaceAll(key ->
                key.id().equals(id)
                        ? entry(
                                id,
                                name,
                                terms,
                                key.lastUsed(),
                                key.client(),
                                key.spent().toPlainString())
                        : key);
        tell();
    }

    @Override
    public Undo revoke(String id) throws IOException {
        refuse();
        List<Entry> before = List.copyOf(keys);
        keys.removeIf(key -> key.id().equals(id));
        tell();
        return () -> {
            keys.clear();
            keys.addAll(before);
            tell();
        };
    }

    @Override
    public Optional<URI> address() {
        return Optional.of(URI.create("http://127.0.0.1:4141/v1"));
    }

    @Override
    public Names names() {
        return new Names(List.of("support"), List.of("openrouter", "anthropic"));
    }
}
