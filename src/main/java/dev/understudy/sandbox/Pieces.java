package dev.understudy.sandbox;

import dev.understudy.model.Delta;
import dev.understudy.model.FinishReason;
import dev.understudy.model.Part;
import dev.understudy.model.Usage;
import dev.understudy.model.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happens in an answer, in the pieces that the wires beside chat completions are made of, and
/// the count of what was said.
final class Pieces {
    private final Wire wire;
    private final String id;
    private final String model;
    private final int promptTokens;
    private int said;
    private int thought;
    private int tools;
    private int openTool = -1;
    private boolean argued;

    /// @param id the answer's
    Pieces(Wire wire, String id, String model, int promptTokens) {
        this.wire = wire;
        this.id = id;
        this.model = model;
        this.promptTokens = promptTokens;
    }

    /// The beginning, with the prompt counted.
    List<Delta> begin() {
        return List.of(used(1), new Delta.Started(id, model));
    }

    List<Delta> content(Step.Content step) {
        return switch (step) {
            case Step.Text(var piece) -> said(new Delta.Text(piece));
            case Step.Refusal(var piece) -> said(new Delta.Refusal(piece));
            case Step.Reasoning(var piece) -> {
                thought++;
                yield said(new Delta.Thinking(piece, format()));
            }
            case Step.Signature(var value) -> List.of(new Delta.Signature(value, format()));
            case Step.ToolPiece piece -> tool(piece);
            case Step.Citation(var url, var title, int start, int end) ->
                    List.of(new Delta.Cited(url, title, "", start, end));
            case Step.Image _ -> List.of(); // these wires have none in answers
        };
    }

    List<Delta> finish(Step.Finish finish) {
        var pieces = new ArrayList<Delta>(endTool());
        boolean refuses = wire == Wire.MESSAGES && finish.nativeReason().equals("refusal");
        pieces.add(
                new Delta.Finished(
                        refuses ? FinishReason.FILTERED : FinishReason.of(finish.reason()),
                        finish.nativeReason(),
                        ""));
        pieces.add(used(said));
        pieces.add(new Delta.Ended());
        return pieces;
    }

    private List<Delta> said(Delta piece) {
        said++;
        return List.of(piece);
    }

    /// Calls are numbered as they come; each is whole when the next begins.
    private List<Delta> tool(Step.ToolPiece piece) {
        said++;
        var pieces = new ArrayList<Delta>();
        if (piece.index() != openTool) {
            pieces.addAll(endTool());
            openTool = piece.index();
            argued = false;
            pieces.add(new Delta.ToolBegun(tools++, toolId(piece.id()), piece.name()));
        }
        if (!piece.arguments().isEmpty()) {
            argued = true;
            pieces.add(new Delta.ToolArguments(tools - 1, piece.arguments()));
        }
        return pieces;
    }

    /// Ends the open call, if there is one; one without arguments has an empty object.
    private List<Delta> endTool() {
        if (openTool < 0) {
            return List.of();
        }
        openTool = -1;
        Delta end = new Delta.ToolEnded(tools - 1);
        return argued ? List.of(end) : List.of(new Delta.ToolArguments(tools - 1, "{}"), end);
    }

    /// These wires know no call without an id.
    private String toolId(String given) {
        return switch (wire) {
            case MESSAGES -> "toolu_01" + Ids.alphanumeric(22);
            case RESPONSES, CHAT_COMPLETIONS -> given.isEmpty() ? Ids.call() : given;
        };
    }

    private String format() {
        return wire == Wire.MESSAGES ? Part.ANTHROPIC : Part.OPENAI;
    }

    private Delta used(int output) {
        return new Delta.Used(new Usage(promptTokens, output, 0, thought, Optional.empty()));
    }
}
