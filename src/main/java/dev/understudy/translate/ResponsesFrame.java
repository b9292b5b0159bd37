package dev.understudy.translate;

import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/// What stands around the items of an answer on the Responses wire.
final class ResponsesFrame {
    private ResponsesFrame() {}

    static ObjectNode of(String id, String model, InstantSource clock) {
        ObjectNode frame =
                Json.object()
                        .put("id", id)
                        .put("object", "response")
                        .put("created_at", clock.instant().getEpochSecond())
                        .put("status", "in_progress")
                        .putNull("error")
                        .putNull("incomplete_details")
                        .putNull("instructions")
                        .putNull("max_output_tokens")
                        .put("model", model);
        frame.putArray("output");
        frame.put("parallel_tool_calls", true).putNull("previous_response_id");
        frame.putObject("reasoning").putNull("effort").putNull("summary");
        frame.put("store", false).putNull("temperature");
        frame.putObject("text").putObject("format").put("type", "text");
        frame.put("tool_choice", "auto");
        frame.putArray("tools");
        frame.putNull("top_p").put("truncation", "disabled").putNull("usage").putNull("user");
        frame.putObject("metadata");
        return frame;
    }
}
