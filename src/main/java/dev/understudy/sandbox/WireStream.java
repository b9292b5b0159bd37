package dev.understudy.sandbox;

import dev.understudy.model.Delta;
import dev.understudy.model.Wire;
import dev.understudy.sandbox.Script.Delivery;
import dev.understudy.sse.SseText;
import dev.understudy.translate.PlayedAnswer;
import dev.understudy.translate.WireEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a streamed answer on the wire of Messages or of Responses, each event by itself.
final class WireStream implements AnswerWriter {
    private final Caller caller;
    private final ChatCall call;
    private final Script script;
    private final Map<String, String> headers;
    private final Pieces pieces;
    private final PlayedAnswer answer;
    private final Outlet outlet;
    private boolean opened;
    private boolean begun;

    WireStream(
            Caller caller,
            ChatCall call,
            Pieces pieces,
            Map<String, String> headers,
            Script script) {
        this.caller = caller;
        this.call = call;
        this.pieces = pieces;
        this.script = script;
        this.headers = new HashMap<>(headers);
        this.headers.put("Cache-Control", "no-cache");
        this.answer = PlayedAnswer.on(call.wire());
        this.outlet =
                script.delivery() == Delivery.SPLIT ? new SplitOutlet(caller) : new Outlet(caller);
    }

    @Override
    public void open() throws IOException {
        settleHead();
        caller.flushHead();
        begin();
    }

    /// The head, once; it leaves with the first bytes.
    private void settleHead() {
        if (!opened) {
            opened = true;
            caller.head(
                    200,
                    headers,
                    script.delivery() == Delivery.MISLABELLED
                            ? "text/plain"
                            : "text/event-stream; charset=utf-8");
        }
    }

    private void begin() throws IOException {
        settleHead();
        if (!begun) {
            begun = true;
            say(pieces.begin());
        }
    }

    @Override
    public void content(Step.Content step) throws IOException {
        begin();
        say(pieces.content(step));
    }

    @Override
    public void comment(String text) throws IOException {
        settleHead();
        outlet.write(
                call.wire() == Wire.MESSAGES
                        ? SseText.message("ping", "{\"type\":\"ping\"}")
                        : SseText.comment(text));
    }

    @Override
    public void malformed() throws IOException {
        begin();
        String name =
                call.wire() == Wire.MESSAGES ? "content_block_delta" : "response.output_text.delta";
        outlet.write(SseText.message(name, "{\"type\":\"%s\",\"del".formatted(name)));
    }

    @Override
    public void finish(Step.Finish finish) throws IOException {
        begin();
        say(pieces.finish(finish));
        outlet.end();
    }

    @Override
    public void fail(Fault fault) throws IOException {
        if (opened) {
            failInside(new Step.FailInside(fault, "error"));
        } else {
            ErrorReply.send(caller, call.manner(), fault);
        }
    }

    @Override
    public void failInside(Step.FailInside failure) throws IOException {
        Fault fault = failure.fault();
        if (call.wire() == Wire.MESSAGES) {
            settleHead();
            outlet.write(SseText.message("error", Json.text(fault.body(call.manner()))));
        } else {
            begin();
            for (WireEvent event :
                    answer.fail(fault.status(), fault.code(), fault.type(), fault.message())) {
                write(event);
            }
        }
        outlet.end();
    }

    @Override
    public void stall() {
        // what there was to say has been sent
    }

    @Override
    public void tear() {
        // what there was to say has been sent
    }

    private void say(List<Delta> deltas) throws IOException {
        for (Delta piece : deltas) {
            for (WireEvent event : answer.say(piece)) {
                write(event);
            }
        }
    }

    /// Messages has an event for the end alone; the end of Responses is part of what it says.
    private void write(WireEvent event) throws IOException {
        if (script.delivery() == Delivery.NO_DONE && event.name().equals("message_stop")) {
            return;
        }
        outlet.write(SseText.message(event.name(), event.data()));
    }
}
