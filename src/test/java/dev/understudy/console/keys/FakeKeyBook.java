package dev.understudy.console.keys;

import dev.understudy.model.ApiKey;
import dev.understudy.model.KeyAccount;
import dev.understudy.model.KeyCheck;
import dev.understudy.model.KeyId;
import dev.understudy.model.KeySlot;
import dev.understudy.model.KeySlot.Condition;
import dev.understudy.vault.KeySource;
import dev.understudy.vault.VaultState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/// A key book in memory, whose providers are the test.
final class FakeKeyBook implements KeyBook {
    static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    static final Known OPENROUTER = new Known("openrouter", "OpenRouter", "sk-or-v1-");
    static final Known ANTHROPIC = new Known("anthropic", "Anthropic", "sk-ant-");
    static final Known DEEPSEEK = new Known("deepseek", "DeepSeek", "sk-");
    static final Known ALIBABA = new Known("alibaba", "Alibaba Cloud", "sk-");

    private final List<ProviderKeys> providers = new CopyOnWriteArrayList<>();
    private final Map<KeyId, ApiKey> values = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile VaultState vault = new VaultState.Open(KeySource.KEYCHAIN);
    volatile KeyCheck answer = works("12.40", "50");
    volatile Optional<CountDownLatch> hold = Optional.empty();
    volatile Optional<String> refuses = Optional.empty();
    final List<String> passphrases = new CopyOnWriteArrayList<>();

    static KeyCheck works(String left, String limit) {
        return new KeyCheck.Works(
                Optional.of(
                        new KeyAccount(
                                Optional.of(new BigDecimal(limit)),
                                Optional.of(new BigDecimal(left)),
                                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false)),
                Optional.empty(),
                Duration.ofMillis(214));
    }

    /// A desk that has been used for a while.
    FakeKeyBook filled() {
        put(
                provider("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", false),
                slot("openrouter", "main", "sk-or-v1-…4f2a", new Condition.Ready(), 2, "37.60"),
                slot("openrouter", "spare", "sk-or-v1-…9c01", new Condition.Ready(), -1, "0"));
        put(
                provider("anthropic", "Anthropic", "https://api.anthropic.com/v1", true),
                slot(
                        "anthropic",
                        "main",
                        "sk-ant-…Wm7Q",
                        new Condition.Rests(NOW.plusSeconds(42), "rate limited"),
                        0,
                        "8.02"),
                slot(
                        "anthropic",
                        "old laptop",
                        "sk-ant-…x2KA",
                        new Condition.NeedsAttention("refused 401"),
                        4320,
                        "0.004"));
        put(
                provider("groq", "Groq", "https://api.groq.com/openai/v1", false),
                slot("groq", "key-1", "gsk_…Za90", new Condition.Off(), 100, "0"),
                slot(
                        "groq",
                        "laptop",
                        "…",
                        new Condition.Missing(
                                "The environment variable GROQ_API_KEY is not set: set it, or put"
                                        + " the key into the vault."),
                        -1,
                        "0"));
        put(
                new ProviderKeys(
                        "lab", "lab", "http://127.0.0.1:11434/v1", true, false, false, List.of()));
        return this;
    }

    private static ProviderKeys provider(String id, String name, String url, boolean weighted) {
        return new ProviderKeys(id, name, url, false, true, weighted, List.of());
    }

    private static KeySlot slot(
            String provider,
            String alias,
            String hint,
            Condition condition,
            int minutesAgo,
            String spent) {
        return new KeySlot(
                new KeyId(provider, alias),
                hint,
                KeySlot.Source.VAULT,
                alias.equals("main") ? 3 : 1,
                condition,
                minutesAgo < 0
                        ? Optional.empty()
                        : Optional.of(NOW.minus(Duration.ofMinutes(minutesAgo))),
                Optional.of(BigDecimal.ZERO),
                Optional.of(new BigDecimal(spent)));
    }

    private void put(ProviderKeys provider, KeySlot... slots) {
        providers.add(with(provider, Arrays.asList(slots)));
        for (KeySlot slot : slots) {
            values.put(slot.id(), new ApiKey("sk-clear-" + slot.id().alias().replace(' ', '-')));
        }
    }

    private static ProviderKeys with(ProviderKeys p, List<KeySlot> keys) {
        return new ProviderKeys(
                p.id(), p.name(), p.baseUrl(), p.custom(), p.needsKey(), p.weighted(), keys);
    }

    List<String> aliases(String provider) {
        return providers.stream()
                .filter(p -> p.id().equals(provider))
                .flatMap(p -> p.keys().stream())
                .map(slot -> slot.id().alias())
                .toList();
    }

    String value(String provider, String alias) {
        return Objects.requireNonNull(values.get(new KeyId(provider, alias))).reveal();
    }

    void change(VaultState state) {
        vault = state;
        tell();
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private Undo edit(String provider, UnaryOperator<List<KeySlot>> change)
            throws KeyBookException {
        if (refuses.isPresent()) {
            throw new KeyBookException(refuses.get());
        }
        List<ProviderKeys> before = List.copyOf(providers);
        if (providers.stream().noneMatch(p -> p.id().equals(provider))) {
            providers.add(provider(provider, provider, "https://example.com/v1", false));
        }
        providers.replaceAll(p ->
                p.id().equals(provider) ? with(p, change.apply(new ArrayList<>(p.keys()))) : p);
        tell();
        return () -> {
            providers.clear();
            providers.addAll(before);
            tell();
        };
    }

    private static List<KeySlot> replaced(
            List<KeySlot> keys, KeyId id, UnaryOperator<KeySlot> change) {
        keys.replaceAll(slot -> slot.id().equals(id) ? change.apply(slot) : slot);
        return keys;
    }

    @Override
    public List<ProviderKeys> providers() {
        return List.copyOf(providers);
    }

    @Override
    public VaultState vault() {
        return vault;
    }

    @Override
    public Optional<String> keeper() {
        return Optional.of("GNOME Keyring");
    }

    @Override
    public List<Known> known() {
        return List.of(
                OPENROUTER,
                new Known("openai", "OpenAI", "sk-proj-"),
                ANTHROPIC,
                new Known("google", "Google", "AIza"),
                new Known("mistral", "Mistral", ""),
                DEEPSEEK,
                new Known("groq", "Groq", "gsk_"),
                new Known("xai", "xAI", "xai-"),
                new Known("together", "Together", ""),
                ALIBABA);
    }

    @Override
    public List<Known> recognise(String key) {
        if (key.startsWith("sk-or-v1-")) {
            return List.of(OPENROUTER);
        }
        return key.startsWith("sk-") ? List.of(DEEPSEEK, ALIBABA) : List.of();
    }

    @Override
    public Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public KeyCheck check(String provider, ApiKey key) throws InterruptedException {
        return answered();
    }

    @Override
    public KeyCheck check(KeyId key) throws InterruptedException {
        return answered();
    }

    private KeyCheck answered() throws InterruptedException {
        if (hold.isPresent()) {
            hold.get().await();
        }
        return answer;
    }

    @Override
    public KeyCheck reach(String baseUrl, Optional<ApiKey> key) throws InterruptedException {
        return answered();
    }

    @Override
    public Undo add(String provider, String alias, ApiKey key) throws KeyBookException {
        Undo undo =
                edit(
                        provider,
                        keys -> {
                            keys.add(
                                    slot(
                                            provider,
                                            alias,
                                            "sk-…" + key.hint(),
                                            new Condition.Ready(),
                                            -1,
                                            "0"));
                            return keys;
                        });
        values.put(new KeyId(provider, alias), key);
        return undo;
    }

    @Override
    public Undo rotate(KeyId key, ApiKey value) throws KeyBookException {
        ApiKey before = Objects.requireNonNull(values.get(key));
        Undo undo =
                edit(
                        key.provider(),
                        keys -> replaced(keys, key, s -> with(s, new Condition.Ready())));
        values.put(key, value);
        return () -> {
            undo.undo();
            values.put(key, before);
        };
    }

    private static KeySlot with(KeySlot s, Condition condition) {
        return new KeySlot(
                s.id(),
                s.hint(),
                s.source(),
                s.weight(),
                condition,
                s.lastUsed(),
                s.spentToday(),
                s.spentThisMonth());
    }

    @Override
    public Undo remove(KeyId key) throws KeyBookException {
        return edit(
                key.provider(), keys -> keys.stream().filter(s -> !s.id().equals(key)).toList());
    }

    @Override
    public Undo rename(KeyId key, String alias) throws KeyBookException {
        return edit(
                key.provider(),
                keys ->
                        replaced(
                                keys,
                                key,
                                s ->
                                        new KeySlot(
                                                new KeyId(key.provider(), alias),
                                                s.hint(),
                                                s.source(),
                                                s.weight(),
                                                s.condition(),
                                                s.lastUsed(),
                                                s.spentToday(),
                                                s.spentThisMonth())));
    }

    @Override
    public Undo move(KeyId key, int place) throws KeyBookException {
        return edit(
                key.provider(),
                keys -> {
                    int from = keys.stream().map(KeySlot::id).toList().indexOf(key);
                    Collections.rotate(
                            keys.subList(Math.min(from, place), Math.max(from, place) + 1),
                            from < place ? -1 : 1);
                    return keys;
                });
    }

    @Override
    public Undo weigh(KeyId key, int weight) throws KeyBookException {
        return edit(
                key.provider(),
                keys ->
                        replaced(
                                keys,
                                key,
                                s ->
                                        new KeySlot(
                                                s.id(),
                                                s.hint(),
                                                s.source(),
                                                weight,
                                                s.condition(),
                                                s.lastUsed(),
                                                s.spentToday(),
                                                s.spentThisMonth())));
    }

    @Override
    public Undo enable(KeyId key, boolean on) throws KeyBookException {
        return edit(
                key.provider(),
                keys ->
                        replaced(
                                keys,
                                key,
                                s -> with(s, on ? new Condition.Ready() : new Condition.Off())));
    }

    @Override
    public Undo addProvider(String id, String baseUrl, Optional<ApiKey> key)
            throws KeyBookException {
        Undo undo = edit(id, keys -> keys);
        providers.replaceAll(p ->
                p.id().equals(id)
                        ? new ProviderKeys(id, id, baseUrl, true, false, false, p.keys())
                        : p);
        tell();
        return undo;
    }

    @Override
    public ApiKey reveal(KeyId key) throws KeyBookException {
        if (refuses.isPresent()) {
            throw new KeyBookException(refuses.get());
        }
        return Objects.requireNonNull(values.get(key));
    }

    @Override
    public List<Found> inEnvironment() {
        return List.of(
                new Found(
                        "OPENROUTER_API_KEY",
                        Optional.of(OPENROUTER),
                        "sk-or-v1-…1b7d",
                        false,
                        new ApiKey("sk-or-v1-0000")),
                new Found(
                        "ANTHROPIC_API_KEY",
                        Optional.of(ANTHROPIC),
                        "sk-ant-…Wm7Q",
                        true,
                        new ApiKey("sk-ant-0000")),
                new Found(
                        "STRIPE_SECRET_KEY",
                        Optional.empty(),
                        "…",
                        false,
                        new ApiKey("sk_live_0000")));
    }

    @Override
    public List<Found> inFile(Path file) {
        return List.of();
    }

    @Override
    public Undo take(List<Found> found) throws KeyBookException {
        Undo last = () -> {};
        for (Found one : found) {
            last = add(one.provider().orElseThrow().id(), "imported", one.value());
        }
        return last;
    }

    @Override
    public void useKeychain() throws KeyBookException {
        if (refuses.isPresent()) {
            throw new KeyBookException(refuses.get());
        }
        change(new VaultState.Open(KeySource.KEYCHAIN));
    }

    @Override
    public void usePassphrase(char[] passphrase) {
        passphrases.add(new String(passphrase));
        Arrays.fill(passphrase, '\0');
        change(new VaultState.Open(KeySource.PASSPHRASE));
    }

    @Override
    public void lock() {
        change(new VaultState.Locked(KeySource.KEYCHAIN));
    }

    @Override
    public void restore() {
        change(new VaultState.Open(KeySource.KEYCHAIN));
    }

    @Override
    public void setAside() {
        change(new VaultState.Absent());
    }
}
