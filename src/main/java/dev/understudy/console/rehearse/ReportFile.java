package dev.understudy.console.rehearse;

import dev.understudy.rehearsal.Report;

/// The forms a report is written in.
enum ReportFile {
    MARKDOWN("md", "rehearse.markdown"),
    JSON("json", "rehearse.json"),
    JUNIT("xml", "rehearse.junit");

    private final String ending;
    private final String label;

    ReportFile(String ending, String label) {
        this.ending = ending;
        this.label = label;
    }

    /// The key of its name.
    String label() {
        return label;
    }

    /// What a file of it is called at first.
    String fileName(String chain) {
        return "%s-faults.%s".formatted(chain.replaceAll("[^A-Za-z0-9._-]+", "-"), ending);
    }

    String text(Report report) {
        return switch (this) {
            case MARKDOWN -> report.markdown();
            case JSON -> report.json();
            case JUNIT -> report.junit();
        };
    }
}
