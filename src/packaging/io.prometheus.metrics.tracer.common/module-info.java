/// The descriptor that the library's jar lacks; see packaging.md.
module io.prometheus.metrics.tracer.common {
    exports io.prometheus.metrics.tracer.common;
}
