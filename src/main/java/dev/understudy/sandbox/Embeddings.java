package dev.understudy.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Vectors without meaning: the same for the same text, of length one.
final class Embeddings {
    private static final int DEFAULT_DIMENSIONS = 64;

    private Embeddings() {}

    static ObjectNode answer(Manner manner, ObjectNode request, String id) {
        int dimensions = Math.clamp(request.path("dimensions").asInt(DEFAULT_DIMENSIONS), 1, 4096);
        boolean base64 = Json.string(request, "encoding_format").equals("base64");
        var answer = Json.object();
        if (manner == Manner.OPENROUTER) {
            answer.put("id", id);
        }
        answer.put("object", "list").put("model", Json.string(request, "model"));
        var data = answer.putArray("data");
        int tokens = 0;
        for (String input : inputs(request.path("input"))) {
            tokens += ChatCall.tokens(input.length());
            float[] vector = vector(input, dimensions);
            var item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (base64) {
                item.put("embedding", base64(vector));
            } else {
                var numbers = item.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        var usage =
                answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        if (manner == Manner.OPENROUTER) {
            usage.put("cost", Price.SANDBOX.input(tokens));
        }
        return answer;
    }

    /// A text, texts, one list of tokens, or several.
    private static List<String> inputs(JsonNode input) {
        if (input.isString()) {
            return List.of(input.stringValue());
        }
        if (input.path(0).isNumber()) {
            return List.of(input.toString());
        }
        var inputs = new ArrayList<String>();
        for (JsonNode item : input) {
            inputs.add(item.isString() ? item.stringValue() : item.toString());
        }
        return inputs;
    }

    private static float[] vector(String text, int dimensions) {
        var random = new Random(text.hashCode());
        var vector = new float[dimensions];
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static String base64(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
