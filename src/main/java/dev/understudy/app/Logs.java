package dev.understudy.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log: one file of at most 5 MB, and the three before it. Control characters in what is logged
/// are replaced, in exceptions too, so that nothing a stranger sent can fake a line.
final class Logs {
    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %replace(%msg){'[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\\t]]', '?'}%n"
                    + "%replace(%replace(%ex){'[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\\t\\n]]', '?'}){'\\n(?!\\z|\\s*(at |[.]{3} |Caused by: |Suppressed: ))', '?'}";
    private static final int KEPT = 3;

    private Logs() {}

    /// Sends all that is logged from now on to the file.
    static void to(Path file) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();

        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();

        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(KEPT);
        rolling.start();

        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("5MB"));
        size.start();

        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        appender.start();

        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.understudy").setLevel(Level.INFO);
    }
}
