package dev.understudy.settings;

import dev.understudy.model.Additions;
import dev.understudy.model.KeyStyle;
import dev.understudy.model.Provider;
import dev.understudy.model.Surface;
import dev.understudy.model.Wire;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The services that need nothing but a key, and the usual servers on this machine.
public final class BuiltInProviders {
    /// The host of an address that each account has for itself, and that no network knows.
    static final String OWN_ADDRESS = ".invalid";

    /// One a line: id | name | aliases | base URL | key style | wires, the usual one first | key
    /// variables | key shape, a hint only.
    private static final String TABLE =
            """
            openrouter    | OpenRouter    | open-router                                   | https://openrouter.ai/api/v1                            | bearer    | chat responses messages | OPENROUTER_API_KEY            | sk-or-v1-[0-9a-f]{64}
            openai        | OpenAI        | open-ai                                       | https://api.openai.com/v1                               | bearer    | chat responses          | OPENAI_API_KEY                | sk-(proj-|svcacct-|admin-)?[A-Za-z0-9_-]*T3BlbkFJ[A-Za-z0-9_-]+
            anthropic     | Anthropic     |                                               | https://api.anthropic.com/v1                            | x-api-key | messages                | ANTHROPIC_API_KEY             | sk-ant-(api|admin|oat)[0-9]{2}-[A-Za-z0-9_-]+
            google        | Google        | gemini                                        | https://generativelanguage.googleapis.com/v1beta/openai | bearer    | chat                    | GEMINI_API_KEY GOOGLE_API_KEY | AIza[A-Za-z0-9_-]{35}|AQ\\.[A-Za-z0-9_-]+
            mistral       | Mistral       |                                               | https://api.mistral.ai/v1                               | bearer    | chat                    | MISTRAL_API_KEY               | [A-Za-z0-9]{32}
            deepseek      | DeepSeek      | deep-seek                                     | https://api.deepseek.com/v1                             | bearer    | chat                    | DEEPSEEK_API_KEY              | sk-[0-9a-f]{32}
            groq          | Groq          | groqcloud                                     | https://api.groq.com/openai/v1                          | bearer    | chat                    | GROQ_API_KEY                  | gsk_[A-Za-z0-9]{52}
            xai           | xAI           | x-ai                                          | https://api.x.ai/v1                                     | bearer    | chat                    | XAI_API_KEY                   | xai-[A-Za-z0-9]{80}
            together      | Together      | togetherai                                    | https://api.together.xyz/v1                             | bearer    | chat                    | TOGETHER_API_KEY              | [0-9a-f]{64}|tgp_v1_[A-Za-z0-9_-]+
            fireworks     | Fireworks     | fireworks-ai                                  | https://api.fireworks.ai/inference/v1                   | bearer    | chat                    | FIREWORKS_API_KEY             | fw_[A-Za-z0-9]+
            cerebras      | Cerebras      |                                               | https://api.cerebras.ai/v1                              | bearer    | chat                    | CEREBRAS_API_KEY              | csk-[A-Za-z0-9]+
            cohere        | Cohere        |                                               | https://api.cohere.ai/compatibility/v1                  | bearer    | chat                    | COHERE_API_KEY                | [A-Za-z0-9]{40}
            perplexity    | Perplexity    |                                               | https://api.perplexity.ai                               | bearer    | chat                    | PERPLEXITY_API_KEY            | pplx-[A-Za-z0-9]{48}
            deepinfra     | DeepInfra     |                                               | https://api.deepinfra.com/v1/openai                     | bearer    | chat                    | DEEPINFRA_API_KEY             | [A-Za-z0-9]{32}
            moonshotai    | Moonshot      | moonshot kimi                                 | https://api.moonshot.ai/v1                              | bearer    | chat                    | MOONSHOT_API_KEY              | sk-[A-Za-z0-9]+
            z-ai          | Z.ai          | z.ai zai zhipuai                              | https://api.z.ai/api/paas/v4                            | bearer    | chat                    | ZHIPU_API_KEY                 | [0-9a-f]{32}\\.[A-Za-z0-9]{16}
            alibaba       | Alibaba Cloud | qwencloud dashscope                           | https://dashscope-intl.aliyuncs.com/compatible-mode/v1  | bearer    | chat                    | DASHSCOPE_API_KEY             | sk-[0-9a-f]{32}
            minimax       | MiniMax       |                                               | https://api.minimax.io/anthropic/v1                     | x-api-key | messages                | MINIMAX_API_KEY               | eyJ[A-Za-z0-9._-]+
            hyperbolic    | Hyperbolic    |                                               | https://api.hyperbolic.xyz/v1                           | bearer    | chat                    | HYPERBOLIC_API_KEY            |
            inference-net | Inference.net | inference_net inference.net inference         | https://api.inference.net/v1                            | bearer    | chat                    | INFERENCE_API_KEY             |
            inceptionlabs | Inception     | inception-labs inception                      | https://api.inceptionlabs.ai/v1                         | bearer    | chat                    | INCEPTION_API_KEY             |
            nvidia        | NVIDIA        |                                               | https://integrate.api.nvidia.com/v1                     | bearer    | chat                    | NVIDIA_API_KEY                | nvapi-[A-Za-z0-9_-]+
            huggingface   | Hugging Face  | hugging-face hf                               | https://router.huggingface.co/v1                        | bearer    | chat                    | HF_TOKEN                      | hf_[A-Za-z0-9]{34}
            github-models | GitHub Models |                                               | https://models.github.ai/inference                      | bearer    | chat                    | GITHUB_TOKEN                  | ghp_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]+
            vercel        | Vercel        | vercel-ai-gateway                             | https://ai-gateway.vercel.sh/v1                         | bearer    | chat                    | AI_GATEWAY_API_KEY            | vck_[A-Za-z0-9]+
            azure         | Azure OpenAI  | azure-openai                                  | https://resource.invalid/openai/v1                      | api-key   | chat responses          | AZURE_API_KEY                 | [0-9a-f]{32}|[A-Za-z0-9]{84}
            ollama-cloud  | Ollama Cloud  |                                               | https://ollama.com/v1                                   | bearer    | chat                    | OLLAMA_API_KEY                |
            ollama        | Ollama        |                                               | http://127.0.0.1:11434/v1                               | bearer    | chat                    |                               |
            lmstudio      | LM Studio     | lm-studio                                     | http://127.0.0.1:1234/v1                                | bearer    | chat                    |                               |
            vllm          | vLLM          |                                               | http://127.0.0.1:8000/v1                                | bearer    | chat                    |                               |
            llamacpp      | llama.cpp     | llama.cpp llama-cpp                           | http://127.0.0.1:8080/v1                                | bearer    | chat                    |                               |
            """;

    private BuiltInProviders() {}

    /// All of them, without keys.
    public static List<Provider> all() {
        return TABLE.lines().map(BuiltInProviders::provider).toList();
    }

    private static Provider provider(String line) {
        String[] cells = line.split(" \\|(?: |$)", -1);
        List<String> variables = words(cells[6]);
        return new Provider(
                cells[0].strip(),
                words(cells[2]),
                cells[1].strip(),
                URI.create(cells[3].strip()),
                !variables.isEmpty(),
                variables,
                List.of(),
                List.of(),
                style(cells[4].strip()),
                cells[7].strip(),
                words(cells[5]).stream().map(BuiltInProviders::wire).map(Surface::of).toList(),
                Additions.NONE,
                Provider.Standing.BUILT_IN,
                Provider.About.NONE);
    }

    private static KeyStyle style(String word) {
        return KeyStyle.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static Wire wire(String word) {
        return switch (word) {
            case "chat" -> Wire.CHAT_COMPLETIONS;
            case "responses" -> Wire.RESPONSES;
            case "messages" -> Wire.MESSAGES;
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.strip().split(" +", -1)).filter(w -> !w.isEmpty()).toList();
    }
}
