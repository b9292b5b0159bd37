package dev.understudy.bench;

import dev.understudy.failures.catalogue.Catalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What to measure, from the `bench.*` system properties.
///
/// @param parts some of `calls`, `load`, `first`, `wires`, `streams`, `failover`, `leave`, `heaps`,
///   `failures`
/// @param profile how long the faults of the failure catalogue take
/// @param warm how long each door is called by 32 connections before anything is measured
/// @param slice how long one door is called in one round
/// @param portkey whether Portkey's gateway takes part; installed by npm if it is not there
/// @param strategy an expression that chooses models, measured by itself; empty for none
/// @param heaps sets of flags for gateways that are measured one by one
/// @param command how `understudy` is started, without its own arguments
/// @param before how another build of it is started, to be measured beside it; empty for none
record Options(
        Set<String> parts,
        Catalogue.Profile profile,
        Duration slice,
        Duration warm,
        int rounds,
        int streams,
        boolean portkey,
        String strategy,
        List<String> heaps,
        List<String> command,
        List<String> before,
        Path target) {

    static Options read(Path target, String modulePath) {
        return new Options(
                Set.of(System.getProperty("bench.parts", "").split(",")),
                Catalogue.Profile.valueOf(
                        System.getProperty("bench.profile", "full").toUpperCase(Locale.ROOT)),
                seconds("bench.seconds"),
                seconds("bench.warm"),
                (int) number("bench.rounds"),
                (int) number("bench.streams"),
                Boolean.getBoolean("bench.portkey"),
                System.getProperty("bench.strategy", ""),
                List.of(System.getProperty("bench.heaps", "").split(";")),
                command(target, modulePath),
                before(target, modulePath),
                target);
    }

    /// How `understudy` is started with further flags of the Java machine, where the last one
    /// holds.
    List<String> with(String flags) {
        var more = new ArrayList<>(command);
        more.addAll(command.indexOf("--module-path"), List.of(flags.strip().split("\\s+")));
        return more;
    }

    private static Duration seconds(String property) {
        return Duration.ofMillis((long) (1000 * number(property)));
    }

    private static double number(String property) {
        return Double.parseDouble(System.getProperty(property, ""));
    }

    private static List<String> command(Path target, String modulePath) {
        if (Boolean.getBoolean("bench.image")) {
            return List.of(target.resolve("understudy/bin/understudy").toString());
        }
        return java(modulePath);
    }

    private static List<String> before(Path target, String modulePath) {
        String classes = System.getProperty("bench.before", "");
        return classes.isEmpty()
                ? List.of()
                : java(modulePath.replace(target.resolve("classes").toString(), classes));
    }

    private static List<String> java(String modulePath) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("bench.jvm", "").strip().split("\\s+")));
        command.addAll(
                List.of(
                        "--enable-native-access=org.xerial.sqlitejdbc",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--module-path",
                        modulePath,
                        "--module",
                        "dev.understudy/dev.understudy.app.Main"));
        return List.copyOf(command);
    }
}
