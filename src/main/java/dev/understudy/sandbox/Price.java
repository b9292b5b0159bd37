package dev.understudy.sandbox;

import java.math.BigDecimal;

/// What a model costs, in USD per token.
record Price(BigDecimal prompt, BigDecimal completion) {
    /// The price of the sandbox's own models.
    static final Price SANDBOX = new Price(new BigDecimal("0.000001"), new BigDecimal("0.000002"));

    BigDecimal input(int tokens) {
        return prompt.multiply(BigDecimal.valueOf(tokens));
    }

    BigDecimal output(int tokens) {
        return completion.multiply(BigDecimal.valueOf(tokens));
    }
}
