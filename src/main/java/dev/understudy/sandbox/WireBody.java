package dev.understudy.sandbox;

import dev.understudy.model.Delta;
import dev.understudy.translate.PlayedAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Collects an answer of Messages or of Responses and sends it in one piece.
final class WireBody implements AnswerWriter {
    private static final Step.Finish WHOLE = new Step.Finish("stop", "stop");

    private final Caller caller;
    private final ChatCall call;
    private final Pieces pieces;
    private final Map<String, String> headers;
    private final BodyOutlet outlet;
    private final List<Delta> answer = new ArrayList<>();
    private boolean said;
    private boolean garbled;

    WireBody(
            Caller caller,
            ChatCall call,
            Pieces pieces,
            Map<String, String> headers,
            Script script) {
        this.caller = caller;
        this.call = call;
        this.pieces = pieces;
        this.headers = headers;
        this.outlet = new BodyOutlet(caller, headers, script);
        answer.addAll(pieces.begin());
    }

    @Override
    public void open() {
        // a body's head waits for the body
    }

    @Override
    public void comment(String text) {
        // a body has no place for it
    }

    @Override
    public void malformed() {
        garbled = true;
    }

    @Override
    public void content(Step.Content step) {
        said = true;
        answer.addAll(pieces.content(step));
    }

    @Override
    public void finish(Step.Finish finish) throws IOException {
        byte[] body = body(finish);
        outlet.send(garbled ? java.util.Arrays.copyOf(body, body.length / 2) : body);
    }

    @Override
    public void fail(Fault fault) throws IOException {
        if (said) {
            failInside(new Step.FailInside(fault, "error"));
        } else {
            ErrorReply.send(caller, call.manner(), fault);
        }
    }

    @Override
    public void failInside(Step.FailInside failure) throws IOException {
        caller.json(200, headers, failure.fault().body(call.manner()));
    }

    @Override
    public void stall() throws IOException {
        if (said) {
            outlet.announce(body(WHOLE));
        }
    }

    @Override
    public void tear() throws IOException {
        if (said) {
            outlet.tear(body(WHOLE));
        }
    }

    private byte[] body(Step.Finish finish) {
        answer.addAll(pieces.finish(finish));
        return PlayedAnswer.on(call.wire()).whole(answer);
    }
}
