package dev.understudy.rehearsal;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A report as JUnit's XML, which build servers read.
final class JunitReport {
    private JunitReport() {}

    static String of(Report report) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            suite(xml, report);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text takes all that is written", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, Report report) throws XMLStreamException {
        CaseRun.Results results = report.results();
        Duration took =
                results.played().stream()
                        .map(result -> result.outcome().took())
                        .reduce(Duration.ZERO, Duration::plus);
        xml.writeStartElement("testsuite");
        attribute(xml, "name", report.name());
        attribute(xml, "tests", String.valueOf(results.played().size() + results.left()));
        attribute(xml, "failures", String.valueOf(results.failed()));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", String.valueOf(results.left()));
        attribute(xml, "time", seconds(took));
        for (CaseResult result : results.played()) {
            line(xml, 1);
            played(xml, report.name(), result);
        }
        for (int i = 0; i < results.left(); i++) {
            line(xml, 1);
            xml.writeStartElement("testcase");
            attribute(xml, "classname", report.name());
            attribute(xml, "name", "not played " + (i + 1));
            xml.writeEmptyElement("skipped");
            xml.writeEndElement();
        }
        line(xml, 0);
        xml.writeEndElement();
    }

    private static void played(XMLStreamWriter xml, String suite, CaseResult result)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", result.of().name());
        attribute(xml, "time", seconds(result.outcome().took()));
        if (!result.passed()) {
            line(xml, 2);
            xml.writeStartElement("failure");
            attribute(xml, "message", result.misses().getFirst());
            xml.writeCharacters(clean(String.join("\n", result.misses())));
            xml.writeEndElement();
        }
        line(xml, 2);
        xml.writeStartElement("system-out");
        xml.writeCharacters(
                clean(
                        "faults: %s\nattempts: %s\nrequest: %s"
                                .formatted(
                                        result.of().play().faults().header(),
                                        Report.attempts(result.outcome().attempts()),
                                        result.outcome().requestId())));
        xml.writeEndElement();
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.3f", length.toNanos() / 1e9);
    }

    /// Without what XML cannot hold even escaped.
    private static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints().map(c -> holds(c) ? c : 0xfffd).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean holds(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
