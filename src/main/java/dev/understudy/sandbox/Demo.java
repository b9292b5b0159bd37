package dev.understudy.sandbox;

import java.util.List;

/// The answer for a first look: readable, formatted, and saying what to try next.
final class Demo {
    private static final int QUOTE_LIMIT = 120;

    private Demo() {}

    static List<String> pieces(String prompt) {
        return Words.pieces(text(prompt));
    }

    private static String text(String prompt) {
        return """
        ## Hello from the sandbox

        You asked:

        > %s

        This answer comes from the **built-in sandbox**, a make-believe provider on your own \
        machine. It needs no account, no key and no network, and it cannot think: but it streams, \
        fails and recovers exactly as the real ones do.

        ### Try next

        1. Send the same prompt to `reasoning` or `tool` and watch how the reply is built.
        2. Build a chain with `error-429` first and `demo` second: the understudy takes over \
        before you notice.
        3. Cut a reply short with `drop-after-20` and see the next model carry on.
        4. Add a key under **Keys** when you want a real model.

        ### From your own program

        ```bash
        curl http://127.0.0.1:4141/v1/chat/completions \\
          -H "Authorization: Bearer $UNDERSTUDY_KEY" \\
          -H "Content-Type: application/json" \\
          -d '{"model": "sandbox:demo", "messages": [{"role": "user", "content": "Hi"}]}'
        ```

        ### A few sandbox models

        | model | what it does |
        | --- | --- |
        | `text-200@50` | 200 words at 50 words a second |
        | `slow-first` | thinks for a while before the first word |
        | `error-503` | is overloaded, always |
        | `flaky-2` | fails twice, then works |
        | `hang-after-10` | falls silent after ten words |

        Break a leg!
        """
                .formatted(quote(prompt));
    }

    private static String quote(String prompt) {
        String line = prompt.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "*(nothing)*";
        }
        int end =
                line.offsetByCodePoints(
                        0, Math.min(QUOTE_LIMIT, line.codePointCount(0, line.length())));
        return end < line.length() ? line.substring(0, end) + "…" : line;
    }
}
