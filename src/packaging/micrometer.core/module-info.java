/// The descriptor that the library's jar lacks; see packaging.md. Without what it has for other
/// programs' libraries.
module micrometer.core {
    requires java.logging;
    requires java.management;
    requires transitive micrometer.commons;
    requires transitive micrometer.observation;

    exports io.micrometer.core.instrument;
    exports io.micrometer.core.instrument.binder;
    exports io.micrometer.core.instrument.binder.jvm;
    exports io.micrometer.core.instrument.config;
    exports io.micrometer.core.instrument.config.validate;
    exports io.micrometer.core.instrument.cumulative;
    exports io.micrometer.core.instrument.distribution;
    exports io.micrometer.core.instrument.distribution.pause;
    exports io.micrometer.core.instrument.internal;
    exports io.micrometer.core.instrument.util;
}
