package dev.understudy.sandbox;

import java.io.IOException;

/// Writes one answer in one wire's words. The [Player] calls it step by step.
interface AnswerWriter {
    /// Sends the head, if the wire can before there is anything to say.
    void open() throws IOException;

    void content(Step.Content step) throws IOException;

    void comment(String text) throws IOException;

    void malformed() throws IOException;

    void finish(Step.Finish finish) throws IOException;

    /// Reports an error: as an HTTP status, unless something has been sent.
    void fail(Fault fault) throws IOException;

    /// Reports an error inside an HTTP 200.
    void failInside(Step.FailInside failure) throws IOException;

    /// Sends what goes out before a silence.
    void stall() throws IOException;

    /// Sends what goes out before the connection breaks.
    void tear() throws IOException;
}
