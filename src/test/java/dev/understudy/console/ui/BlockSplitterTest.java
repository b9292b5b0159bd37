package dev.understudy.console.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockSplitterTest {
    private final Recorder cuts = new Recorder();
    private final BlockSplitter splitter = new BlockSplitter(cuts);

    @Test
    void commitsAtABlankLineAndKeepsTheRestAsTail() {
        splitter.append("One\nstill one\n\nTw");

        assertEquals(List.of("block One\nstill one\n"), cuts.seen);
        assertEquals("Tw", cuts.tail);
    }

    @Test
    void keepsABlankLineInsideAFence() {
        splitter.append("Before\n```java\nint a;\n\nint b;\n```\nAfter");

        assertEquals(
                List.of("block Before\n", "open java", "code int a;\n\nint b;", "close"),
                cuts.seen);
        assertEquals("After", cuts.tail);
    }

    @Test
    void handsCodeOnBeforeItsLineEnds() {
        splitter.append("```\nprint(");

        assertEquals(List.of("open ", "code print("), cuts.seen);
        assertEquals("", cuts.tail);
    }

    @Test
    void holdsBackWhatMayCloseTheFence() {
        splitter.append("~~~\na\n~~");
        assertEquals(List.of("open ", "code a"), cuts.seen);

        splitter.append("x\n~~~\n");
        assertEquals(List.of("open ", "code a\n~~x", "close"), cuts.seen);
    }

    @Test
    void keepsAListTogetherWithItsIndentedParts() {
        splitter.append("1. one\n\n   ```sh\n   a\n\n   b\n   ```\n\n   more\n\nAfter\n\n");

        assertEquals(
                List.of(
                        "block 1. one\n\n   ```sh\n   a\n\n   b\n   ```\n\n   more\n\n",
                        "block After\n"),
                cuts.seen);
    }

    @Test
    void commitsAHeadingAsSoonAsItsLineEnds() {
        splitter.append("# Title\nText");

        assertEquals(List.of("block # Title"), cuts.seen);
        assertEquals("Text", cuts.tail);
    }

    @Test
    void cutsALongListBetweenItems() {
        splitter.append("- an item of some length\n".repeat(1_000));

        assertEquals(true, cuts.tail.length() < 4_200);
    }

    @Test
    void closesWhatIsOpenAtTheEnd() {
        splitter.append("```\na");
        splitter.finish();

        assertEquals(List.of("open ", "code a", "close"), cuts.seen);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void cutsTheSameBlocksHoweverTheTextArrives(String document) {
        splitter.append(document);
        splitter.finish();
        for (int size = 1; size < 8; size++) {
            var other = new Recorder();
            var pieces = new BlockSplitter(other);
            for (int i = 0; i < document.length(); i += size) {
                pieces.append(document.substring(i, Math.min(document.length(), i + size)));
            }
            pieces.finish();
            assertEquals(cuts.seen, other.seen, "pieces of " + size);
        }
    }

    static Stream<String> documents() {
        return Stream.of(
                "A\r\n\r\nB\r\n```x\r\ncode\r\n```\r\n",
                "```\n\n  a\n\n```\n\n```python\n\tb\n",
                "  ```\n  a\n b\n```\n",
                "- a\n- b\n\n- c\n  - d\n\n    text\n\nend",
                "1. a\n2. ```\n   x\n\n   ```\n3. b\n# H\ntext\n===\n\n---\n\n    code\n\n    more\n\nend\n",
                "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n> q\n> r\n\n`````\n```\n`````\n",
                "```inline``` is not a fence\n\n~~~ java extra\n~~\n~~~\n");
    }

    /// Remembers the cuts; code in a row counts as one.
    private static final class Recorder implements BlockSplitter.Sink {
        final List<String> seen = new ArrayList<>();
        String tail = "";

        @Override
        public void block(String markdown) {
            seen.add("block " + markdown);
        }

        @Override
        public void openCode(String language) {
            seen.add("open " + language);
        }

        @Override
        public void code(String text) {
            if (seen.getLast().startsWith("code ")) {
                seen.set(seen.size() - 1, seen.getLast() + text);
            } else {
                seen.add("code " + text);
            }
        }

        @Override
        public void closeCode() {
            seen.add("close");
        }

        @Override
        public void tail(String markdown) {
            tail = markdown;
        }
    }
}
