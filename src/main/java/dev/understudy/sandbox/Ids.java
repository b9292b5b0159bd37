package dev.understudy.sandbox;

import java.util.concurrent.ThreadLocalRandom;

/// Random names in the shapes that providers use.
final class Ids {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Ids() {}

    static String alphanumeric(int length) {
        var random = ThreadLocalRandom.current();
        var id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static String call() {
        return "call_" + alphanumeric(24);
    }
}
