package dev.understudy.translate;

import java.util.random.RandomGenerator;

/// Makes up ids in the shapes clients are used to.
record Ids(RandomGenerator random) {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// @param prefix such as `call_`
    String next(String prefix) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < 24; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
