package dev.understudy.sandbox;

import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How long the scripted faults last; the failure catalogue's table.
enum Timing {
    FAST(3, 4, 15, 6, 5, 20, 100),
    FULL(20, 30, 120, 60, 15, 300, 1000);

    /// The number of pieces before a stream is cut.
    static final int CUT_AFTER = 40;

    /// The number of pieces before a stream stalls.
    static final int STALL_AFTER = 20;

    /// The number of pieces before the malformed event.
    static final int MALFORMED_AT = 10;

    /// What the one 429 with `Retry-After` says.
    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// The longest silence where nothing else is said.
    static final Duration SILENCE = Duration.ofMinutes(10);

    final Duration slowFirst;
    final Duration stall;
    final Duration noResponse;
    final Duration flapDown;
    final Duration betweenPieces;
    final Duration betweenComments;
    final Duration betweenIdleComments;

    Timing(
            int slowFirst,
            int stall,
            int noResponse,
            int flapDown,
            int betweenPieces,
            int betweenComments,
            int betweenIdleComments) {
        this.slowFirst = Duration.ofSeconds(slowFirst);
        this.stall = Duration.ofSeconds(stall);
        this.noResponse = Duration.ofSeconds(noResponse);
        this.flapDown = Duration.ofSeconds(flapDown);
        this.betweenPieces = Duration.ofMillis(betweenPieces);
        this.betweenComments = Duration.ofMillis(betweenComments);
        this.betweenIdleComments = Duration.ofMillis(betweenIdleComments);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("retry_after_s", (double) RETRY_AFTER.toSeconds())
                .put("slow_ttft_s", (double) slowFirst.toSeconds())
                .put("stall_s", (double) stall.toSeconds())
                .put("no_response_s", (double) noResponse.toSeconds())
                .put("flap_down_s", (double) flapDown.toSeconds())
                .put("token_interval_ms", betweenPieces.toMillis())
                .put("cut_after_tokens", CUT_AFTER)
                .put("stall_after_tokens", STALL_AFTER)
                .put("malformed_at_token", MALFORMED_AT);
    }
}
