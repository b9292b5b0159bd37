/// The descriptor that the library's jar lacks; see packaging.md.
module micrometer.commons {
    requires java.logging;
    requires org.slf4j;

    exports io.micrometer.common;
    exports io.micrometer.common.annotation;
    exports io.micrometer.common.docs;
    exports io.micrometer.common.util;
    exports io.micrometer.common.util.internal.logging;
}
