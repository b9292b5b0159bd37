package dev.understudy.console.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How amounts are written.
public final class Money {
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Money() {}

    /// An amount of dollars: two places, four if it is less than a cent.
    public static String usd(BigDecimal usd) {
        boolean small = usd.signum() != 0 && usd.abs().compareTo(CENT) < 0;
        return "$" + usd.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
    }
}
