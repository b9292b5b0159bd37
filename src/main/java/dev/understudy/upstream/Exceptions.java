package dev.understudy.upstream;

import dev.understudy.model.OwnNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is called without the proxy, as `NO_PROXY` is written.
final class Exceptions {
    private final List<String> rules;

    Exceptions(List<String> rules) {
        this.rules = rules.stream().map(rule -> rule.toLowerCase(Locale.ROOT)).toList();
    }

    boolean hold(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        Optional<InetAddress> address = OwnNetwork.literal(name);
        return rules.stream()
                .anyMatch(rule ->
                        rule.equals("*")
                                || address.map(a -> inRange(a, rule))
                                        .orElseGet(() -> below(name, rule)));
    }

    private static boolean below(String name, String rule) {
        String suffix = rule.startsWith("*.") ? rule.substring(2) : rule.replaceFirst("^\\.", "");
        return !suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix));
    }

    private static boolean inRange(InetAddress address, String rule) {
        String[] parts = rule.split("/", 2);
        Optional<InetAddress> range = OwnNetwork.literal(parts[0]);
        if (range.isEmpty()) {
            return false;
        }
        byte[] own = address.getAddress();
        byte[] other = range.get().getAddress();
        return own.length == other.length && agree(own, other, bits(parts, own.length * 8));
    }

    private static int bits(String[] parts, int all) {
        try {
            return parts.length < 2 ? all : Math.clamp(Integer.parseInt(parts[1]), 0, all);
        } catch (NumberFormatException _) {
            return all;
        }
    }

    private static boolean agree(byte[] own, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            if (((own[i / 8] ^ other[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
