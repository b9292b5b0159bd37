package dev.understudy.translate;

import java.nio.charset.StandardCharsets;

/// Ids of tool calls in the shapes that providers insist on: the same id always becomes the same.
final class ToolIds {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int MISTRALS = 9;
    private static final int OPENAIS_MOST = 40;
    private static final int ANTHROPICS_MOST = 64;

    private ToolIds() {}

    /// As a target of the chat-completions wire takes it.
    static String chat(String id, ModelKind kind) {
        if (kind.mistral()) {
            return mistral(id);
        }
        return kind.openai() && id.length() > OPENAIS_MOST ? cut(id, OPENAIS_MOST) : id;
    }

    /// As Anthropic takes it: letters, digits, `_` and `-`.
    static String anthropic(String id) {
        String clean = id.replaceAll("[^A-Za-z0-9_-]", "_");
        if (clean.isEmpty()) {
            return "toolu_0";
        }
        return clean.length() > ANTHROPICS_MOST ? cut(clean, ANTHROPICS_MOST) : clean;
    }

    /// Nine letters or digits.
    private static String mistral(String id) {
        if (id.length() == MISTRALS && id.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
            return id;
        }
        return hash(id);
    }

    private static String cut(String id, int most) {
        return id.substring(0, most - MISTRALS - 1) + "_" + hash(id);
    }

    private static String hash(String id) {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        var text = new StringBuilder(MISTRALS);
        for (int i = 0; i < MISTRALS; i++) {
            text.append(LETTERS.charAt((int) Long.remainderUnsigned(hash, LETTERS.length())));
            hash = Long.divideUnsigned(hash, LETTERS.length());
        }
        return text.toString();
    }
}
