package dev.understudy.translate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the events of one answer on the Responses wire, which are numbered.
final class ResponsesEvents {
    private long next;

    /// Takes note of an event that went by, with its number if it has one.
    void passed(JsonNode event) {
        next = Math.max(next, Json.number(event, "sequence_number") + 1);
    }

    Event event(String type) {
        return new Event(Json.object().put("type", type).put("sequence_number", next++));
    }

    /// An event to which fields are added.
    record Event(ObjectNode node) {
        Event put(String field, @Nullable String value) {
            node.put(field, value);
            return this;
        }

        Event put(String field, int value) {
            node.put(field, value);
            return this;
        }

        Event at(ResponsesItem item) {
            node.put("item_id", item.id()).put("output_index", item.index());
            return this;
        }

        /// Adds a value as it is now, and makes the event.
        WireEvent with(String field, JsonNode value) {
            node.set(field, value);
            return done();
        }

        WireEvent done() {
            return new WireEvent(node.path("type").asString(), Json.string(node));
        }
    }
}
