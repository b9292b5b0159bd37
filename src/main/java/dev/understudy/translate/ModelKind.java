package dev.understudy.translate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a model's name tells of the fields it takes. A name that tells nothing is taken for that of
/// a plain model.
final class ModelKind {
    private static final Pattern CLAUDE =
            Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");
    private static final Pattern OPENAI = Pattern.compile("(gpt-|chatgpt|o\\d).*");
    private static final Pattern OPENAI_REASONING = Pattern.compile("(o\\d|gpt-[5-9]).*");

    private final String name;

    ModelKind(String name) {
        this.name = name.toLowerCase(Locale.ROOT);
    }

    /// Whether the name has an author in front, as routers use it.
    boolean routed() {
        return name.contains("/");
    }

    boolean claude() {
        return name.contains("claude");
    }

    boolean deepseek() {
        return name.contains("deepseek");
    }

    /// One of OpenAI's own, asked for by its plain name.
    boolean openai() {
        return OPENAI.matcher(name).matches();
    }

    /// One of OpenAI's that thinks.
    boolean openaiReasoning() {
        return OPENAI_REASONING.matcher(name).matches();
    }

    /// Whether Anthropic's model thinks as much as it finds right.
    boolean adaptive() {
        return version() >= 4.6;
    }

    /// Whether Anthropic's model can be held to a JSON schema.
    boolean schemas() {
        return version() >= 4.5 || (version() >= 4.1 && name.contains("opus"));
    }

    /// Whether Anthropic's model takes a temperature and a `top_p` at the same time.
    boolean takesBothSamplings() {
        return version() < 4.1;
    }

    private double version() {
        if (!claude()) {
            return 0;
        }
        Matcher matcher = CLAUDE.matcher(name);
        if (!matcher.find()) {
            return 99;
        }
        String minor = matcher.group(2);
        return Integer.parseInt(matcher.group(1))
                + (minor == null ? 0 : Integer.parseInt(minor) / 10.0);
    }
}
