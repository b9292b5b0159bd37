package dev.understudy.translate;

import dev.understudy.model.Part;
import dev.understudy.model.Target;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a target's name tells of the fields it takes. A name that tells nothing is taken for that
/// of a plain model.
final class ModelKind {
    private static final Pattern CLAUDE =
            Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");
    private static final Pattern OPENAI = Pattern.compile("(gpt-(?!oss)|chatgpt|o\\d).*");
    private static final Pattern OPENAI_REASONING = Pattern.compile("(o\\d|gpt-[5-9]).*");
    private static final Pattern FIRST_GPT_5 = Pattern.compile("gpt-5(?!\\.).*");
    private static final Pattern GEMINI = Pattern.compile(".*gemini-(\\d+).*");
    private static final Pattern MISTRAL =
            Pattern.compile(
                    "(open-)?(mistral|ministral|codestral|devstral|magistral|pixtral|mixtral|voxtral).*");

    /// Families of which some providers want the reasoning before a tool call sent back.
    private static final Pattern ECHOING = Pattern.compile(".*(deepseek|kimi|glm-|mimo).*");

    /// Formats of reasoning whose maker is known.
    private static final List<String> KNOWN =
            List.of(
                    Part.ANTHROPIC,
                    Part.OPENAI,
                    "azure-" + Part.OPENAI,
                    Part.GEMINI,
                    "xai-responses-v1");

    private final boolean openRouter;
    private final String name;

    ModelKind(Target target) {
        String whole = target.model().toLowerCase(Locale.ROOT);
        this.openRouter = target.provider().equals("openrouter");
        this.name = whole.substring(whole.lastIndexOf('/') + 1);
    }

    /// Whether OpenRouter is asked: it takes more than others, and leaves out by itself what a
    /// model does not take.
    boolean openRouter() {
        return openRouter;
    }

    boolean claude() {
        return name.contains("claude");
    }

    boolean mistral() {
        return MISTRAL.matcher(name).matches();
    }

    boolean gemini() {
        return GEMINI.matcher(name).matches();
    }

    /// Whether Google's model refuses tool calls in a history that do not carry its signature.
    boolean checksThoughts() {
        Matcher matcher = GEMINI.matcher(name);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) >= 3;
    }

    /// Whether the chat wire's field for how a stream ends is refused.
    boolean refusesStreamOptions() {
        return name.startsWith("command-") || name.startsWith("c4ai-");
    }

    /// Whether the reasoning before a tool call goes back as `reasoning_content`.
    boolean echoesReasoning() {
        return !openRouter && ECHOING.matcher(name).matches();
    }

    /// One of OpenAI's own, not behind OpenRouter.
    boolean openai() {
        return !openRouter && OPENAI.matcher(name).matches();
    }

    /// One of OpenAI's own that thinks, not behind OpenRouter.
    boolean openaiReasoning() {
        return !openRouter && OPENAI_REASONING.matcher(name).matches();
    }

    /// Whether OpenAI's model can be told to think next to nothing.
    boolean thinksMinimally() {
        return FIRST_GPT_5.matcher(name).matches();
    }

    /// Whether OpenAI's model can be told not to think.
    boolean thinksNotAtAll() {
        return openaiReasoning() && name.startsWith("gpt-") && !thinksMinimally();
    }

    /// Whether a model of this maker made reasoning of a format.
    boolean made(String format) {
        return switch (format) {
            case Part.ANTHROPIC -> claude();
            case Part.GEMINI -> gemini();
            case Part.OPENAI, "azure-" + Part.OPENAI -> OPENAI.matcher(name).matches();
            case "xai-responses-v1" -> name.startsWith("grok");
            default -> false;
        };
    }

    /// Whether a model of another maker made reasoning of a format for sure.
    boolean foreign(String format) {
        return KNOWN.contains(format) && !made(format);
    }

    /// Whether Anthropic's model thinks when told to; others on its wire may.
    boolean thinks() {
        return !claude() || version() >= 3.7;
    }

    /// Whether Anthropic's model thinks as much as it finds right.
    boolean adaptive() {
        return version() >= 4.6;
    }

    /// Whether Anthropic's model knows the level between `high` and `max`.
    boolean knowsExtraHigh() {
        return version() >= 4.7;
    }

    /// Whether Anthropic's model can be held to a JSON schema.
    boolean schemas() {
        return version() >= 4.5 || (version() >= 4.1 && name.contains("opus"));
    }

    /// Whether Anthropic's model takes a temperature, or anything like it.
    boolean takesSampling() {
        return version() < 4.7;
    }

    /// Whether Anthropic's model takes a temperature and a `top_p` at the same time.
    boolean takesBothSamplings() {
        return version() < 4.1;
    }

    /// The most tokens every model of Anthropic's of this age may answer with; few for a model that
    /// is not known.
    long mostTokens() {
        if (version() < 3.5) {
            return 4096;
        }
        return version() < 3.7 ? 8192 : 32_000;
    }

    /// Of Anthropic's model; 0 if it is none, and beyond all of them if the name does not tell.
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
