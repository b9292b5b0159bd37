package dev.understudy.app;

/// The program's entry.
public final class Main {
    private Main() {}

    /// Starts what the arguments ask for.
    public static void main(String[] args) {
        System.getLogger("understudy").log(System.Logger.Level.INFO, "started");
    }
}
