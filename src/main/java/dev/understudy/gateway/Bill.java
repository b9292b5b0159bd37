package dev.understudy.gateway;

import dev.understudy.model.Attempt;
import dev.understudy.model.Charge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a request's attempts cost.
///
/// @param charges one for each attempt, empty where it is not known or the attempt used nothing
/// @param total of all that used something; empty if it is not known of each
record Bill(List<Optional<Charge>> charges, Optional<Charge> total) {
    /// Nothing is known.
    static final Bill UNKNOWN = new Bill(List.of(), Optional.empty());

    Bill {
        charges = List.copyOf(charges);
    }

    /// Works it out; may wait for the catalogue, once.
    ///
    /// @param time whose prices hold
    static Bill of(List<Attempt> attempts, Repertoire prices, Instant time) {
        List<Optional<Charge>> charges =
                attempts.stream()
                        .map(attempt ->
                                attempt.usage()
                                        .flatMap(used ->
                                                prices.charge(attempt.target(), used, time)))
                        .toList();
        List<Charge> known = charges.stream().flatMap(Optional::stream).toList();
        long used = attempts.stream().filter(attempt -> attempt.usage().isPresent()).count();
        return new Bill(charges, known.size() == used ? Charge.sum(known) : Optional.empty());
    }

    /// What an attempt cost, by its place.
    Optional<Charge> charge(int place) {
        return place < charges.size() ? charges.get(place) : Optional.empty();
    }
}
