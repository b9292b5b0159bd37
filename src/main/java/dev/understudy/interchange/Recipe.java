package dev.understudy.interchange;

import java.net.URI;
import java.util.List;

/// How a program is told to use the gateway.
///
/// @param id such as `claude-code`
/// @param program its name
/// @param where what to do with the text, in one sentence
/// @param text what to copy; holds [#KEY] where the access key belongs, unless the program reads it
///   from the environment
public record Recipe(String id, String program, String where, String text) {
    /// Stands for the access key.
    public static final String KEY = "us-…";

    /// Recipes for the programs and libraries that are known.
    ///
    /// @param base the gateway's address with `/v1`
    /// @param model a model or chain to ask for
    public static List<Recipe> all(URI base, String model) {
        String v1 = base.toString();
        String root = v1.replaceFirst("/v1/?$", "");
        return List.of(
                curl(v1, model),
                openAiPython(v1, model),
                openAiJavaScript(v1, model),
                openAiJava(v1, model),
                anthropicPython(root, model),
                anthropicJavaScript(root, model),
                anthropicJava(root, model),
                langChain4j(v1, model),
                claudeCode(root, model),
                codex(v1, model),
                opencode(v1, model),
                continueDev(v1, model),
                cursor(v1, model),
                geminiCli());
    }

    private static Recipe curl(String v1, String model) {
        return new Recipe(
                "curl",
                "curl",
                "Run it in a terminal.",
                """
                curl %s/chat/completions \\
                  -H "Authorization: Bearer %s" \\
                  -H "Content-Type: application/json" \\
                  -d '{"model": "%s", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}'
                """
                        .formatted(v1, KEY, model));
    }

    private static Recipe openAiPython(String v1, String model) {
        return new Recipe(
                "openai-python",
                "OpenAI · Python",
                "pip install openai",
                """
                from openai import OpenAI

                client = OpenAI(base_url="%s", api_key="%s")
                answer = client.chat.completions.create(
                    model="%s",
                    messages=[{"role": "user", "content": "Hello"}],
                )
                print(answer.choices[0].message.content)
                """
                        .formatted(v1, KEY, model));
    }

    private static Recipe openAiJavaScript(String v1, String model) {
        return new Recipe(
                "openai-javascript",
                "OpenAI · JavaScript",
                "npm install openai",
                """
                import OpenAI from "openai";

                const client = new OpenAI({ baseURL: "%s", apiKey: "%s" });
                const answer = await client.chat.completions.create({
                  model: "%s",
                  messages: [{ role: "user", content: "Hello" }],
                });
                console.log(answer.choices[0].message.content);
                """
                        .formatted(v1, KEY, model));
    }

    private static Recipe openAiJava(String v1, String model) {
        return new Recipe(
                "openai-java",
                "OpenAI · Java",
                "com.openai:openai-java",
                """
                OpenAIClient client =
                        OpenAIOkHttpClient.builder().baseUrl("%s").apiKey("%s").build();
                ChatCompletion answer =
                        client.chat()
                                .completions()
                                .create(
                                        ChatCompletionCreateParams.builder()
                                                .model("%s")
                                                .addUserMessage("Hello")
                                                .build());
                System.out.println(answer.choices().getFirst().message().content().orElse(""));
                """
                        .formatted(v1, KEY, model));
    }

    private static Recipe anthropicPython(String root, String model) {
        return new Recipe(
                "anthropic-python",
                "Anthropic · Python",
                "pip install anthropic",
                """
                from anthropic import Anthropic

                client = Anthropic(base_url="%s", api_key="%s")
                answer = client.messages.create(
                    model="%s",
                    max_tokens=500,
                    messages=[{"role": "user", "content": "Hello"}],
                )
                print(answer.content[0].text)
                """
                        .formatted(root, KEY, model));
    }

    private static Recipe anthropicJavaScript(String root, String model) {
        return new Recipe(
                "anthropic-javascript",
                "Anthropic · JavaScript",
                "npm install @anthropic-ai/sdk",
                """
                import Anthropic from "@anthropic-ai/sdk";

                const client = new Anthropic({ baseURL: "%s", apiKey: "%s" });
                const answer = await client.messages.create({
                  model: "%s",
                  max_tokens: 500,
                  messages: [{ role: "user", content: "Hello" }],
                });
                console.log(answer.content[0].text);
                """
                        .formatted(root, KEY, model));
    }

    private static Recipe anthropicJava(String root, String model) {
        return new Recipe(
                "anthropic-java",
                "Anthropic · Java",
                "com.anthropic:anthropic-java",
                """
                AnthropicClient client =
                        AnthropicOkHttpClient.builder().baseUrl("%s").apiKey("%s").build();
                Message answer =
                        client.messages()
                                .create(
                                        MessageCreateParams.builder()
                                                .model("%s")
                                                .maxTokens(500)
                                                .addUserMessage("Hello")
                                                .build());
                System.out.println(answer.content().getFirst().asText().text());
                """
                        .formatted(root, KEY, model));
    }

    private static Recipe langChain4j(String v1, String model) {
        return new Recipe(
                "langchain4j",
                "LangChain4j",
                "dev.langchain4j:langchain4j-open-ai",
                """
                ChatModel chat =
                        OpenAiChatModel.builder()
                                .baseUrl("%s")
                                .apiKey("%s")
                                .modelName("%s")
                                .build();
                System.out.println(chat.chat("Hello"));
                """
                        .formatted(v1, KEY, model));
    }

    private static Recipe claudeCode(String root, String model) {
        return new Recipe(
                "claude-code",
                "Claude Code",
                "Run it in a terminal, or put the variables into the profile of your shell.",
                """
                export ANTHROPIC_BASE_URL=%s
                export ANTHROPIC_AUTH_TOKEN=%s
                claude --model %s
                """
                        .formatted(root, KEY, model));
    }

    private static Recipe codex(String v1, String model) {
        return new Recipe(
                "codex",
                "Codex",
                "Goes into ~/.codex/config.toml; export UNDERSTUDY_KEY with the access key.",
                """
                model = "%s"
                model_provider = "understudy"

                [model_providers.understudy]
                name = "Understudy"
                base_url = "%s"
                env_key = "UNDERSTUDY_KEY"
                wire_api = "responses"
                """
                        .formatted(model, v1));
    }

    private static Recipe opencode(String v1, String model) {
        return new Recipe(
                "opencode",
                "opencode",
                "Goes into opencode.json; export UNDERSTUDY_KEY with the access key.",
                """
                {
                  "$schema": "https://opencode.ai/config.json",
                  "provider": {
                    "understudy": {
                      "npm": "@ai-sdk/openai-compatible",
                      "name": "Understudy",
                      "options": { "baseURL": "%s", "apiKey": "{env:UNDERSTUDY_KEY}" },
                      "models": { "%s": {} }
                    }
                  }
                }
                """
                        .formatted(v1, model));
    }

    private static Recipe continueDev(String v1, String model) {
        return new Recipe(
                "continue",
                "Continue",
                "Goes into ~/.continue/config.yaml, under models.",
                """
                models:
                  - name: Understudy
                    provider: openai
                    model: %s
                    apiBase: %s
                    apiKey: %s
                """
                        .formatted(model, v1, KEY));
    }

    private static Recipe cursor(String v1, String model) {
        return new Recipe(
                "cursor",
                "Cursor",
                "Cursor's own servers make the calls: they reach the gateway only at an address that"
                        + " the internet knows, not at this one.",
                """
                Settings, Models, API Keys
                OpenAI API Key             %s
                Override OpenAI Base URL   %s
                Add model                  %s
                """
                        .formatted(KEY, v1, model));
    }

    private static Recipe geminiCli() {
        return new Recipe(
                "gemini-cli",
                "Gemini CLI",
                "It speaks Google's own wire only, which the gateway does not speak: it cannot be"
                        + " connected yet. opencode with a google: model is the nearest.",
                "");
    }
}
