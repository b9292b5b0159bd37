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

        1. Send the same prompt to `sandbox:reasoning` and watch how the reply is built.
        2. Ask `sandbox:flaky-1`: it fails once, and the second attempt answers before you notice.
        3. Ask `sandbox:drop-after-20`: a reply that breaks off is never passed off as a whole one.
        4. Start with `OPENROUTER_API_KEY` in the environment and ask \
        `openrouter:meta-llama/llama-3.1-8b-instruct`.

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
        | `sandbox:text-200@50` | 200 words at 50 words a second |
        | `sandbox:slow-first` | thinks for a while before the first word |
        | `sandbox:error-503` | is overloaded, always |
        | `sandbox:flaky-2` | fails twice, then works |
        | `sandbox:hang-after-10` | falls silent after ten words |

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
