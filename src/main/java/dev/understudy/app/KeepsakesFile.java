package dev.understudy.app;

import dev.understudy.console.ui.Keepsakes;
import dev.understudy.settings.SettingsEditException;
import dev.understudy.settings.SettingsFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keepsakes in a JSON file. One that cannot be read counts as empty, and is written anew only when
/// there is something to keep.
final class KeepsakesFile implements Keepsakes {
    private static final System.Logger LOG = System.getLogger(KeepsakesFile.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SettingsFile file;
    private final Executor background;
    private final Object writing = new Object();
    private final ObjectNode kept; // guarded by this

    /// @param background where it is written
    KeepsakesFile(Path path, Executor background) {
        this.file = new SettingsFile(path);
        this.background = background;
        this.kept = read();
    }

    private ObjectNode read() {
        try {
            String text = file.read();
            return !text.isBlank() && JSON.readTree(text) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
        } catch (IOException | JacksonException e) {
            LOG.log(Level.WARNING, "what the console kept cannot be read", e);
            return JsonNodeFactory.instance.objectNode();
        }
    }

    @Override
    public synchronized List<String> list(String name) {
        return kept.path(name)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public void put(String name, List<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        put(name, array);
    }

    @Override
    public synchronized Map<String, String> texts(String name) {
        var texts = new TreeMap<String, String>();
        kept.path(name)
                .forEachEntry((key, value) -> {
                    if (value.isString()) {
                        texts.put(key, value.asString());
                    }
                });
        return texts;
    }

    @Override
    public void put(String name, Map<String, String> texts) {
        var object = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(texts).forEach(object::put);
        put(name, object);
    }

    private void put(String name, JsonNode value) {
        synchronized (this) {
            if (value.equals(kept.get(name))) {
                return;
            }
            kept.set(name, value);
        }
        background.execute(this::write);
    }

    private void write() {
        synchronized (writing) {
            try {
                file.save(file.read(), text());
            } catch (IOException | SettingsEditException e) {
                LOG.log(Level.WARNING, "what the console keeps cannot be written", e);
            }
        }
    }

    private synchronized String text() {
        return kept.toPrettyString() + "\n";
    }
}
