package dev.understudy.sandbox;

import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/// The parts that chat completions share, streamed or not, and the count of what was said.
final class ChatJson {
    private final Manner manner;
    private final String model;
    private final int promptTokens;
    private final Price price;
    private final long created;
    private final String id;
    private int pieces;
    private int reasoningPieces;

    ChatJson(Manner manner, String model, int promptTokens, Price price, long created) {
        this.manner = manner;
        this.model = model;
        this.promptTokens = promptTokens;
        this.price = price;
        this.created = created;
        this.id = manner.newId(created);
    }

    Manner manner() {
        return manner;
    }

    String id() {
        return id;
    }

    /// Counts a piece as one token.
    void count(Step.Content step) {
        switch (step) {
            case Step.Text _, Step.Refusal _, Step.ToolPiece _ -> pieces++;
            case Step.Reasoning _ -> {
                pieces++;
                reasoningPieces++;
            }
            case Step.Signature _, Step.Image _, Step.Citation _ -> {
                // what is no text costs nothing here
            }
        }
    }

    /// The object that chunks and bodies begin with, without choices.
    ObjectNode envelope(String object) {
        var envelope =
                Json.object()
                        .put("id", id)
                        .put("object", object)
                        .put("created", created)
                        .put("model", model);
        return switch (manner) {
            case OPENROUTER -> envelope.put("provider", "Sandbox");
            case OPENAI, ANTHROPIC ->
                    envelope.put("service_tier", "default")
                            .put("system_fingerprint", "fp_understudy");
        };
    }

    /// What has been used so far.
    ObjectNode usage() {
        var usage =
                Json.object()
                        .put("prompt_tokens", promptTokens)
                        .put("completion_tokens", pieces)
                        .put("total_tokens", promptTokens + pieces);
        switch (manner) {
            case OPENROUTER -> {
                BigDecimal input = price.input(promptTokens);
                BigDecimal output = price.output(pieces);
                usage.put("cost", input.add(output)).put("is_byok", false);
                usage.putObject("prompt_tokens_details")
                        .put("cached_tokens", 0)
                        .put("cache_write_tokens", 0)
                        .put("audio_tokens", 0)
                        .put("video_tokens", 0);
                usage.putObject("completion_tokens_details")
                        .put("reasoning_tokens", reasoningPieces)
                        .put("image_tokens", 0)
                        .put("audio_tokens", 0);
                usage.putObject("cost_details")
                        .put("upstream_inference_cost", input.add(output))
                        .put("upstream_inference_prompt_cost", input)
                        .put("upstream_inference_completions_cost", output);
            }
            case OPENAI, ANTHROPIC -> {
                usage.putObject("prompt_tokens_details")
                        .put("cached_tokens", 0)
                        .put("audio_tokens", 0);
                usage.putObject("completion_tokens_details")
                        .put("reasoning_tokens", reasoningPieces)
                        .put("audio_tokens", 0)
                        .put("accepted_prediction_tokens", 0)
                        .put("rejected_prediction_tokens", 0);
            }
        }
        return usage;
    }

    static ObjectNode toolPiece(Step.ToolPiece piece) {
        var call = Json.object().put("index", piece.index());
        if (!piece.id().isEmpty()) {
            call.put("id", piece.id());
        }
        var function = Json.object();
        if (!piece.name().isEmpty()) {
            call.put("type", "function");
            function.put("name", piece.name());
        }
        call.set("function", function.put("arguments", piece.arguments()));
        return call;
    }

    static ObjectNode reasoningDetail(String text) {
        return Json.object()
                .put("type", "reasoning.text")
                .put("text", text)
                .put("format", "anthropic-claude-v1")
                .put("index", 0);
    }

    static ObjectNode signatureDetail(String signature) {
        return reasoningDetail("").put("signature", signature);
    }

    static ObjectNode image(String url) {
        var image = Json.object().put("type", "image_url");
        image.putObject("image_url").put("url", url);
        return image;
    }

    static ObjectNode citation(Step.Citation citation) {
        var annotation = Json.object().put("type", "url_citation");
        annotation
                .putObject("url_citation")
                .put("url", citation.url())
                .put("title", citation.title())
                .put("content", citation.title())
                .put("start_index", citation.start())
                .put("end_index", citation.end());
        return annotation;
    }
}
