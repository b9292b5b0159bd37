/// The descriptor that the library's jar lacks; see packaging.md.
module micrometer.observation {
    requires transitive micrometer.commons;

    exports io.micrometer.observation;
    exports io.micrometer.observation.docs;
    exports io.micrometer.observation.transport;
}
