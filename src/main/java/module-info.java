import org.jspecify.annotations.NullMarked;

/// A desktop console and local gateway for AI models.
@NullMarked
@SuppressWarnings("requires-automatic") // those without a descriptor get one in the image
module dev.understudy {
    requires static org.jspecify;
    requires cel.standalone;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires java.naming;
    requires java.net.http;
    requires java.sql;
    requires java.xml;
    requires jdk.net; // of the HTTP client, which cannot say so itself
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.freedesktop.dbus;
    requires org.freedesktop.dbus.transport.jre;
    requires org.slf4j;
    requires org.slf4j.jdk.platform.logging;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires atlantafx.base;
    requires javafx.controls;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.controlsfx.controls;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.materialdesign2;

    provides ch.qos.logback.classic.spi.Configurator with
            dev.understudy.app.QuietLogs;

    // JavaFX makes the application class, picocli fills the commands.
    opens dev.understudy.app to
            info.picocli,
            javafx.graphics;
}
