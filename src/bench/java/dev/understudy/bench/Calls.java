package dev.understudy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Small whole answers: one after the other, and on 32 connections at a time.
final class Calls {
    private static final String MODEL = "text-5";
    private static final int CONNECTIONS = 32;

    private final Stage stage;
    private final Options options;
    private final Table table;

    Calls(Stage stage, Options options, Table table) {
        this.stage = stage;
        this.options = options;
        this.table = table;
    }

    /// Calls all doors without measuring, for as long as the compiler may need on a busy machine.
    void warm() throws IOException, InterruptedException {
        for (Door door : stage.allDoors()) {
            perSecond(door, options.warm());
            times(door, options.warm().dividedBy(4));
        }
    }

    /// One call at a time.
    void latency() throws IOException {
        var middle = new Rounds();
        var late = new Rounds();
        for (int round = 0; round < options.rounds(); round++) {
            for (Door door : stage.allDoors()) {
                Samples times = times(door, options.slice());
                middle.add(door.name(), times.millis(0.5));
                late.add(door.name(), times.millis(0.99));
            }
        }
        table.row("one small call, p50 (ms)", middle, 3);
        table.row("one small call, p99 (ms)", late, 3);
        var nginx = middle.median(Table.NGINX, Table.DIRECT, (a, b) -> a - b);
        var ours = middle.median(Table.OURS, Table.DIRECT, (a, b) -> a - b);
        table.bar("… added p50 (ms)", nginx, ours, 3, Table.Bar.most(0.15, ""));
        table.bar(
                "… added p50, times nginx's",
                nginx.map(_ -> 1.0),
                nginx.flatMap(theirs -> ours.map(own -> own / theirs)),
                1,
                Table.Bar.most(5, " ×"));
        table.bar(
                "… added p99 (ms)",
                late.median(Table.NGINX, Table.DIRECT, (a, b) -> a - b),
                late.median(Table.OURS, Table.DIRECT, (a, b) -> a - b),
                3,
                Table.Bar.NONE);
    }

    /// One call at a time whose model a strategy chooses, if the options hold one, beside a call
    /// that names it.
    void chosen() throws IOException {
        if (options.strategy().isEmpty()) {
            return;
        }
        Door named = stage.door(Table.OURS);
        Door choosing = stage.choosing(options.strategy());
        var middle = new Rounds();
        times(choosing, choosing.named("auto", ""), options.warm());
        for (int round = 0; round < options.rounds(); round++) {
            middle.add(Table.DIRECT, times(named, options.slice()).millis(0.5));
            middle.add(
                    Table.OURS,
                    times(choosing, choosing.named("auto", ""), options.slice()).millis(0.5));
        }
        table.bar(
                "one small call, model chosen by a strategy: added p50 (ms)",
                Optional.empty(),
                middle.median(Table.OURS, Table.DIRECT, (a, b) -> a - b),
                3,
                Table.Bar.NONE);
    }

    /// As many as 32 connections can carry.
    void load() throws IOException, InterruptedException {
        var rates = new Rounds();
        var work = new Rounds();
        for (int round = 0; round < options.rounds(); round++) {
            for (Door door : stage.allDoors()) {
                double before = stage.micros(door);
                long start = System.nanoTime();
                double rate = perSecond(door, options.slice());
                double calls = rate * (System.nanoTime() - start) / 1e9;
                rates.add(door.name(), rate);
                stage.process(door)
                        .ifPresent(
                                _ -> work.add(door.name(), (stage.micros(door) - before) / calls));
            }
        }
        table.row("calls/s, 32 connections", rates, 0);
        table.row("… processor time of one call (µs)", work, 0);
        table.bar(
                "… times nginx's",
                rates.median(Table.NGINX).map(_ -> 1.0),
                rates.median(Table.OURS, Table.NGINX, (a, b) -> a / b),
                2,
                Table.Bar.least(0.3, " ×"));
        table.bar(
                "… times Portkey's",
                Optional.empty(),
                rates.median(Table.OURS, Table.PORTKEY, (a, b) -> a / b),
                1,
                Table.Bar.least(10, " ×"));
    }

    private static Samples times(Door door, Duration length) throws IOException {
        return times(door, door.call(MODEL, ""), length);
    }

    private static Samples times(Door door, byte[] request, Duration length) throws IOException {
        var times = new Samples();
        try (var line = new Line(door)) {
            line.call(request);
            long end = System.nanoTime() + length.toNanos();
            while (System.nanoTime() < end) {
                times.add(line.call(request));
            }
        }
        return times;
    }

    /// The calls a second that 32 connections carry.
    static double perSecond(Door door, Duration length) throws IOException, InterruptedException {
        var calls = new AtomicLong();
        var lines = new ArrayList<Line>();
        var threads = new ArrayList<Thread>();
        byte[] request = door.call(MODEL, "");
        for (int i = 0; i < CONNECTIONS; i++) {
            lines.add(new Line(door));
        }
        long start = System.nanoTime();
        for (Line line : lines) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (line) {
                                    long own = 0;
                                    while (System.nanoTime() - start < length.toNanos()) {
                                        line.call(request);
                                        own++;
                                    }
                                    calls.addAndGet(own);
                                } catch (IOException e) {
                                    System.err.println(door.name() + ": " + e.getMessage());
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return calls.get() / ((System.nanoTime() - start) / 1e9);
    }
}
