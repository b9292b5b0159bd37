package dev.understudy.journal;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What one day's exchanges come to.
///
/// @param errors of the requests, those that were left without their answer
/// @param cost in USD, as far as providers told it
public record Day(
        LocalDate date, long requests, long errors, long input, long output, BigDecimal cost) {}
