package dev.understudy.settings;

import dev.understudy.model.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way to providers as a settings file writes it, right or wrong. Empty texts are not written.
///
/// @param proxy `system`, `none`, or an address
/// @param password a placeholder; a password in clear is never shown, and stays if it is not
///   changed
/// @param exceptions what is called without the proxy
/// @param trust `bundled`, `system`, or a file
public record WrittenNetwork(
        String proxy, String user, String password, List<String> exceptions, String trust) {
    private static final String SECTION = "network";

    public WrittenNetwork {
        exceptions = List.copyOf(exceptions);
    }

    /// Reads a file's text.
    ///
    /// @throws SettingsEditException if it is not YAML
    public static WrittenNetwork read(String text) throws SettingsEditException {
        try {
            Node settings =
                    PolicyDocument.in(YamlDocument.read(text), new ArrayList<>(), new ArrayList<>())
                            .node();
            Node network = WrittenSettings.at(settings, SECTION);
            return new WrittenNetwork(
                    text(network, "proxy"),
                    text(network, "user"),
                    text(network, "password"),
                    WrittenSettings.items(network, "no_proxy").stream()
                            .filter(Node.Scalar.class::isInstance)
                            .map(item -> ((Node.Scalar) item).text())
                            .toList(),
                    text(network, "trust"));
        } catch (InvalidSettingsException e) {
            throw new SettingsEditException(
                    "the file is not YAML as it stands: " + e.getMessage(), e);
        }
    }

    private static String text(Node network, String key) {
        return WrittenSettings.text(network, key).orElse("");
    }

    /// What the password stands for; empty if there is none.
    public Optional<KeyOrigin> secret() {
        return password.isEmpty() ? Optional.empty() : Optional.of(Placeholders.origin(password));
    }

    /// A file's text with this in the place of what it says of the network.
    ///
    /// @throws SettingsEditException if that cannot be written there
    public String in(String text) throws SettingsEditException {
        List<Object> path = new ArrayList<>(WrittenSettings.read(text, List.<Provider>of()).path());
        path.add(SECTION);
        var editor = new SettingsEditor(text);
        Map<String, Object> fields = fields();
        if (fields.values().stream().allMatch(WrittenNetwork::isNothing)) {
            return editor.remove(path.toArray()).text();
        }
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            List<Object> place = new ArrayList<>(path);
            place.add(field.getKey());
            if (isNothing(field.getValue())) {
                editor.remove(place.toArray());
            } else {
                editor.set(field.getValue(), place.toArray());
            }
        }
        return editor.text();
    }

    private Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("proxy", proxy);
        fields.put("user", user);
        fields.put("password", password);
        fields.put("no_proxy", exceptions);
        fields.put("trust", trust);
        return fields;
    }

    private static boolean isNothing(Object value) {
        return value.equals("") || value.equals(List.of());
    }

    /// Tells nothing of the password, which may be in clear.
    @Override
    public String toString() {
        return "WrittenNetwork[%s, %s]".formatted(proxy, trust);
    }
}
