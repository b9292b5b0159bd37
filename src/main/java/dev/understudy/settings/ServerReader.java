package dev.understudy.settings;

import dev.understudy.model.GatewaySettings.Access;
import dev.understudy.model.GatewaySettings.ServerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads `server`.
final class ServerReader {
    private static final Set<String> SERVER =
            Set.of(
                    "host",
                    "port",
                    "access",
                    "max_request_bytes",
                    "allowed_hosts",
                    "allowed_origins");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private ServerReader() {}

    static ServerSettings read(Fields root) {
        ServerSettings standard = ServerSettings.STANDARD;
        return root.within("server", SERVER)
                .map(fields -> {
                    String host = fields.text("host").orElse(standard.host());
                    Access access =
                            fields.word(
                                            "access",
                                            Map.of(
                                                    "required", Access.REQUIRED,
                                                    "open", Access.OPEN))
                                    .orElse(standard.access());
                    if (access == Access.OPEN && !LOOPBACK.contains(host)) {
                        fields.problem(
                                "access", "open is for 127.0.0.1 only: others need an access key");
                    }
                    return new ServerSettings(
                            host,
                            fields.number("port", standard.port(), 0, 65535),
                            access,
                            fields.number(
                                    "max_request_bytes",
                                    standard.maxRequestBytes(),
                                    1024,
                                    1024 * 1024 * 1024),
                            lower(fields.texts("allowed_hosts")),
                            fields.texts("allowed_origins"));
                })
                .orElse(standard);
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }
}
