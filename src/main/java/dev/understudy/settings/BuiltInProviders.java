package dev.understudy.settings;

import dev.understudy.model.Provider;
import java.net.URI;
import java.util.List;

/// The services that need nothing but a key, and the usual servers on this machine.
public final class BuiltInProviders {
    private BuiltInProviders() {}

    /// All of them, without keys.
    public static List<Provider> all() {
        return List.of(
                cloud(
                        "openrouter",
                        "OpenRouter",
                        "https://openrouter.ai/api/v1",
                        List.of("open-router"),
                        "OPENROUTER_API_KEY"),
                cloud(
                        "openai",
                        "OpenAI",
                        "https://api.openai.com/v1",
                        List.of("open-ai"),
                        "OPENAI_API_KEY"),
                cloud(
                        "anthropic",
                        "Anthropic",
                        "https://api.anthropic.com/v1",
                        List.of(),
                        "ANTHROPIC_API_KEY"),
                cloud(
                        "google",
                        "Google",
                        "https://generativelanguage.googleapis.com/v1beta/openai",
                        List.of("gemini"),
                        "GEMINI_API_KEY",
                        "GOOGLE_API_KEY"),
                cloud(
                        "mistral",
                        "Mistral",
                        "https://api.mistral.ai/v1",
                        List.of(),
                        "MISTRAL_API_KEY"),
                cloud(
                        "deepseek",
                        "DeepSeek",
                        "https://api.deepseek.com/v1",
                        List.of("deep-seek"),
                        "DEEPSEEK_API_KEY"),
                cloud(
                        "groq",
                        "Groq",
                        "https://api.groq.com/openai/v1",
                        List.of("groqcloud"),
                        "GROQ_API_KEY"),
                cloud("xai", "xAI", "https://api.x.ai/v1", List.of("x-ai"), "XAI_API_KEY"),
                cloud(
                        "together",
                        "Together",
                        "https://api.together.xyz/v1",
                        List.of(),
                        "TOGETHER_API_KEY"),
                cloud(
                        "fireworks",
                        "Fireworks",
                        "https://api.fireworks.ai/inference/v1",
                        List.of(),
                        "FIREWORKS_API_KEY"),
                cloud(
                        "cerebras",
                        "Cerebras",
                        "https://api.cerebras.ai/v1",
                        List.of(),
                        "CEREBRAS_API_KEY"),
                cloud(
                        "perplexity",
                        "Perplexity",
                        "https://api.perplexity.ai",
                        List.of(),
                        "PERPLEXITY_API_KEY"),
                cloud(
                        "cohere",
                        "Cohere",
                        "https://api.cohere.ai/compatibility/v1",
                        List.of(),
                        "COHERE_API_KEY"),
                cloud(
                        "deepinfra",
                        "DeepInfra",
                        "https://api.deepinfra.com/v1/openai",
                        List.of(),
                        "DEEPINFRA_API_KEY"),
                cloud(
                        "moonshotai",
                        "Moonshot",
                        "https://api.moonshot.ai/v1",
                        List.of("moonshot", "kimi"),
                        "MOONSHOT_API_KEY"),
                cloud(
                        "z-ai",
                        "Z.ai",
                        "https://api.z.ai/api/paas/v4",
                        List.of("z.ai", "zai", "zhipuai"),
                        "ZHIPU_API_KEY"),
                cloud(
                        "hyperbolic",
                        "Hyperbolic",
                        "https://api.hyperbolic.xyz/v1",
                        List.of(),
                        "HYPERBOLIC_API_KEY"),
                cloud(
                        "inference-net",
                        "Inference.net",
                        "https://api.inference.net/v1",
                        List.of("inference_net", "inference.net"),
                        "INFERENCE_API_KEY"),
                local("ollama", "Ollama", 11434),
                local("lmstudio", "LM Studio", 1234),
                local("vllm", "vLLM", 8000),
                local("llamacpp", "llama.cpp", 8080));
    }

    private static Provider cloud(
            String id, String name, String base, List<String> aliases, String... keyVariables) {
        return new Provider(
                id,
                aliases,
                name,
                URI.create(base),
                true,
                List.of(keyVariables),
                List.of(),
                List.of());
    }

    private static Provider local(String id, String name, int port) {
        return new Provider(
                id,
                List.of(),
                name,
                URI.create("http://127.0.0.1:%d/v1".formatted(port)),
                false,
                List.of(),
                List.of(),
                List.of());
    }
}
